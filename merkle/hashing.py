"""The hashes of a tree, as RFC 9162 has them (section 2.1.1).

Invariant: a leaf can never be taken for an inner node, nor the other way round: what is hashed begins differently.
"""

from __future__ import annotations

from hashlib import sha256

HASH = 32
"""Bytes of a hash."""

EMPTY = sha256(b"").digest()
"""The root of a tree without leaves."""


def leaf_hash(data: bytes) -> bytes:
    """The leaf of *data*."""
    return sha256(b"\x00" + data).digest()


def node_hash(left: bytes, right: bytes) -> bytes:
    """The inner node above *left* and *right*."""
    return sha256(b"\x01" + left + right).digest()


def entry_leaf(position: int, subject: bytes, chain: bytes) -> bytes:
    """The leaf of a log's entry: its position as eight bytes, its subject, and the chain it stands in.

    Of an entry that was missing when the log was gathered, the last two are empty.
    """
    return sha256(b"\x00" + position.to_bytes(8, "big") + subject + chain).digest()
