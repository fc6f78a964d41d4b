"""The leaves of a log's tree, one for each position, as messages come by.

What a leaf vouches for is that this message stands at this place. Whether it fits the chain of its history is for those
who read it: a damaged one must not keep all others from being signed.

Invariant: every position has a leaf, in order, also one whose message cannot be read or is not there any more.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Iterable

from domain.ports import HistoryDamaged, StoreAway
from infra.nats.connection import Wire
from infra.nats.errors import LogLostItsTail
from infra.nats.log.consumer import Consumer
from infra.nats.log.message import Raw, parse
from merkle.hashing import entry_leaf

SILENCE_SECONDS = 2.5
PAUSE_SECONDS = 0.25
SETTLE_SECONDS = 0.25
"""For so long what comes waits for more, so that a busy moment is one checkpoint."""

MOST = 5_000
"""Leaves that are given at once; so many make a message of two hundred kilobytes."""


def leaf_of(raw: Raw) -> bytes:
    """The leaf of a stored message. One that lacks the headers of a fact has no chain."""
    try:
        chain = parse(raw, 0).chain
    except HistoryDamaged:
        chain = b""
    return entry_leaf(raw.position, raw.subject, chain)


class LogLeaves:
    """Follows one stream; implements :class:`workers.checkpointing.Leaves`."""

    def __init__(self, wire: Wire, stream: str, settle: float = SETTLE_SECONDS) -> None:
        """Follow *stream*; what comes waits *settle* seconds for more."""
        self._wire = wire
        self._stream = stream
        self._settle = settle

    async def follow(self, after: int) -> AsyncGenerator[list[bytes], None]:
        """The leaves after position *after*, for ever, as many at once as have come. Raises ``LogLostItsTail``."""
        position = after
        while True:
            consumer = await self._begin(position)
            try:
                while await consumer.ready(SILENCE_SECONDS) and not consumer.broken:
                    await asyncio.sleep(self._settle)
                    while raws := list(consumer.take(MOST)):
                        yield list(_leaves(raws, position))
                        position = raws[-1].position
            finally:
                await consumer.end()

    async def _begin(self, after: int) -> Consumer:
        while True:
            consumer = Consumer(self._wire, self._stream)
            try:
                info = await self._wire.api(f"STREAM.INFO.{self._stream}")
                if (last := int(info["state"]["last_seq"])) < after:
                    raise LogLostItsTail(self._stream, after, last)
                await consumer.begin(after + 1)
            except StoreAway:
                await consumer.end()
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return consumer


def _leaves(raws: Iterable[Raw], after: int) -> Iterable[bytes]:
    expected = after + 1
    for raw in raws:
        for missing in range(expected, raw.position):
            yield entry_leaf(missing, b"", b"")
        yield leaf_of(raw)
        expected = raw.position + 1
