"""Follows a stream from a position, for ever, through everything that can happen to a consumer.

A consumer of the server's is gone when the server restarts, and drops messages to a slow reader. So each message must
be the consumer's next (else another consumer takes over from the last position) and the stream's next (else a message
is missing from the log itself, which is damage).

Invariant: every position is yielded once, in order, with its link to its predecessor verified, or a fault is raised.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import AsyncGenerator, Iterable, Sequence

import structlog

from domain.ports import HistoryDamaged, StoreAway
from infra.nats.connection import Wire
from infra.nats.errors import LogLostItsTail
from infra.nats.log.consumer import Consumer
from infra.nats.log.message import LOCATION, Entry, Raw, Tail, parse, verify
from infra.nats.log.reading import Reader

log = structlog.get_logger(__name__)

SILENCE_SECONDS = 2.5
"""Two heartbeats missed: the consumer is gone."""

PAUSE_SECONDS = 0.25
BATCH = 500
TAILS = 200_000
LOOKUPS = 64


class Follower:
    """Where a reader stands, and the consumer that it reads from at the moment."""

    def __init__(self, wire: Wire, reader: Reader, stream: str, after: int, first: frozenset[int]) -> None:
        """Follow *stream* after position *after*; histories begin with a version in *first*."""
        self.position = after
        self._wire = wire
        self._reader = reader
        self._stream = stream
        self._skip = len(reader.root) + 1
        self._first = first
        self._tails: OrderedDict[str, Tail] = OrderedDict()
        self._consumer: Consumer | None = None
        self._fault: HistoryDamaged | None = None

    async def batch(self) -> list[Entry]:
        """The next entries, as many as have come, at least one. Raises ``HistoryDamaged`` and ``LogLostItsTail``."""
        if self._fault is not None:
            raise self._fault
        while True:
            consumer = self._consumer or await self._begin()
            heard = await consumer.ready(SILENCE_SECONDS)
            entries = await self._verified(list(consumer.take(BATCH)))
            if entries:
                return entries
            if self._fault is not None:
                raise self._fault
            if consumer.broken or not heard:
                log.info("follow_again", stream=self._stream, after=self.position)
                await self.stop()

    async def stop(self) -> None:
        """Let the consumer go."""
        consumer, self._consumer = self._consumer, None
        if consumer is not None:
            await consumer.end()

    async def _begin(self) -> Consumer:
        while True:
            self._consumer = consumer = Consumer(self._wire, self._stream)
            try:
                await self._refuse_lost_tail()
                await consumer.begin(self.position + 1)
            except StoreAway as fault:
                log.debug("follow_waits", stream=self._stream, why=str(fault))
                await self.stop()
                await asyncio.sleep(PAUSE_SECONDS)
            else:
                return consumer

    async def _refuse_lost_tail(self) -> None:
        info = await self._wire.api(f"STREAM.INFO.{self._stream}")
        last = int(info["state"]["last_seq"])
        if last < self.position:
            raise LogLostItsTail(self._stream, self.position, last)

    async def _verified(self, raws: Sequence[Raw]) -> list[Entry]:
        """The entries up to the first that is damaged; its fault is kept for the next call."""
        entries: list[Entry] = []
        parsed = list(self._parsed(raws))
        await self._find_predecessors(parsed)
        for entry in parsed:
            try:
                verify(self._tails.get(entry.originator), entry, self._first)
            except HistoryDamaged as fault:
                self._fault = fault
                break
            self._tails[entry.originator] = entry.tail
            self._tails.move_to_end(entry.originator)
            self.position = entry.position
            entries.append(entry)
        while len(self._tails) > TAILS:
            self._tails.popitem(last=False)
        return entries

    def _parsed(self, raws: Sequence[Raw]) -> Iterable[Entry]:
        expected = self.position
        for raw in raws:
            expected += 1
            if raw.position != expected:
                why = "a message is missing from the log"
                self._fault = HistoryDamaged(LOCATION, 0, expected, why)
                return
            try:
                yield parse(raw, self._skip)
            except HistoryDamaged as fault:
                self._fault = fault
                return

    async def _find_predecessors(self, entries: Sequence[Entry]) -> None:
        """Look up where the histories stood that have not been met since this reader began."""
        earliest: dict[str, Entry] = {}
        for entry in entries:
            earliest.setdefault(entry.originator, entry)
        waiting = [
            entry
            for entry in earliest.values()
            if entry.originator not in self._tails and entry.version not in self._first
        ]
        for start in range(0, len(waiting), LOOKUPS):
            await asyncio.gather(*map(self._find_predecessor, waiting[start : start + LOOKUPS]))

    async def _find_predecessor(self, entry: Entry) -> None:
        subjects = f"{self._reader.root}.{entry.originator}.*"
        while True:
            try:
                before = await self._reader.before(subjects, entry)
            except StoreAway:
                await asyncio.sleep(PAUSE_SECONDS)
                continue
            if before is not None:
                self._tails[entry.originator] = before.tail
            return


async def follow(
    wire: Wire, reader: Reader, stream: str, after: int, first: frozenset[int]
) -> AsyncGenerator[list[Entry], None]:
    """Batches of all entries after position *after*, for ever. Close it with ``contextlib.aclosing``."""
    follower = Follower(wire, reader, stream, after, first)
    try:
        while True:
            yield await follower.batch()
    finally:
        await follower.stop()
