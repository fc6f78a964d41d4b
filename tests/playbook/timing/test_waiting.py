"""The deadlines loop and clocks that wait: they run on by themselves, once, and the duty is late that much later."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.deciding.refusals import Refused
from domain.task import events as t
from domain.task.commands import Claim, Complete, PauseClock, Release, Reopen, ResumeClock
from projections.deadlines import VIEW
from tests.playbook.clocks import Bench
from tests.playbook.rehearsal import START, Folded

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


@pytest.mark.parametrize("day", ["2026-03-29", "2026-10-25"])
async def test_a_pause_is_as_long_as_it_is_when_clocks_change(day: str) -> None:
    start = datetime.fromisoformat(f"{day}T01:30:00").replace(tzinfo=ZoneInfo("Europe/Rome")).astimezone(UTC)
    bench = Bench(start)
    task = await bench.open(pauses=("interpreter-awaited",), pause_minutes=120)
    await bench.do(task, Claim(), PauseClock(because="interpreter-awaited", until=start + 90 * MINUTE))

    assert await bench.at(89 * MINUTE) == []
    assert await bench.at(MINUTE) == [f"resumed, due {start + 150 * MINUTE:%H:%M}"]
    assert await bench.at(59 * MINUTE) == []
    assert await bench.at(MINUTE) == ["overdue"]


HAPPENINGS = {
    "restart": None,
    "rebuild": None,
    "claim": Claim(),
    "release": Release(),
    "resume": ResumeClock(),
    "complete": Complete(outcome="done"),
    "reopen": Reopen(reason="x", due_at=START + 3 * HOUR),
}
STORY = st.lists(st.tuples(st.integers(0, 50), st.sampled_from([*HAPPENINGS, "pause"])), max_size=20)


async def happen(bench: Bench, task: str, what: str) -> None:
    """One thing; what the task refuses just then did not happen."""
    now = bench.lantern.clock.now()
    command = HAPPENINGS.get(what) or PauseClock(because="interpreter-awaited", until=now + 30 * MINUTE)
    if what == "rebuild":
        bench.documents = Folded(VIEW)
    if what in ("restart", "rebuild"):
        bench.restart()
        return
    try:
        await bench.do(task, command)
    except Refused:
        return


async def played(story: list[tuple[int, str]]) -> list[str]:
    """What the clocks did on their own, each with the turn in which they did it."""
    bench, turn = Bench(), 0
    task = await bench.open(
        pauses=("interpreter-awaited",), pause_minutes=120, acknowledge=10 * MINUTE, chain=("police.it", "lead")
    )
    for minutes, what in story:
        await bench.at(minutes * MINUTE)
        await happen(bench, task, what)
    await bench.tick()
    done = []
    for fact in await bench.lantern.log():
        turn += isinstance(fact.event, t.TaskReopened)
        if isinstance(fact.event, t.TaskWentOverdue | t.TaskEscalated):
            done.append(f"{turn} {fact.name} {getattr(fact.event, 'step', '')}")
    return done


@settings(max_examples=40, deadline=None)
@given(STORY)
def test_whatever_happens_meanwhile_no_clock_fires_twice_for_the_same(story: list[tuple[int, str]]) -> None:
    done = asyncio.run(played(story))

    assert len(done) == len(set(done))
