"""Nobody acknowledges: the next is told, by the name of who is on call, or who answers for a closed line."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

from domain.directory.reaching import Line, OpenHours
from domain.task import events as t
from domain.task.commands import AcceptHandOver, Claim, HandOver
from domain.task.decider import originator
from tests.playbook.clocks import Bench
from tests.playbook.rehearsal import CASE

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
NIGHT = datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
OFFICE = (OpenHours((1, 2, 3, 4, 5), time(8), time(22)),)
LINES = {
    line.agency: line
    for line in (
        Line(agency="carer.it", zone=UTC, hours=OFFICE, fallback="hotline.it", on_duty=("anna",)),
        Line(agency="protection.it", zone=UTC, hours=OFFICE, fallback="police.it", on_duty=("bruno",)),
        Line(agency="police.it", zone=UTC, on_duty=("carla",)),
        Line(agency="hotline.it", zone=UTC, on_duty=("dario",)),
    )
}


async def told(bench: Bench, after: timedelta) -> list[t.TaskEscalated]:
    await bench.at(after)
    return [fact.event for fact in await bench.lantern.log() if isinstance(fact.event, t.TaskEscalated)]


async def test_by_day_the_ones_on_call_are_reached_by_name() -> None:
    bench = Bench(NIGHT - 10 * HOUR, LINES.get)
    await bench.open(acknowledge=10 * MINUTE, chain=("protection.it",))

    (escalated,) = await told(bench, 10 * MINUTE)

    assert escalated == t.TaskEscalated(
        step=1, to="protection.it", because="unacknowledged", to_member="bruno", on_call="anna"
    )


async def test_at_night_those_who_stand_in_are_reached_and_the_closed_line_is_named() -> None:
    bench = Bench(NIGHT, LINES.get)
    await bench.open(acknowledge=10 * MINUTE, chain=("protection.it",))

    (escalated,) = await told(bench, 10 * MINUTE)

    assert (escalated.to, escalated.to_member, escalated.closed) == ("police.it", "carla", "protection.it")
    assert (escalated.stand_in, escalated.on_call) == ("hotline.it", "dario")


async def test_a_role_without_an_agency_is_told_as_before() -> None:
    bench = Bench(NIGHT - 10 * HOUR, LINES.get)
    await bench.open(acknowledge=10 * MINUTE, chain=("guardian",))

    (escalated,) = await told(bench, 10 * MINUTE)

    assert (escalated.to, escalated.to_member, escalated.on_call) == ("guardian", None, "anna")


async def test_once_a_duty_has_moved_the_new_agency_is_reached() -> None:
    bench = Bench(NIGHT - 10 * HOUR, LINES.get)
    task = await bench.open(chain=("protection.it",))
    await bench.do(task, Claim(), HandOver(to_agency="police.it", reason="Found at the station"))
    await bench.lantern.tasks.handle(originator(CASE, task), AcceptHandOver(), bench.lantern.context("police.it"))

    await bench.at(HOUR)
    (escalated,) = await told(bench, MINUTE)

    assert (escalated.because, escalated.on_call) == ("overdue", "carla")


async def test_after_a_restart_at_another_hour_nobody_is_told_twice() -> None:
    bench = Bench(NIGHT - 70 * MINUTE, LINES.get)
    await bench.open(acknowledge=5 * MINUTE, chain=("protection.it",))
    before = await told(bench, 5 * MINUTE)
    bench.restart()

    assert len(await told(bench, 20 * MINUTE)) == len(before) == 1
    assert before[0].closed is None
