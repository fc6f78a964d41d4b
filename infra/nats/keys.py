"""Wrapped data keys in their stream: one message under each name, erased by deleting it.

Invariant: a message that must not be found again is deleted by sequence, which overwrites its bytes; nothing is ever
put over it, which would not.
"""

from __future__ import annotations

import asyncio
import base64
from collections.abc import AsyncIterator, Mapping, Sequence

import msgspec

from domain.ports import StoreAway, StoreFull, VersionTaken
from infra.codec.addresses import check_address
from infra.nats.connection import Wire
from infra.nats.errors import NO_MESSAGE, StoreRefused, fault_of
from infra.nats.log.consumer import Consumer
from infra.nats.log.reading import BATCH, fetch
from infra.nats.streams import LANTERN, Names, replicas_of
from infra.vault import Listened, StoredKey

SILENCE_SECONDS = 2.5
PAUSE_SECONDS = 0.25
AT_ONCE = 500
ATTEMPTS = 5
GONE = frozenset({NO_MESSAGE, 10043})
"""What the server answers when a message that is to be deleted is not there any more."""


class KeyStream:
    """The stream of data keys; implements :class:`infra.vault.KeyStore`."""

    def __init__(self, wire: Wire, names: Names = LANTERN, *, replicas: int = 0, stream: str | None = None) -> None:
        """Use the stream of keys over *wire*, or another *stream* of the same settings.

        How many *replicas* it has is asked for where it is not given.
        """
        self._wire = wire
        self._stream = stream or names.keys
        self._root = names.root(self._stream)
        self._replicas = replicas
        self._since = self._until = 0.0
        self._consumer: Consumer | None = None

    @property
    def listened(self) -> Listened:
        """The span in which every change has come through *changes*."""
        return Listened(self._since, self._consumer.heard_at if self._consumer is not None else self._until)

    async def find(self, names: Sequence[str]) -> Mapping[str, StoredKey]:
        """What is stored under those of *names* under which something is."""
        found: dict[str, StoredKey] = {}
        for start in range(0, len(names), AT_ONCE):
            subjects = [self._subject(name) for name in names[start : start + AT_ONCE]]
            raws, _ = await fetch(self._wire, self._stream, {"multi_last": subjects, "batch": BATCH})
            for raw in raws:
                found[self._name(raw.subject)] = StoredKey(raw.body, raw.position)
        missing = set(names) - found.keys()
        if missing and await self._is_replicated():
            # A replica that lags behind may not know a key yet, and that must not read as erased.
            for name in missing:
                if (stored := await self._by_leader(name)) is not None:
                    found[name] = stored
        return found

    async def every(self, within: str = "") -> Mapping[str, StoredKey]:
        """What is stored under any name, or under those that begin with the tokens *within*."""
        return {name: stored async for name, stored in self.messages(within)}

    async def messages(self, within: str = "") -> AsyncIterator[tuple[str, StoredKey]]:
        """All that is stored, the older first; also copies that something interrupted has left behind."""
        async for found in self._on(f"{self._subject(within)}.>" if within else f"{self._root}.>"):
            yield found

    async def tidy(self, name: str = "") -> int:
        """Erase the copies, of *name* or of all, that were left behind when their successor was stored; how many."""
        return await self._tidy(self._on(self._subject(name)) if name else self.messages())

    async def create(self, name: str, content: bytes) -> bool:
        """Store *content* unless something is stored under *name*; whether it was."""
        return await self._publish(name, content, after=0)

    async def replace(self, name: str, content: bytes, old: StoredKey) -> bool:
        """Store *content* behind *old*, then erase *old*: there is no moment without a key."""
        put = await self._put_behind(name, content, old)
        if put:
            # Somebody who destroys the key may have taken it away just now.
            await self.take(old)
        return put

    async def _put_behind(self, name: str, content: bytes, old: StoredKey) -> bool:
        for _ in range(ATTEMPTS):
            try:
                return await self._publish(name, content, after=old.position)
            except StoreFull:
                # Somebody is between the two at this moment, or was killed there: what they left behind goes.
                await self._tidy(self._on(self._subject(name)))
        return await self._publish(name, content, after=old.position)

    async def erase(self, name: str) -> None:
        """Erase the bytes of whatever is stored under *name*, also of what a break left behind."""
        while (stored := await self._by_leader(name)) is not None:
            await self.take(stored)  # Somebody else may erase the same just now.

    async def take(self, stored: StoredKey) -> bool:
        """Erase *stored*; whether we were the one who did, of all who try."""
        try:
            await self._delete(stored.position)
        except StoreRefused as refused:
            if refused.code in GONE:
                return False
            raise
        return True

    async def _on(self, subjects: str) -> AsyncIterator[tuple[str, StoredKey]]:
        position, more = 1, True
        while more:
            request = {"seq": position, "next_by_subj": subjects, "batch": BATCH}
            raws, more = await fetch(self._wire, self._stream, request)
            for raw in raws:
                yield self._name(raw.subject), StoredKey(raw.body, raw.position)
                position = raw.position + 1

    async def _tidy(self, messages: AsyncIterator[tuple[str, StoredKey]]) -> int:
        newest: dict[str, StoredKey] = {}
        older: list[StoredKey] = []
        async for name, stored in messages:
            if name in newest:
                older.append(newest[name])
            newest[name] = stored
        return sum([await self.take(stored) for stored in older])

    async def changes(self) -> AsyncIterator[tuple[str, bytes]]:
        """Names and contents that are stored from now on, for ever."""
        position = await self._last()
        self._since = asyncio.get_running_loop().time()
        try:
            while True:
                consumer = await self._begin(position + 1)
                while await consumer.ready(SILENCE_SECONDS) and not consumer.broken:
                    for raw in list(consumer.take(BATCH)):
                        position = raw.position
                        yield self._name(raw.subject), raw.body
                await self._pause(consumer)
        finally:
            if self._consumer is not None:
                await self._consumer.end()

    async def _begin(self, start: int) -> Consumer:
        while True:
            consumer = Consumer(self._wire, self._stream)
            try:
                await consumer.begin(start)
            except StoreAway:
                await self._pause(consumer)
            else:
                self._consumer = consumer
                return consumer

    async def _pause(self, consumer: Consumer) -> None:
        self._until = self.listened.until
        self._consumer = None
        await consumer.end()
        await asyncio.sleep(PAUSE_SECONDS)

    async def _last(self) -> int:
        while True:
            try:
                info = await self._wire.api(f"STREAM.INFO.{self._stream}")
            except StoreAway:
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return int(info["state"]["last_seq"])

    async def _is_replicated(self) -> bool:
        self._replicas = self._replicas or await replicas_of(self._wire, self._stream)
        return self._replicas > 1

    async def _by_leader(self, name: str) -> StoredKey | None:
        try:
            answer = await self._wire.api(f"STREAM.MSG.GET.{self._stream}", {"last_by_subj": self._subject(name)})
        except StoreRefused as refused:
            if refused.code == NO_MESSAGE:
                return None
            raise
        message = answer["message"]
        return StoredKey(base64.b64decode(message.get("data", "")), int(message["seq"]))

    async def _publish(self, name: str, content: bytes, *, after: int) -> bool:
        headers = f"NATS/1.0\r\nNats-Expected-Last-Subject-Sequence: {after}\r\n\r\n".encode()

        async def attempt() -> bool:
            reply = await self._wire.request_reply(self._subject(name), content, headers)
            answer = msgspec.json.decode(reply.body)
            if "error" in answer:
                raise fault_of(answer["error"])
            return True

        try:
            return await self._wire.patiently(attempt)
        except VersionTaken:
            return False

    async def _delete(self, position: int) -> None:
        await self._wire.api(f"STREAM.MSG.DELETE.{self._stream}", {"seq": position, "no_erase": False})

    def _subject(self, name: str) -> str:
        return f"{self._root}.{check_address(name)}"

    def _name(self, subject: bytes) -> str:
        return subject.decode()[len(self._root) + 1 :]
