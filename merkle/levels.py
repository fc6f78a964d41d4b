"""The hashes of a tree, kept so that any node is at hand without going through the leaves.

Every fourth level is kept, from the leaves up, each as one long row of hashes: a third more than nothing but leaves
would be an eleventh, and a node between two kept levels is made from eight hashes at most.

Invariant: a row holds the hash of every whole subtree of its level and nothing else; a tree is only ever added to.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from merkle.edges import Edge
from merkle.hashing import HASH, node_hash

EVERY = 4
"""Of so many levels one is kept."""


class Rows(Protocol):
    """Where rows of hashes lie; row 0 holds the leaves, row 1 the level four above, and so on."""

    def count(self, row: int) -> int:
        """How many hashes *row* holds."""

    def read(self, row: int, start: int, count: int) -> bytes:
        """*count* hashes of *row* from *start* on, one after the other."""

    def add(self, row: int, hashes: bytes) -> None:
        """Put *hashes* behind those of *row*."""

    def clear(self) -> None:
        """Begin again without any."""


class MemoryRows:
    """Rows in memory."""

    def __init__(self) -> None:
        """Begin without any."""
        self._rows: list[bytearray] = []

    def count(self, row: int) -> int:
        """How many hashes *row* holds."""
        return len(self._rows[row]) // HASH if row < len(self._rows) else 0

    def read(self, row: int, start: int, count: int) -> bytes:
        """*count* hashes of *row* from *start* on."""
        return bytes(self._rows[row][start * HASH : (start + count) * HASH])

    def add(self, row: int, hashes: bytes) -> None:
        """Put *hashes* behind those of *row*."""
        while len(self._rows) <= row:
            self._rows.append(bytearray())
        self._rows[row] += hashes

    def clear(self) -> None:
        """Begin again without any."""
        self._rows.clear()


class Levels:
    """The nodes of one tree over *rows*; implements :class:`merkle.proofs.Nodes`."""

    def __init__(self, rows: Rows) -> None:
        """Use what *rows* hold already."""
        self._rows = rows

    @property
    def size(self) -> int:
        """How many leaves there are."""
        return self._rows.count(0)

    @property
    def edge(self) -> Edge:
        """The edge of the tree."""
        size, start, hashes = self.size, 0, []
        for level in reversed(range(size.bit_length())):
            if size >> level & 1:
                hashes.append(self.node(level, start >> level))
                start += 1 << level
        return Edge(size, tuple(hashes))

    def add(self, leaves: Sequence[bytes]) -> None:
        """Put *leaves* behind those that are there, and what becomes whole above them into the higher rows."""
        fresh = b"".join(leaves)
        row = 0
        while fresh:
            self._rows.add(row, fresh)
            have, above = self._rows.count(row) >> EVERY, self._rows.count(row + 1)
            fresh = b"".join(self._made(row, place) for place in range(above, have))
            row += 1

    def clear(self) -> None:
        """Begin again without any leaves."""
        self._rows.clear()

    def node(self, level: int, index: int) -> bytes:
        """The hash over the leaves from ``index * 2**level`` on, ``2**level`` of them."""
        row, over = divmod(level, EVERY)
        return _over(self._rows.read(row, index << over, 1 << over))

    def _made(self, row: int, place: int) -> bytes:
        return _over(self._rows.read(row, place << EVERY, 1 << EVERY))


def _over(hashes: bytes) -> bytes:
    """The node over *hashes*, a power of two of them."""
    found = [hashes[at : at + HASH] for at in range(0, len(hashes), HASH)]
    while len(found) > 1:
        found = [node_hash(left, right) for left, right in zip(found[::2], found[1::2], strict=True)]
    return found[0]
