"""What is damaged is passed by, and a full store is waited for: the other cases and tasks go on."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import msgspec
import pytest
import structlog
from msgspec.structs import replace

from domain.case.commands import MoveToPlaybook, NoticeAbsence, OpenCase
from domain.codes import Country
from domain.deciding.handling import Handler
from domain.envelope import Recorded
from domain.events import Event
from domain.ids import derive
from domain.playbook.library import RulesUnknown
from domain.playbook.rules import Playbooks
from domain.playbook.state import CaseSoFar
from domain.ports import HistoryDamaged, StoreFull
from domain.task.decider import DECIDER as TASK
from domain.task.decider import originator
from infra.codec.facts import in_place_of
from infra.memory import MemoryEventStore
from tests.playbook.clocks import Asleep, Bench
from tests.playbook.rehearsal import CASE, START, Positions, Rehearsal
from tests.playbook.story import SHIPPED
from workers.deadlines import PAUSE, Deadlines
from workers.reacting import NAME, Reacting

HOUR = timedelta(hours=1)
ABSENCE = ["bring-in-guardian", "report-to-police", "search-site", "tell-guardian", "tell-others"]


class Broken(MemoryEventStore):
    """Cannot read the histories in *damaged*; has no room while *full* is more than nothing."""

    damaged: frozenset[str] = frozenset()
    full = 0

    async def load(self, originator: str, after: int = 0) -> Sequence[Recorded[Event]]:
        if originator in self.damaged:
            raise HistoryDamaged(originator, 1, 1, "it does not fit the chain")
        return await super().load(originator, after)

    async def append(self, *args: Any) -> Sequence[Recorded[Event]]:
        if self.full:
            self.full -= 1
            raise StoreFull("no room")
        return await super().append(*args)


def broken(lantern: Rehearsal, *, damaged: Sequence[str] = (), full: int = 0) -> None:
    store: Any = lantern.store
    store.__class__ = Broken
    store.damaged, store.full = frozenset(damaged), full
    lantern.tasks = Handler(TASK, store)


async def never(_: timedelta) -> None:
    raise AssertionError("nothing here has to wait")


def reacting(lantern: Rehearsal, positions: Positions, playbooks: Playbooks = SHIPPED) -> Reacting:
    return Reacting(lantern.store, lantern.tasks, playbooks, lantern.clock, positions, never)


def mark(case: str, position: int) -> Recorded[Event]:
    return in_place_of(HistoryDamaged(f"case.{case}.file", 0, position, "it lacks the headers of a fact"))


async def test_a_damaged_fact_of_a_case_leads_to_nothing_and_the_next_fact_does() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.begin()
    opened, noticed = await lantern.log()

    await reacting(lantern, positions).take([opened, mark(CASE, 90), noticed, mark("other", 91)])

    assert sorted(await lantern.opened()) == ABSENCE
    assert positions.get(NAME) == 91


async def test_a_case_that_cannot_be_read_is_passed_by_and_the_others_lead_to_tasks() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.begin()
    facts = await lantern.log()
    broken(lantern, damaged=["case.other.file"])
    reacts = reacting(lantern, positions)

    await reacts.take([msgspec.structs.replace(facts[0], originator="case.other.file", version=2), *facts])

    assert sorted(await lantern.opened()) == ABSENCE
    assert (reacts.damaged, positions.get(NAME)) == (1, 2)


async def test_a_task_that_cannot_be_read_is_passed_by_and_the_others_are_opened() -> None:
    lantern, twin, positions = Rehearsal(), Rehearsal(), Positions()
    await twin.begin()
    await reacting(twin, Positions()).take(await twin.log())
    await lantern.begin()
    one = next(fact for fact in await twin.log() if "task" in fact.originator)
    broken(lantern, damaged=[one.originator])
    reacts = reacting(lantern, positions)

    await reacts.take(await lantern.log())

    assert sorted([one.event.code, *await lantern.opened()]) == ABSENCE  # type: ignore[attr-defined]
    assert (reacts.damaged, positions.get(NAME)) == (1, 2)


async def test_a_clock_whose_task_cannot_be_read_is_passed_by_once_and_the_others_fire() -> None:
    bench = Bench()
    await bench.open("damaged")
    await bench.open("sound")
    broken(bench.lantern, damaged=[originator(CASE, derive(CASE, "damaged"))])
    bench.restart()

    assert await bench.at(HOUR) == ["overdue"]
    assert await bench.tick() == []
    assert bench.loop.damaged == 1


async def test_what_is_passed_by_is_told_by_its_place(capsys: pytest.CaptureFixture[str]) -> None:
    bench = Bench()
    await bench.open("damaged")
    place = originator(CASE, derive(CASE, "damaged"))
    broken(bench.lantern, damaged=[place])
    bench.restart()

    await bench.at(HOUR)

    assert place in capsys.readouterr().out


async def test_a_full_store_is_waited_for_and_then_the_tasks_are_opened() -> None:
    lantern, waited = Rehearsal(), list[timedelta]()
    await lantern.begin()
    broken(lantern, full=1)

    async def pause(time: timedelta) -> None:
        waited.append(time)

    reacts = Reacting(lantern.store, lantern.tasks, SHIPPED, lantern.clock, Positions(), pause)
    running = asyncio.create_task(reacts.run())
    follower = lantern.store.follow(2 + len(ABSENCE) - 1)
    await anext(follower)
    running.cancel()
    await follower.aclose()

    assert len(waited) == 1
    assert sorted(await lantern.opened()) == ABSENCE


async def test_a_full_store_leaves_a_clock_for_later() -> None:
    bench, waiting = Bench(), Asleep()
    await bench.open()
    await bench.fold()
    bench.lantern.clock.on(HOUR)
    broken(bench.lantern, full=1)
    loop = Deadlines(bench.documents, bench.lantern.tasks, bench.lantern.clock, waiting)

    with pytest.raises(KeyboardInterrupt):
        await loop.run()
    assert waiting.asked == [(START + HOUR + PAUSE, 1)]

    await loop.tick()
    assert loop.fired == 1


class OfANewerRelease(Playbooks):
    """Rules that nobody can read as soon as the case has been moved to another version."""

    def of(self, case: object) -> Playbooks:
        if isinstance(case, CaseSoFar) and case.versions:
            raise RulesUnknown("be", "2030")
        return self


async def test_a_case_by_rules_that_nobody_can_read_is_left_where_it_was_and_the_others_go_on() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.begin()
    await lantern.ask(MoveToPlaybook(playbook="be", version="2030", reason="The law changed"))
    left, _, moved = await lantern.log()
    loop = reacting(lantern, positions, OfANewerRelease(SHIPPED.playbooks))

    with structlog.testing.capture_logs() as told:
        await loop.take([left, moved, replace(left, originator="case.other.file", position=90), moved])

    assert (loop.left, positions.get(NAME)) == ({left.originator}, moved.position - 1)
    assert [(line["event"], line["version"], line["originator"]) for line in told] == [
        ("rules_unknown", "2030", left.originator)
    ]
    assert await lantern.opened() == []


async def test_a_release_that_can_read_the_rules_finds_what_was_left() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.ask(OpenCase(reference="IT-2026-001", country=Country.IT))
    await lantern.ask(MoveToPlaybook(playbook="be", version="2030", reason="The law changed"))
    await lantern.ask(NoticeAbsence(episode="first", country=Country.IT))
    await reacting(lantern, positions, OfANewerRelease(SHIPPED.playbooks)).take(await lantern.log())
    before = await lantern.opened()

    after = [fact for fact in await lantern.log() if fact.position > positions.get(NAME)]
    await reacting(lantern, positions).take(after)

    assert "search-site" not in before
    assert set(ABSENCE) <= set(await lantern.opened())


async def test_a_case_that_is_moved_to_rules_that_can_be_read_gets_what_they_ask_for() -> None:
    lantern = Rehearsal()
    await lantern.begin()
    await lantern.ask(MoveToPlaybook(playbook="be", version="2030", reason="The law changed"))
    await lantern.ask(MoveToPlaybook(playbook="be", version="2026", reason="Back to what can be read"))
    *before, moved = await lantern.log()
    loop = reacting(lantern, Positions(), OnlyOf2030Unknown(SHIPPED.playbooks))

    await loop.take(before[2:])
    assert await lantern.opened() == []
    await loop.take([moved])

    assert sorted(await lantern.opened()) == ABSENCE
    assert loop.left == set()


class OnlyOf2030Unknown(Playbooks):
    """Rules that nobody can read for as long as the case goes by the version 2030."""

    def of(self, case: object) -> Playbooks:
        if isinstance(case, CaseSoFar) and "2030" in case.versions.values():
            raise RulesUnknown("be", "2030")
        return self
