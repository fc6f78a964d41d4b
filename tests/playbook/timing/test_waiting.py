"""The deadlines loop and clocks that wait: they run on by themselves, once, and the duty is late that much later."""

from __future__ import annotations

from datetime import timedelta

from domain.task.commands import Claim, PauseClock
from tests.playbook.clocks import Bench
from tests.playbook.rehearsal import START

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


async def test_a_paused_clock_runs_on_by_itself_and_the_duty_is_late_by_that_much_later() -> None:
    bench = Bench()
    task = await bench.open(pauses=("interpreter-awaited",), pause_minutes=120)
    pause = PauseClock(because="interpreter-awaited", until=START + 90 * MINUTE)
    await bench.do(task, Claim(), pause)

    assert await bench.at(80 * MINUTE) == []
    assert await bench.at(15 * MINUTE) == ["resumed, due 22:30"]
    assert await bench.at(54 * MINUTE) == []
    assert await bench.at(MINUTE) == ["overdue"]


async def test_a_pause_that_ends_while_nobody_looks_counts_no_longer_than_it_was_meant_to() -> None:
    bench = Bench()
    task = await bench.open(pauses=("interpreter-awaited",), pause_minutes=120)
    await bench.do(task, Claim(), PauseClock(because="interpreter-awaited", until=START + 90 * MINUTE))

    assert await bench.at(10 * HOUR) == ["resumed, due 22:30"]
    bench.restart()
    assert await bench.tick() == ["overdue"]
    assert await bench.tick() == []


async def test_a_deadline_asked_for_while_the_view_does_not_know_of_the_pause_is_not_passed() -> None:
    bench = Bench()
    task = await bench.open(pauses=("interpreter-awaited",), pause_minutes=120)
    await bench.fold()
    await bench.do(task, Claim(), PauseClock(because="interpreter-awaited", until=START + 90 * MINUTE))
    bench.lantern.clock.on(HOUR)
    await bench.loop.tick()

    assert await bench.at(30 * MINUTE) == ["resumed, due 22:30"]
    assert await bench.at(HOUR) == ["overdue"]
