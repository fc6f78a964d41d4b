"""Every stored data key wrapped anew by the key-encryption key that is the one by now.

Invariant: there is no moment without a usable copy of a key: the new copy is stored behind the old one before that is
erased. Whatever was interrupted is begun again from what is stored, and what is done stays done.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from typing import NamedTuple

from infra.vault.keeping import KeyStore
from infra.vault.wrapping import NOTE, Content, Wraps, decode


class Pass(NamedTuple):
    """How far a pass over all keys is: *done* of so many looked at, *changed* were wrapped by another key."""

    done: int
    of: int
    changed: int


async def rewrap(store: KeyStore, wraps: Wraps) -> AsyncIterator[Pass]:
    """One pass over *store*, step by step. What somebody else replaces or destroys meanwhile is left alone."""
    every = await store.every()
    changed = 0
    yield Pass(0, len(every), 0)
    for number, (name, stored) in enumerate(every.items(), 1):
        content = decode(stored.content)
        if name != NOTE and _is_old(content, wraps.current):
            changed += await store.replace(name, wraps.wrap(name, wraps.unwrap(name, content)), stored)
            yield Pass(number, len(every), changed)
    yield Pass(len(every), len(every), changed)


def _is_old(content: Content, current: str) -> bool:
    return content.destroyed_at is None and content.kek != current


async def left_under(store: KeyStore, current: str) -> dict[str, int]:
    """How many copies of keys are under which key-encryption key that is not *current*, those left behind as well."""
    found: dict[str, int] = {}
    async for name, stored in store.messages():
        content = decode(stored.content)
        if name != NOTE and _is_old(content, current):
            found[content.kek] = found.get(content.kek, 0) + 1
    return found
