"""Appending one event, durable, against a bare publish of the same bytes to the same server.

Invariant: the bare publish carries, as its payload, as many bytes as the other has in headers and body, and nothing
else: no id, no expectation, no chain.
"""

from __future__ import annotations

import asyncio
import itertools
import statistics
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from time import perf_counter

from eventsourcing.persistence import StoredEvent

from bench.measure import Row, Timed, Work, at_least, at_most, in_turns, milliseconds, percentile, rate, timed
from bench.stage import Bare, folder, stage
from bench.world import ORIGIN
from domain.envelope import Draft, Meta, Occurred
from domain.events import Event
from domain.ids import derive
from domain.privacy import Clear
from domain.task.events import TaskClaimed, TaskNoted
from infra.codec import encode
from infra.codec.facts import time_text
from infra.composition.ground import Ground
from infra.nats.background import Background
from infra.nats.connection import connect
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.log.message import NO_CHAIN, compose
from infra.nats.recorder import NatsApplicationRecorder
from infra.nats.server import attach

HISTORIES = 50
WAYS = 16
P50, THROUGHPUT = 1.25, 0.8
NOTE = "The carer called back: nothing new since this morning. Somebody asks again at the bus station at six."


class Events:
    """The next events of a number of histories; what is timed is appending them, not making them up."""

    def __init__(self, base: Ground, kind: str) -> None:
        """Begin histories of their own, named after *kind*."""
        self._base = base
        self._kind = kind
        self._numbers = itertools.count()
        self._versions = [0] * HISTORIES
        self._now = datetime.now(UTC)

    def originator(self, history: int) -> str:
        """The address of a history."""
        return f"case.{derive(ORIGIN, 'bench', self._kind)}.task.{derive(ORIGIN, self._kind, history)}"

    def by_log(self, history: int) -> Work:
        """Append a message to the log."""
        message = self._message(history)
        return partial(self._base.log.append, self.originator(history), self._next(history), [message])

    def by_store(self, event: Event, history: int) -> Work:
        """Append *event* to the store of the domain."""
        draft = self._draft(event)
        return partial(self._base.store.append, self.originator(history), self._next(history), [draft], self._now)

    def stored(self, history: int) -> StoredEvent:
        """A claim as the library's recorder takes it."""
        message = self._message(history)
        return StoredEvent(self.originator(history), self._next(history) + 1, message.name, message.body)

    def size(self) -> int:
        """How many bytes a message has, headers and body."""
        message = self._message(0)
        _, headers, _ = compose("lantern.events", self.originator(0), message, 1, NO_CHAIN)
        return len(headers) + len(message.body)

    def _message(self, history: int) -> Outgoing:
        draft = self._draft(claimed(self._now))
        body = encode(self.originator(history), draft, self._base.ring)
        return Outgoing("TaskClaimed", draft.id, 1, time_text(self._now), body)

    def _draft(self, event: Event) -> Draft:
        id_ = derive(ORIGIN, self._kind, "event", next(self._numbers))
        meta = Meta(
            occurred_at=Occurred(self._now),
            actor=ORIGIN,
            agency=ORIGIN,
            purpose="protection of a missing child",
            legal_basis="vital interests",
            command_id=id_,
            correlation_id=id_,
        )
        return Draft(id=id_, meta=meta, event=event)

    def _next(self, history: int) -> int:
        version = self._versions[history]
        self._versions[history] += 1
        return version


def claimed(at: datetime) -> TaskClaimed:
    """An event without private text."""
    return TaskClaimed(member=ORIGIN, agency=ORIGIN, at=at)


async def measure(*, quick: bool) -> list[Row]:
    """All rows of this figure."""
    with folder() as data:
        async with stage(data) as (base, bare):
            noted = TaskNoted(member=ORIGIN, note=Clear(NOTE))
            return [
                await sequential(base, bare, quick=quick),
                await _through_the_store(base, bare, claimed(datetime.now(UTC)), "no private field", quick=quick),
                await _through_the_store(base, bare, noted, "one private field sealed", quick=quick),
                await _recorder(base, bare, quick=quick),
                await _at_once(base, bare, "log", None, quick=quick),
                await _at_once(base, bare, "store, one private field sealed", noted, quick=quick),
            ]


async def sequential(base: Ground, bare: Bare, *, quick: bool, times: int = 200) -> Row:
    """One append after the other through the log."""
    events = Events(base, f"log{base.clock.now():%s%f}")
    append = _each(events.by_log)
    return await _one_by_one("log, one event", append, bare, events.size(), quick=quick, times=times)


async def _through_the_store(base: Ground, bare: Bare, event: Event, what: str, *, quick: bool) -> Row:
    events = Events(base, what)
    append = _each(partial(events.by_store, event))
    return await _one_by_one(f"store, {what}", append, bare, events.size() + _private(event), quick=quick)


async def _recorder(base: Ground, bare: Bare, *, quick: bool) -> Row:
    """The library's recorder, whose callers wait in a thread while its connection lives on another one's loop."""
    running = attach(base.settings.data)
    if running is None:
        raise RuntimeError("no server runs on the bench's folder")
    background = Background()
    wire = await asyncio.to_thread(background.run, connect(running[0], "recorder"))
    try:
        log = await asyncio.to_thread(background.run, JetStreamLog.open(wire))
        recorder = NatsApplicationRecorder(background, log)
        events = Events(base, "recorder")
        numbers = itertools.cycle(range(HISTORIES))

        def insert() -> float:
            event = events.stored(next(numbers))
            began = perf_counter()
            recorder.insert_events([event])
            return perf_counter() - began

        append = partial(asyncio.to_thread, insert)
        return await _one_by_one("the library's recorder", append, bare, events.size(), quick=quick)
    finally:
        await asyncio.to_thread(background.run, wire.close())
        await asyncio.to_thread(background.close)


def _each(prepared: Callable[[int], Work]) -> Timed:
    """One history after the other; making up what is appended is not timed."""
    numbers = itertools.cycle(range(HISTORIES))

    async def once() -> float:
        return await timed(prepared(next(numbers)))()

    return once


def _private(event: Event) -> int:
    """About how many bytes more *event* has than a claim."""
    return len(NOTE) * 4 // 3 + 100 if isinstance(event, TaskNoted) else 0


async def _one_by_one(what: str, append: Timed, bare: Bare, size: int, *, quick: bool, times: int = 200) -> Row:
    payload = bytes(size)
    pair = await in_turns(
        append,
        timed(lambda: bare.publish(payload)),
        rounds=3 if quick else 7,
        times=times // 4 if quick else times,
    )
    target, met = at_most(pair.ratio, P50)
    ours, theirs = percentile(pair.ours, 0.5), percentile(pair.theirs, 0.5)
    return Row(f"append: {what}, p50", milliseconds(ours), milliseconds(theirs), f"{pair.ratio:.2f} ×", target, met)


async def _next_of(works: Sequence[Iterator[Work]], way: int) -> object:
    return await next(works[way])()


async def _at_once(base: Ground, bare: Bare, what: str, event: Event | None, *, quick: bool) -> Row:
    events = Events(base, f"{what}, at once")
    prepared = events.by_log if event is None else partial(events.by_store, event)
    payload = bytes(events.size() + (_private(event) if event else 0))
    each = 25 if quick else 100
    ratios, mine, other = [], [], []
    for turn in range(6 if quick else 12):
        # As one by one, what is timed is appending the events, not making them up.
        works = [iter([prepared(way) for _ in range(each)]) for way in range(WAYS)]
        ours = await rate(partial(_next_of, works), ways=WAYS, each=each)
        theirs = await rate(lambda _: bare.publish(payload), ways=WAYS, each=each)
        if turn:
            mine.append(ours)
            other.append(theirs)
            ratios.append(ours / theirs)
    ratio = statistics.median(ratios)
    target, met = at_least(ratio, THROUGHPUT)
    ours, theirs = statistics.median(mine), statistics.median(other)
    return Row(f"append: {what}, {WAYS} ways", f"{ours:,.0f}/s", f"{theirs:,.0f}/s", f"{ratio:.2f} ×", target, met)
