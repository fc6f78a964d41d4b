"""Desks in a key-value bucket: what a person or an agency keeps for their own work.

Invariant: a change is put where the desk that it was made from still lay, so of two that are made at once none is
lost; what cannot be read is an empty desk and never a page that fails.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import structlog
from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError
from nats.js.kv import KeyValue

from domain.ports import StoreAway
from infra.identity.answering import patiently
from web.ports import Desk

LOG = structlog.get_logger("desks")

ATTEMPTS = 50
"""How often somebody else may be first: an agency's desk is changed by all of its members."""


class KeyValueDesks:
    """Desks of all processes that share the bucket; implements :class:`web.ports.Desks`."""

    def __init__(self, bucket: KeyValue) -> None:
        """Use *bucket*, whose entries stay."""
        self._bucket = bucket

    async def find(self, owner: str) -> Desk:
        """The desk of *owner*; an empty one where nothing was kept."""
        desk, _ = await self._read(owner)
        return desk

    async def change(self, owner: str, alter: Callable[[Desk], Desk]) -> Desk:
        """Put what *alter* makes of the desk in its place, and return it. Raises the faults of the store."""
        for _ in range(ATTEMPTS):
            changed = await patiently(lambda: self._attempt(owner, alter))
            if changed is not None:
                return changed
        raise StoreAway("others were first every time")

    async def _attempt(self, owner: str, alter: Callable[[Desk], Desk]) -> Desk | None:
        """What was put in place; None when somebody else was first."""
        desk, revision = await self._read(owner)
        changed = alter(desk)
        if changed == desk:
            return changed
        try:
            await self._bucket.update(owner, msgspec.json.encode(changed), last=revision)
        except KeyWrongLastSequenceError:
            return None
        return changed

    async def _read(self, owner: str) -> tuple[Desk, int]:
        try:
            entry = await patiently(lambda: self._bucket.get(owner))
        except KeyNotFoundError:
            return Desk(), 0
        try:
            return msgspec.json.decode(entry.value or b"", type=Desk), entry.revision or 0
        except msgspec.DecodeError as error:
            LOG.warning("desk_unreadable", error=type(error).__name__)
            return Desk(), entry.revision or 0
