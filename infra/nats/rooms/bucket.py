"""Rooms in a key-value bucket with a time to live; a change of one is a message that every process hears.

Invariant: a change is put where the room that it was made from still lay, so of two that are made at once none is lost;
what cannot be read is a room as new. Who may have missed a change is told to look at every room again.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable

import msgspec
import structlog
from nats.js.errors import KeyNotFoundError, KeyWrongLastSequenceError
from nats.js.kv import KeyValue

from domain.ports import StoreAway
from infra.identity.answering import answering, patiently
from infra.nats.connection import Wire
from web.room.ports import Moved
from web.room.presenting import Room

LOG = structlog.get_logger("rooms")

ATTEMPTS = 50
"""How often somebody else may be first: a table of eight agencies has few hands that present."""

AN_HOUR = 3600.0


class KeyValueRooms:
    """Rooms of all processes that share the bucket; implements :class:`web.room.ports.Rooms`."""

    def __init__(self, bucket: KeyValue, wire: Wire, name: str) -> None:
        """Use *bucket*, whose entries die of age by themselves; hear over *wire* what is put into it by its *name*."""
        self._bucket = bucket
        self._wire = wire
        self._root = f"$KV.{name}."

    async def find(self, case: str, conference: str) -> Room:
        """The room as it is now; one as new where nobody was lately. Raises the faults of the store."""
        return (await self._read(f"{case}.{conference}"))[0]

    async def change(self, case: str, conference: str, alter: Callable[[Room], Room]) -> Room:
        """Put what *alter* makes of the room in its place, and return it. Raises the faults of the store."""
        for _ in range(ATTEMPTS):
            changed = await patiently(lambda: self._attempt(f"{case}.{conference}", alter))
            if changed is not None:
                return changed
        raise StoreAway("others were first every time")

    async def watch(self, moved: Moved, again: Callable[[], None]) -> None:
        """Tell *moved* of every change, for ever, whichever process made it; *again* when some may have been missed.

        A process runs it beside everything else.
        """
        lost = asyncio.Event()

        def hear(subject: bytes, _reply: bytes, _headers: bytes | None, _body: bytes) -> None:
            case, _, conference = subject.decode().removeprefix(self._root).partition(".")
            moved(case, conference)

        sid = await self._wire.listen(f"{self._root}>", hear, lost=lost.set)
        try:
            while True:
                with contextlib.suppress(StoreAway), answering():
                    await self._wire.flush()
                again()
                await lost.wait()
                lost.clear()
                await self._up()
        finally:
            await self._wire.unlisten(sid, lost=lost.set)

    async def _up(self) -> None:
        while not self._wire.is_connected:
            with contextlib.suppress(StoreAway):
                await self._wire.until_up(AN_HOUR)

    async def _attempt(self, key: str, alter: Callable[[Room], Room]) -> Room | None:
        """What was put in place; None when somebody else was first."""
        room, revision = await self._read(key)
        changed = alter(room)
        if changed == room:
            return changed
        try:
            await self._bucket.update(key, msgspec.json.encode(changed), last=revision)
        except KeyWrongLastSequenceError:
            return None
        return changed

    async def _read(self, key: str) -> tuple[Room, int]:
        try:
            entry = await patiently(lambda: self._bucket.get(key))
        except KeyNotFoundError:
            return Room(), 0
        try:
            return msgspec.json.decode(entry.value or b"", type=Room), entry.revision or 0
        except msgspec.DecodeError as error:
            LOG.warning("room_unreadable", error=type(error).__name__)
            return Room(), entry.revision or 0
