"""Proofs over a tree: that a leaf is in it, and that a later tree goes on from an earlier one (RFC 9162, 2.1.3, 2.1.4).

Invariant: whoever checks a proof needs nothing but the proof, the roots and the leaf, and a proof that is too long, too
short or about something else is refused.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Protocol

from merkle.hashing import EMPTY, HASH, node_hash


class Nodes(Protocol):
    """The hashes of a tree's whole subtrees."""

    def node(self, level: int, index: int) -> bytes:
        """The hash over the leaves from ``index * 2**level`` on, ``2**level`` of them, all of which are there."""


class ProofRefused(ValueError):
    """A proof does not prove what it should; its text says what is the matter with it."""


def inclusion_proof(nodes: Nodes, index: int, size: int) -> list[bytes]:
    """What proves that the leaf at *index* is in the tree of *size* leaves. Refuses a leaf that is not."""
    if not 0 <= index < size:
        raise ProofRefused(f"a tree of {size} leaves has no leaf {index}")
    return list(_path(nodes, index, 0, size))[::-1]


def consistency_proof(nodes: Nodes, earlier: int, later: int) -> list[bytes]:
    """What proves that the tree of *later* leaves goes on from that of *earlier* ones. Refuses a later that is not."""
    if not 0 <= earlier <= later:
        raise ProofRefused(f"a tree of {later} leaves does not go on from one of {earlier}")
    if earlier in {0, later}:
        return []
    return list(_between(nodes, earlier, 0, later, alone=True))[::-1]


def check_inclusion(leaf: bytes, index: int, size: int, proof: Sequence[bytes], root: bytes) -> None:
    """Check that *leaf* stands at *index* of the tree of *size* leaves with that *root*. Raises ``ProofRefused``."""
    if not 0 <= index < size or any(len(each) != HASH for each in (*proof, leaf)):
        raise ProofRefused("it is not a proof for a leaf of this tree")
    place, last, found = index, size - 1, leaf
    for sibling in proof:
        if last == 0:
            raise ProofRefused("it has more hashes than the tree is high")
        if place & 1 or place == last:
            found = node_hash(sibling, found)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            found = node_hash(found, sibling)
        place, last = place >> 1, last >> 1
    if last:
        raise ProofRefused("it has fewer hashes than the tree is high")
    if found != root:
        raise ProofRefused("it leads to another root")


def check_consistency(earlier: int, before: bytes, later: int, after: bytes, proof: Sequence[bytes]) -> None:
    """Check that the tree of *later* leaves with the root *after* goes on from that of *earlier* with *before*.

    Raises :class:`ProofRefused`.
    """
    if not 0 <= earlier <= later or any(len(each) != HASH for each in proof):
        raise ProofRefused(f"a tree of {later} leaves does not go on from one of {earlier}")
    if earlier in {0, later}:
        if proof or (before != after if earlier == later else before != EMPTY):
            raise ProofRefused("two trees of one size have different roots" if earlier else "nothing has another root")
        return
    # A whole subtree of the earlier tree needs no proof of itself.
    path = [before, *proof] if earlier & (earlier - 1) == 0 else list(proof)
    if not path:
        raise ProofRefused("it is empty")
    place, last = earlier - 1, later - 1
    while place & 1:
        place, last = place >> 1, last >> 1
    old = new = path[0]
    for sibling in path[1:]:
        if last == 0:
            raise ProofRefused("it has more hashes than the tree is high")
        if place & 1 or place == last:
            old, new = node_hash(sibling, old), node_hash(sibling, new)
            while not place & 1 and place:
                place, last = place >> 1, last >> 1
        else:
            new = node_hash(new, sibling)
        place, last = place >> 1, last >> 1
    if last or old != before or new != after:
        raise ProofRefused("the later tree does not go on from the earlier one")


def _split(size: int) -> int:
    """The largest power of two below *size*."""
    return 1 << (size - 1).bit_length() - 1


def _range(nodes: Nodes, start: int, size: int) -> bytes:
    """The hash over *size* leaves from *start* on."""
    left = _split(size) if size > 1 else 1
    if left * 2 == size or size == 1:
        level = size.bit_length() - 1
        return nodes.node(level, start >> level)
    return node_hash(_range(nodes, start, left), _range(nodes, start + left, size - left))


def _path(nodes: Nodes, index: int, start: int, size: int) -> Iterator[bytes]:
    """The siblings on the way from the root down to *index*, the highest first."""
    while size > 1:
        left = _split(size)
        if index < left:
            yield _range(nodes, start + left, size - left)
            size = left
        else:
            yield _range(nodes, start, left)
            index, start, size = index - left, start + left, size - left


def _between(nodes: Nodes, earlier: int, start: int, size: int, *, alone: bool) -> Iterator[bytes]:
    """The nodes that prove it, the highest first; *alone* while the earlier tree is not yet known by another node."""
    while earlier != size:
        left = _split(size)
        if earlier <= left:
            yield _range(nodes, start + left, size - left)
            size = left
        else:
            yield _range(nodes, start, left)
            earlier, start, size, alone = earlier - left, start + left, size - left, False
    if not alone:
        yield _range(nodes, start, size)
