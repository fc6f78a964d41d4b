"""The deadlines loop: a clock that runs out is written down once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from domain.context import SYSTEM_AGENCY
from domain.ports import StoreAway
from domain.task.clocks import STEP, next_step
from domain.task.commands import Acknowledge, Claim, Complete, MarkOverdue, Reopen, Waive
from projections.deadlines import VIEW
from tests.playbook.clocks import Asleep, Bench, short
from tests.playbook.rehearsal import START, Folded, HandClock
from workers.deadlines import AT_ONCE, PAUSE, Deadlines, ForNews

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def test_a_task_goes_overdue_when_its_clock_has_run_out_and_not_before() -> None:
    bench = Bench()
    await bench.open()

    assert await bench.at(HOUR - MINUTE) == []
    assert await bench.at(MINUTE) == ["overdue"]
    assert await bench.at(MINUTE) == []


async def test_the_loop_says_exactly_when_to_look_again() -> None:
    bench = Bench()
    await bench.open()
    await bench.fold()

    assert await bench.loop.tick() == START + HOUR


async def test_without_clocks_there_is_nothing_to_look_for() -> None:
    assert await Bench().loop.tick() is None


async def test_an_unseen_duty_is_taken_to_the_next_one_by_one() -> None:
    bench = Bench()
    await bench.open(acknowledge=10 * MINUTE, chain=("protection.it", "police"))

    assert await bench.at(10 * MINUTE) == ["1: protection.it, unacknowledged"]
    assert await bench.at(50 * MINUTE) == ["overdue"]
    assert await bench.at(9 * MINUTE) == []
    assert await bench.at(MINUTE) == ["2: police, overdue"]
    assert await bench.at(10 * STEP) == []


async def test_a_duty_that_was_seen_escalates_only_once_it_is_late() -> None:
    bench = Bench()
    task = await bench.open(acknowledge=10 * MINUTE, chain=("protection.it",))
    await bench.do(task, Acknowledge())

    assert await bench.at(30 * MINUTE) == []
    assert await bench.at(30 * MINUTE) == ["overdue"]
    assert await bench.tick() == ["1: protection.it, overdue"]


async def test_a_duty_that_needs_no_acknowledgement_waits_for_its_clock() -> None:
    bench = Bench()
    await bench.open(chain=("protection.it",))
    await bench.fold()

    assert await bench.loop.tick() == START + HOUR


async def test_a_finished_task_has_no_clock() -> None:
    bench = Bench()
    task = await bench.open(acknowledge=10 * MINUTE, chain=("protection.it",))
    await bench.do(task, Claim(), Complete())

    assert await bench.at(5 * HOUR) == []


async def test_a_task_taken_up_again_gets_its_new_clock() -> None:
    bench = Bench()
    task = await bench.open()
    assert await bench.at(HOUR) == ["overdue"]
    await bench.do(task, Claim(), Complete(), Reopen(reason="It was not done.", due_at=START + HOUR))

    assert await bench.at(MINUTE) == ["overdue"]


async def test_a_task_taken_up_again_without_a_clock_has_none() -> None:
    bench = Bench()
    task = await bench.open()
    await bench.do(task, Claim(), Complete(), Reopen(reason="It was not done."))

    assert await bench.at(5 * HOUR) == []


async def test_nothing_fires_twice_after_a_restart() -> None:
    bench = Bench()
    await bench.open(chain=("protection.it",))
    await bench.at(HOUR)
    await bench.tick()
    before = await bench.lantern.store.last_position()
    bench.restart()

    assert await bench.tick() == []
    assert await bench.lantern.store.last_position() == before


async def test_nothing_fires_twice_when_a_restart_meets_a_view_that_is_behind() -> None:
    bench = Bench()
    await bench.open()
    await bench.fold()
    bench.lantern.clock.on(HOUR)
    await bench.loop.tick()
    bench.restart()

    await bench.loop.tick()

    assert [short(fact.event) for fact in await bench.lantern.log()].count("overdue") == 1
    assert bench.loop.fired == 0


async def test_nothing_fires_twice_after_a_rebuild() -> None:
    bench = Bench()
    await bench.open()
    await bench.at(HOUR)
    bench.documents = Folded(VIEW)
    bench.restart()

    assert await bench.tick() == []


async def test_while_the_view_is_behind_nothing_is_asked_twice_and_the_others_still_fire() -> None:
    bench = Bench()
    await bench.open("a")
    await bench.fold()
    bench.lantern.clock.on(HOUR)

    assert await bench.loop.tick() is None
    assert await bench.loop.tick() is None
    assert bench.loop.fired == 1


async def test_a_task_that_the_log_does_not_have_refuses_and_is_passed_by() -> None:
    bench, other = Bench(), Bench()
    await other.open()
    bench.documents.catch_up(await other.lantern.log())
    bench.lantern.clock.on(HOUR)

    assert await bench.loop.tick() is None
    assert await bench.loop.tick() is None
    assert await bench.lantern.store.last_position() == 0


async def test_many_clocks_that_run_out_together_all_fire() -> None:
    bench = Bench()
    for number in range(2 * AT_ONCE + 5):
        await bench.open(str(number))

    fired = await bench.at(HOUR)

    assert fired == ["overdue"] * (2 * AT_ONCE + 5)


async def test_a_tick_reads_what_is_next_and_not_all_there_is() -> None:
    bench = Bench()
    for number in range(500):
        await bench.open(str(number))
    await bench.fold()
    bench.documents.read = 0

    await bench.loop.tick()

    assert bench.documents.read == 1


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
async def test_an_hour_is_an_hour_when_clocks_change(day: str) -> None:
    rome = ZoneInfo("Europe/Rome")
    start = datetime.fromisoformat(f"{day}T01:30:00").replace(tzinfo=rome).astimezone(UTC)
    bench = Bench(start)
    await bench.open()
    await bench.open("b")

    assert await bench.at(HOUR - timedelta(seconds=1)) == []
    assert await bench.at(timedelta(seconds=1)) == ["overdue"] * 2
    assert bench.lantern.clock.now() - start == HOUR


async def test_what_fires_is_said_by_lantern_and_names_the_fact_behind_it() -> None:
    bench = Bench()
    await bench.open()
    await bench.at(HOUR)

    opened, overdue = await bench.lantern.log()

    assert (overdue.meta.agency, overdue.meta.actor) == (SYSTEM_AGENCY, "deadlines")
    assert overdue.meta.causation_id == opened.id
    assert overdue.recorded_at == START + HOUR


async def test_a_clock_set_back_makes_nothing_fire_early() -> None:
    bench = Bench()
    await bench.open()

    assert await bench.at(-HOUR) == []


class Away(Folded):
    """A view that cannot be read."""

    def select(self, *_: Any, **__: Any) -> list[Any]:
        raise StoreAway


async def test_a_store_that_is_away_is_left_alone_for_a_moment() -> None:
    bench = Bench()
    waiting = Asleep()
    loop = Deadlines(Away(VIEW), bench.lantern.tasks, bench.lantern.clock, waiting)

    with pytest.raises(KeyboardInterrupt):
        await loop.run()

    assert waiting.asked == [(START + PAUSE, 0)]


async def test_the_loop_sleeps_until_the_next_moment_or_until_there_is_news() -> None:
    bench = Bench()
    await bench.open()
    await bench.fold()
    waiting = Asleep()

    with pytest.raises(KeyboardInterrupt):
        await Deadlines(bench.documents, bench.lantern.tasks, bench.lantern.clock, waiting).run()

    assert waiting.asked == [(START + HOUR, 1)]


@pytest.mark.parametrize(("left", "seconds"), [(None, 60), (5 * HOUR, 60), (timedelta(seconds=7), 7), (-HOUR, 0)])
async def test_sleeping_is_waiting_for_news_of_the_view(left: timedelta | None, seconds: float) -> None:
    bench = Bench()
    sleeping = ForNews(bench.documents, bench.lantern.clock)

    await sleeping.until(None if left is None else START + left, 0)

    assert bench.documents.waited == (1, seconds)


async def test_facts_that_are_no_clock_leave_the_clocks_alone() -> None:
    bench = Bench()
    await bench.lantern.begin()
    facts = await bench.lantern.log()

    assert VIEW.keys(facts[0]) == ()
    assert VIEW.evolve(None, facts[0]) is None
    task = await bench.open()
    await bench.do(task, Claim())
    await bench.fold()
    running = bench.documents.documents[task]
    assert next_step(running) == (START + HOUR, MarkOverdue(due_at=START + HOUR))


class SteppingBack(HandClock):
    """A clock that is set back by a minute whenever somebody has looked."""

    def now(self) -> datetime:
        self.time -= MINUTE
        return self.time


async def test_one_look_at_the_clock_decides_a_whole_tick() -> None:
    bench = Bench()
    await bench.open()
    await bench.fold()
    stepping = SteppingBack(START + HOUR + MINUTE)

    await Deadlines(bench.documents, bench.lantern.tasks, stepping, Asleep()).tick()

    assert [short(fact.event) for fact in await bench.lantern.log()].count("overdue") == 1


async def test_what_was_seen_meanwhile_is_not_taken_to_the_next() -> None:
    bench = Bench()
    task = await bench.open(acknowledge=10 * MINUTE, chain=("protection.it",))
    await bench.fold()
    bench.lantern.clock.on(10 * MINUTE)
    await bench.do(task, Acknowledge())

    await bench.loop.tick()

    assert bench.loop.fired == 0


async def test_a_task_that_was_waived_unseen_escalates_no_more_when_a_person_reopens_it() -> None:
    bench = Bench()
    task = await bench.open(acknowledge=10 * MINUTE, chain=("protection.it",))
    await bench.do(task, Waive(reason="They called."), Reopen(reason="It was not done.", due_at=START + 5 * HOUR))

    assert await bench.at(HOUR) == []
