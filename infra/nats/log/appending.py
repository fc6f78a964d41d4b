"""Publishes messages that must follow what is known: one by itself, several as one atomic batch.

Invariant: either every message is stored, in order and behind the expected end, or none is. A message keeps its id and
its expectation through every attempt, so an attempt whose answer was lost cannot be stored a second time.
"""

from __future__ import annotations

import asyncio
import secrets
from collections.abc import Sequence
from typing import Any, NamedTuple

import msgspec

from infra.codec.facts import IdTaken
from infra.nats.connection import Reply, Wire
from infra.nats.errors import fault_of
from infra.nats.log.message import NO_CHAIN, Entry, Outgoing, Tail, compose

MOST = 1_000
"""The server takes no larger atomic batch."""

BATCHES = 10
"""How many batches one process has open at a time; the server takes 50 for each stream from everybody together."""


class TooMany(ValueError):
    """More than a thousand facts cannot be recorded at once."""


class Group(NamedTuple):
    """Messages for one originator, to stand behind *tail* (None begins the history with version *first*)."""

    originator: str
    tail: Tail | None
    messages: Sequence[Outgoing]
    first: int = 1


class Ready(NamedTuple):
    """A message with all it needs but the place the server will give it."""

    subject: str
    headers: bytes
    entry: Entry


class Appender:
    """Appends to one stream whose subjects begin with *root*."""

    def __init__(self, wire: Wire, root: str) -> None:
        """Publish over *wire*."""
        self._wire = wire
        self._root = root
        self._open_batches = asyncio.Semaphore(BATCHES)

    async def append(self, groups: Sequence[Group]) -> list[Entry]:
        """Store the messages of all *groups* or none. The entries come back with their places, in order.

        Raises ``VersionTaken`` or ``IdTaken`` when something else was stored first (which may be this very append, from
        an attempt whose answer was lost), ``StoreFull`` and ``StoreAway``.
        """
        ready = [item for group in groups for item in self._ready(group)]
        if len(ready) > MOST:
            raise TooMany(f"{len(ready)} facts at once; at most {MOST}")
        send = self._publish(ready[0]) if len(ready) == 1 else self._publish_all(ready)
        last = await send
        first = last - len(ready) + 1
        return [msgspec.structs.replace(item.entry, position=first + place) for place, item in enumerate(ready)]

    def _ready(self, group: Group) -> list[Ready]:
        chain = group.tail.chain if group.tail else NO_CHAIN
        version = group.tail.version + 1 if group.tail else group.first
        found = []
        for place, message in enumerate(group.messages):
            subject, headers, entry = compose(self._root, group.originator, message, version + place, chain)
            if place == 0:
                last = group.tail.position if group.tail else 0
                headers += (
                    f"Nats-Expected-Last-Subject-Sequence: {last}\r\n"
                    f"Nats-Expected-Last-Subject-Sequence-Subject: {self._root}.{group.originator}.*\r\n"
                ).encode()
            if message.kept:
                headers += f"Nats-TTL: {message.kept}\r\n".encode()
            chain = entry.chain
            found.append(Ready(subject, headers, entry))
        return found

    async def _publish(self, ready: Ready) -> int:
        headers = ready.headers + b"\r\n"

        async def attempt() -> int:
            return _stored_at(await self._wire.request_reply(ready.subject, ready.entry.body, headers))

        return await self._wire.patiently(attempt)

    async def _publish_all(self, ready: Sequence[Ready]) -> int:
        async def attempt() -> int:
            batch = secrets.token_hex(16)
            for place, item in enumerate(ready[:-1], start=1):
                mark = f"Nats-Batch-Id: {batch}\r\nNats-Batch-Sequence: {place}\r\n\r\n"
                self._wire.post(item.subject, item.entry.body, item.headers + mark.encode())
            mark = f"Nats-Batch-Id: {batch}\r\nNats-Batch-Sequence: {len(ready)}\r\nNats-Batch-Commit: 1\r\n\r\n"
            last = ready[-1]
            headers = last.headers + mark.encode()
            return _stored_at(await self._wire.request_reply(last.subject, last.entry.body, headers))

        async with self._open_batches:
            return await self._wire.patiently(attempt)


class _Answer(msgspec.Struct):
    seq: int = 0
    duplicate: bool = False
    error: dict[str, Any] | None = None


_read = msgspec.json.Decoder(_Answer).decode


def _stored_at(reply: Reply) -> int:
    """The position of the last message stored. An id that is known already is not an answer to this attempt."""
    answer = _read(reply.body)
    if answer.error is not None:
        raise fault_of(answer.error)
    if answer.duplicate:
        raise IdTaken
    return answer.seq
