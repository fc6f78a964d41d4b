"""Every stored data key wrapped anew by the key-encryption key that is the one by now.

Invariant: there is no moment without a usable copy of a key: the new copy is stored behind the old one before that is
erased. Whatever was interrupted is begun again from what is stored, and what is done stays done.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from typing import NamedTuple

from infra.vault.keeping import KeyStore
from infra.vault.wrapping import NOTE, Content, Wraps, decode

AT_ONCE = 64
"""So many keys are under way together: the server writes each to the disk before it answers."""


class Pass(NamedTuple):
    """How far a pass is: *done* of so many that are under another key, *changed* of these by us."""

    done: int
    of: int
    changed: int


async def rewrap(store: KeyStore, wraps: Wraps) -> AsyncIterator[Pass]:
    """One pass over *store*, step by step. What somebody else replaces or destroys meanwhile is left alone."""
    every = await store.every()
    old = [
        (name, stored, content)
        for name, stored in every.items()
        if name != NOTE and _is_old(content := decode(stored.content), wraps.current)
    ]
    changed = 0
    yield Pass(0, len(old), 0)
    for start in range(0, len(old), AT_ONCE):
        some = old[start : start + AT_ONCE]
        done = [store.replace(name, wraps.wrap(name, wraps.unwrap(name, content)), was) for name, was, content in some]
        changed += sum(await asyncio.gather(*done))
        yield Pass(start + len(some), len(old), changed)


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
