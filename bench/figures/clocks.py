"""A tick of the deadlines loop with 100,000 running clocks, its memory, and the tasks of one report.

Invariant: the clocks stand in a view file as a process keeps it, folded from a log; what fires goes through the loop's
own way into the log, and is durable when its tick ends.
"""

from __future__ import annotations

import os
import statistics
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from time import perf_counter

from bench.measure import MS, Row, at_most, milliseconds, percentile, undisturbed
from bench.seeding import seed
from bench.stage import folder, stage
from bench.world import COUNTRIES, ORIGIN, ROLES, Agency, Told, World
from domain.case.codes import Channel
from domain.case.decider import originator as case_originator
from domain.case.events import AgencyJoined, CaseOpened, DisappearanceReported, SightingRecorded
from domain.codes import Country, Role
from domain.deciding.handling import Handler
from domain.envelope import Meta, Occurred, Recorded
from domain.events import Event
from domain.ids import derive
from domain.playbook.policy import react
from domain.playbook.rules import Playbooks
from domain.playbook.standing import Standing
from domain.privacy import NOTHING
from domain.task.decider import DECIDER
from domain.task.decider import originator as task_originator
from domain.task.events import TaskOpened
from infra.composition.ground import Ground
from infra.data import PLAYBOOKS
from infra.playbooks import load_playbooks
from infra.sqlite.views import Views
from projections import deadlines
from workers.deadlines import Deadlines, ForNews
from workers.projecting import Projecting

CLOCKS, FEW = 100_000, 1_000
A_CASE = 50
"""So many clocks run in one case."""

TICK = 0.005
"""A tick costs milliseconds: at most so many seconds, at its 99th percentile."""

GROWTH = 1.0
"""Ticks leave no memory behind, in MiB."""

FAR = timedelta(days=30)
TOGETHER = 1_000
"""So many clocks run out in the same minute, once."""


REPORT = DisappearanceReported(episode="e", to_agency="police-it", by_agency="carer-it", channel=Channel.PHONE)


class Hand:
    """A clock driven by hand."""

    def __init__(self, now: datetime) -> None:
        """Begin at *now*."""
        self.time = now

    def now(self) -> datetime:
        """The time it was set to."""
        return self.time


class Waiting(World):
    """Cases in which nothing happens but that clocks run: one runs out each second from *FAR* on, some together."""

    def case(self) -> list[Told]:
        """The clocks of the next case."""
        number, self.cases = self.cases, self.cases + 1
        case, country = derive(ORIGIN, "case", number), COUNTRIES[number % len(COUNTRIES)]
        agency = Agency(derive(ORIGIN, "agency", number % len(ROLES)), ROLES[number % len(ROLES)], country)
        told = []
        for place in range(A_CASE):
            task, turn = derive(ORIGIN, "clock", number, place), number * A_CASE + place
            opened = TaskOpened(
                case=case,
                task=task,
                reference=f"{country.value.upper()}-2026-{number:06d}",
                agency=agency.id,
                role=agency.role,
                country=country,
                code="search",
                title="Search",
                opened_at=self.now,
                due_at=self.now + FAR + timedelta(seconds=max(turn, TOGETHER)),
            )
            told.append(self._told(task_originator(case, task), opened, agency, self.now))
        return told


async def measure(*, quick: bool) -> list[Row]:
    """All rows of this figure."""
    many = CLOCKS // 10 if quick else CLOCKS
    rows = [*await _ticks(many, quick=quick)]
    return [*rows, _report(quick=quick)]


async def _ticks(many: int, *, quick: bool) -> list[Row]:
    with folder() as data:
        async with stage(data) as (base, _):
            made = Waiting(datetime.now(UTC))
            few = await _loop(base, made, FEW, data / "few")
            idle_few = await _idle(few[0], times=200)
            few[2].close()
            loop, hand, views = await _loop(base, made, many, data / "many")
            before = _resident()
            idle = await _idle(loop, times=1_000 if quick else 10_000)
            grown = _resident() - before
            hand.time = made.now + FAR + timedelta(seconds=TOGETHER)
            together = await _fire(loop, base, views, hand)
            alone = [await _one(loop, base, views, hand) for _ in range(20 if quick else 100)]
            views.close()
    p99 = percentile(idle, 0.99)
    what = f"a tick with {many:,} running clocks, nothing due"
    (most, fast), (size, small) = at_most(p99 * MS, TICK * MS), at_most(grown, GROWTH)
    median, beside = statistics.median(idle), statistics.median(idle_few)
    alike = f"{median / beside:.2f} ×"
    one, memory = statistics.median(alone), f"  memory after {len(idle):,} ticks more"
    return [
        Row(f"{what}, p99", milliseconds(p99), "", "", f"{most} ms", met=fast),
        Row(f"{what}, p50, beside {FEW:,}", milliseconds(median), milliseconds(beside), alike),
        Row(f"  one of {many:,} runs out, until it is on disk, p50", milliseconds(one), "", ""),
        Row(f"  {TOGETHER + 1:,} run out at once, until all are on disk", milliseconds(together), "", ""),
        Row(memory, f"{grown:+.1f} MiB", "", "", f"{size} MiB", met=small),
    ]


async def _loop(base: Ground, made: Waiting, clocks: int, place: Path) -> tuple[Deadlines, Hand, Views]:
    """The loop over so many *clocks*, once its view knows them."""
    await seed(base.log, made, clocks - made.told)
    views, hand = Views(place, [deadlines.VIEW]), Hand(made.now)
    await Projecting(base.store, views, base.clock).drain()
    return Deadlines(views, Handler(DECIDER, base.store), hand, ForNews(views, hand)), hand, views


async def _idle(loop: Deadlines, *, times: int) -> list[float]:
    """How long each of so many ticks takes."""
    took = []
    with undisturbed():
        for _ in range(times):
            began = perf_counter()
            await loop.tick()
            took.append(perf_counter() - began)
    return took


async def _fire(loop: Deadlines, base: Ground, views: Views, hand: Hand) -> float:
    """How long the tick takes that lets out what has run out by now; afterwards the view knows of it."""
    before, began = loop.fired, perf_counter()
    await loop.tick()
    took = perf_counter() - began
    if loop.fired == before:
        raise RuntimeError("nothing has run out")
    await Projecting(base.store, views, hand).drain()
    return took


async def _one(loop: Deadlines, base: Ground, views: Views, hand: Hand) -> float:
    hand.time += timedelta(seconds=1)
    return await _fire(loop, base, views, hand)


def _resident() -> float:
    """The memory of this process, in MiB."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


def _report(*, quick: bool) -> Row:
    """The tasks of one report: what the rules are asked, in a long case beside a short one."""
    books, times = load_playbooks(PLAYBOOKS), 20 if quick else 100
    long, short = (statistics.median(_reported(books, facts, times)) for facts in (1_000, 10))
    what = "the tasks of one report, decided, in a case of 1,000 facts beside one of 10"
    return Row(what, milliseconds(long), milliseconds(short), f"{long / short:.2f} ×")


def _reported(books: Playbooks, facts: int, times: int) -> Sequence[float]:
    """How long it takes to find what a report asks for, in a case of so many *facts*."""
    now, standing = datetime.now(UTC), Standing()
    joined = [
        AgencyJoined(agency=f"{role}-it", role=role, country=Country.IT, invited_by="carer-it")
        for role in (Role.POLICE, Role.GUARDIAN, Role.PROTECTION)
    ]
    opened = CaseOpened(reference="IT-2026-1", country=Country.IT, agency="carer-it", role=Role.CARER)
    history: list[Event] = [opened, *joined]
    history += [
        SightingRecorded(sighting=str(at), country=Country.IT, place=NOTHING) for at in range(facts - len(history))
    ]
    for at, event in enumerate(history, 1):
        standing, _ = react(books, standing, _recorded(at, event, now), now)
    report = _recorded(facts + 1, REPORT, now)
    took = []
    for _ in range(times):
        began = perf_counter()
        react(books, standing, report, now)
        took.append(perf_counter() - began)
    return took


def _recorded(version: int, event: Event, at: datetime) -> Recorded[Event]:
    meta = Meta(
        occurred_at=Occurred(at),
        actor="bench",
        agency="carer-it",
        purpose="measuring",
        legal_basis="made up",
        jurisdiction=Country.IT,
        command_id=str(version),
    )
    return Recorded(
        id=derive(ORIGIN, "fact", version),
        originator=case_originator(derive(ORIGIN, "case", 0)),
        version=version,
        position=version,
        schema=1,
        recorded_at=at,
        meta=meta,
        event=event,
    )
