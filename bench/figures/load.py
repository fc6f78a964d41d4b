"""Loading an aggregate of 100 events, against the library's recorder on PostgreSQL with the same events.

Invariant: both sides give all events of one aggregate as stored bytes; ours are verified against the chain as well.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from time import perf_counter

from eventsourcing.persistence import ApplicationRecorder, StoredEvent

from bench import postgres
from bench.measure import Pair, Row, Timed, at_most, in_turns, milliseconds, percentile, timed
from bench.seeding import Sealer, outgoing
from bench.stage import folder, stage
from bench.world import MEASURED, ORIGIN, Told
from domain.envelope import Draft, Meta, Occurred
from domain.events import Event
from domain.ids import derive
from domain.privacy import Clear
from domain.task.decider import originator
from domain.task.events import TaskNoted, TaskOpened
from infra.composition.copying import copied
from infra.composition.ground import Ground
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.log.copying import LogCopy

EVENTS = 100
AGGREGATES = 40
TARGET = 0.5
COPIED = "load 100 events, cold, from the process's own copy, p50"
RECALLED = "recall 100 events to decide from, cold, p50"
COLD, WARM = "load 100 events, cold, without a copy, p50", "load 100 events, warm, p50"
PATIENCE_SECONDS = 600


def history(number: int, now: datetime) -> list[Told]:
    """One duty, and ninety-nine notes about it."""
    case, task = derive(ORIGIN, "long case", number), derive(ORIGIN, "long", number)
    opened = TaskOpened(
        case=case,
        task=task,
        reference=f"BE-2026-9{number:05d}",
        agency=derive(ORIGIN, "nobody"),
        role=MEASURED.role,
        country=MEASURED.country,
        code="assess-risk",
        title="Assess risk",
        opened_at=now,
        due_at=None,
    )
    note = TaskNoted(member=MEASURED.member(0), note=Clear("Called the centre: nothing new since this morning."))
    facts: list[Event] = [opened, *[note] * (EVENTS - 1)]
    return [Told(originator(case, task), _draft(task, place, fact, now), now) for place, fact in enumerate(facts)]


def _draft(task: str, place: int, event: Event, now: datetime) -> Draft:
    id_ = derive(task, place)
    meta = Meta(
        occurred_at=Occurred(now),
        actor=MEASURED.member(0),
        agency=MEASURED.id,
        purpose="protection of a missing child",
        legal_basis="vital interests",
        command_id=id_,
    )
    return Draft(id=id_, meta=meta, event=event)


async def seed(log: JetStreamLog, aggregates: int) -> dict[str, list[Outgoing]]:
    """Record some aggregates of a hundred events; what was recorded, by originator."""
    sealer, now = Sealer(), datetime.now(UTC)
    made: dict[str, list[Outgoing]] = {}
    for number in range(aggregates):
        told = history(number, now)
        made[told[0].originator] = [outgoing(each, sealer) for each in told]
        await log.append(told[0].originator, 0, made[told[0].originator])
    return made


def cold(base: Ground, names: Sequence[str], copy: LogCopy | None = None) -> Timed:
    """Load the next aggregate with a log that remembers nothing, but may have a *copy*."""
    turn = itertools.cycle(names)

    async def once() -> float:
        log = forgetful(base, copy)
        return await timed(lambda: log.history(next(turn)))()

    return once


def recalled(base: Ground, names: Sequence[str], copy: LogCopy) -> Timed:
    """Recall the next aggregate from *copy* without asking the log, as a command does that is decided from it."""
    turn = itertools.cycle(names)

    async def once() -> float:
        log = forgetful(base, copy)
        began = perf_counter()
        found = log.recall(next(turn))
        took = perf_counter() - began
        if len(found) != EVENTS:
            raise RuntimeError("the copy does not hold what was recorded")
        return took

    return once


def forgetful(base: Ground, copy: LogCopy | None) -> JetStreamLog:
    """The log as a process has it that has met nothing yet."""
    log = JetStreamLog(base.wire, base.log.stream, base.log.root)
    log.copy = copy
    return log


@asynccontextmanager
async def up_to_date(base: Ground, process: str) -> AsyncIterator[LogCopy]:
    """The copy of a *process* on the bench's folder, which holds all of the log."""
    async with copied(base.log, base.settings, process) as copy:
        if copy is None:
            raise RuntimeError("the bench's folder takes no copy")
        running = asyncio.create_task(copy.run())
        await copy.reached(await base.log.last_position(), PATIENCE_SECONDS)
        try:
            yield copy
        finally:
            running.cancel()
            await asyncio.gather(running, return_exceptions=True)


async def measure(*, quick: bool) -> list[Row]:
    """All rows of this figure."""
    with folder() as data:
        async with stage(data) as (base, _):
            made = await seed(base.log, 10 if quick else AGGREGATES)
            try:
                with postgres.recorder() as recorder:
                    theirs = recorder()
                    await asyncio.to_thread(_insert, theirs, made)
                    async with up_to_date(base, "bench") as copy:
                        return await _rows(base, copy, list(made), theirs, quick=quick)
            except postgres.NoPostgres as missing:
                return [await _alone(base, list(made), str(missing))]


async def _rows(
    base: Ground, copy: LogCopy, names: Sequence[str], recorder: ApplicationRecorder, *, quick: bool
) -> list[Row]:
    turn = itertools.cycle(names)

    def select() -> float:
        name = next(turn)
        began = perf_counter()
        found = recorder.select_events(name)
        took = perf_counter() - began
        if len(found) != EVENTS:
            raise RuntimeError("PostgreSQL does not hold what was inserted")
        return took

    async def theirs() -> float:
        # In its own thread, as a synchronous driver has to be, but timed in there: the hop is not counted.
        return await asyncio.to_thread(select)

    async def pair(ours: Timed) -> Pair:
        return await in_turns(ours, theirs, rounds=3 if quick else 7, times=40 if quick else 150)

    warm = itertools.cycle(names)
    base.log.copy = None
    for name in names:
        await base.log.history(name)
    return [
        _row(COPIED, await pair(cold(base, names, copy))),
        _row(RECALLED, await pair(recalled(base, names, copy))),
        _row(COLD, await pair(cold(base, names))),
        _row(WARM, await pair(timed(lambda: base.log.history(next(warm))))),
    ]


async def _alone(base: Ground, names: Sequence[str], why: str) -> Row:
    load = cold(base, names)
    times = [await load() for _ in range(100)]
    return Row(COLD, milliseconds(percentile(times, 0.5)), why, "")


def _row(what: str, pair: Pair) -> Row:
    aim, reached = at_most(pair.ratio, TARGET)
    met = pair.ratio < 1
    ours, theirs = percentile(pair.ours, 0.5), percentile(pair.theirs, 0.5)
    verdict = "met, aim missed" if met and not reached else ""
    figure = f"{pair.ratio:.2f} ×"
    return Row(what, milliseconds(ours), milliseconds(theirs), figure, f"< 1, aim {aim}", met, verdict)


def _insert(recorder: ApplicationRecorder, made: dict[str, list[Outgoing]]) -> None:
    for name, messages in made.items():
        events = [StoredEvent(name, place, each.name, each.body) for place, each in enumerate(messages, start=1)]
        recorder.insert_events(events)
