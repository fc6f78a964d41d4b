"""The edge of a tree: what has to be kept of it to go on building it.

Invariant: the edge of a tree of n leaves is one hash for each bit of n that is set, the largest subtree first, and two
edges of one size have the same root only when all leaves are the same.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from merkle.hashing import EMPTY, node_hash


class Edge(NamedTuple):
    """A tree of *size* leaves as the hashes of its whole subtrees, the largest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    @property
    def root(self) -> bytes:
        """The root of the tree."""
        if not self.hashes:
            return EMPTY
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root

    @property
    def fits(self) -> bool:
        """Whether there are as many hashes as a tree of that size has subtrees."""
        return self.size >= 0 and len(self.hashes) == self.size.bit_count()

    def grown(self, leaves: Sequence[bytes]) -> Edge:
        """The edge after *leaves* have been added; level by level, since most of the work is on the lowest."""
        kept: list[bytes] = []
        left, row, size = list(self.hashes), list(leaves), self.size
        ended = size + len(row)
        while left or row:
            if size & 1:
                # The last subtree of this level stood alone so far.
                row.insert(0, left.pop())
            if len(row) & 1:
                kept.append(row.pop())
            row = [sha256(b"\x01" + first + second).digest() for first, second in zip(row[::2], row[1::2], strict=True)]
            size >>= 1
        return Edge(ended, tuple(reversed(kept)))
