"""A Merkle tree as RFC 9162 writes it down: recursive, over all leaves, and slow."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256


def split(size: int) -> int:
    left = 1
    while left * 2 < size:
        left *= 2
    return left


def root(leaves: Sequence[bytes]) -> bytes:
    if not leaves:
        return sha256(b"").digest()
    if len(leaves) == 1:
        return leaves[0]
    left = split(len(leaves))
    return sha256(b"\x01" + root(leaves[:left]) + root(leaves[left:])).digest()


def inclusion(index: int, leaves: Sequence[bytes]) -> list[bytes]:
    if len(leaves) == 1:
        return []
    left = split(len(leaves))
    if index < left:
        return [*inclusion(index, leaves[:left]), root(leaves[left:])]
    return [*inclusion(index - left, leaves[left:]), root(leaves[:left])]


def consistency(earlier: int, leaves: Sequence[bytes], *, whole: bool = True) -> list[bytes]:
    if earlier == len(leaves):
        return [] if whole else [root(leaves)]
    left = split(len(leaves))
    if earlier <= left:
        return [*consistency(earlier, leaves[:left], whole=whole), root(leaves[left:])]
    return [*consistency(earlier - left, leaves[left:], whole=False), root(leaves[:left])]
