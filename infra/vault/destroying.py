"""Destroying a data key: a note is put behind it, and then every copy of the key is erased.

The note says when, and carries a fingerprint of the key, so that the certificate can be written after a crash too, and
whoever finds an old copy of a key can tell whether it was the one. A fingerprint leads back to nothing: a data key is
256 random bits.

Invariant: whatever was interrupted is finished by doing it again. From the note on nobody uses the key, and who asks
for its destruction hears that it is done only when no copy is left in the store.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

import msgspec

from infra.vault.keeping import KeyStore, StoredKey
from infra.vault.wrapping import Content, KeyUnusable, Wraps, decode

FINGERPRINT = 32
"""So many hexadecimal digits of the hash."""

UNREADABLE = "unreadable"
"""Stands for the fingerprint of a key that could not be unwrapped: it is destroyed like any other."""


class Destroyed(NamedTuple):
    """A key that is gone: its *name*, its *fingerprint* (empty where none was ever made), since when."""

    name: str
    fingerprint: str
    at: datetime


def fingerprint(name: str, key: bytes) -> str:
    """What tells the data key *name* from any other without giving it away."""
    return hashlib.sha256(b"lantern data key\0" + name.encode() + b"\0" + key).hexdigest()[:FINGERPRINT]


async def destroy(store: KeyStore, wraps: Wraps, name: str, now: datetime) -> Destroyed:
    """Erase the key *name* for good. Repeating it changes nothing, and finishes what was interrupted."""
    while True:
        stored = (await store.find([name])).get(name)
        gone = None if stored is None else _gone(name, stored)
        if gone is not None:
            await store.tidy(name)
            return gone
        # Whoever makes, wraps anew or destroys the key at the same time makes this fail: then it is looked at again.
        if stored is None:
            await store.create(name, msgspec.json.encode(Content(destroyed_at=now)))
        else:
            note = Content(destroyed_at=now, fingerprint=_told(name, stored, wraps))
            await store.replace(name, msgspec.json.encode(note), stored)


async def standing(store: KeyStore, names: Sequence[str]) -> list[str]:
    """Those of *names* under which there is no note of a destruction."""
    found = await store.find(names)
    return [name for name in names if name not in found or _gone(name, found[name]) is None]


def _gone(name: str, stored: StoredKey) -> Destroyed | None:
    try:
        content = decode(stored.content)
    except KeyUnusable:
        return None
    return None if content.destroyed_at is None else Destroyed(name, content.fingerprint, content.destroyed_at)


def _told(name: str, stored: StoredKey, wraps: Wraps) -> str:
    try:
        return fingerprint(name, wraps.unwrap(name, decode(stored.content)))
    except KeyUnusable:
        return UNREADABLE
