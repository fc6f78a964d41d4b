"""Pausing the clock of a task on its page: who may, for what, until when, and what everybody then reads."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.world import World

BRUSSELS = ZoneInfo("Europe/Brussels")
HOUR = timedelta(hours=1)


async def held(world: World, minutes: int = 120) -> tuple[str, str]:
    """A case, and a task in it that police.be holds, whose clock may wait for an interpreter."""
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be", pauses=("interpreter-awaited",), pause_minutes=minutes)
    await world.work("police.be", case, task, t.Claim())
    return case, task


def typed(world: World, ahead: timedelta) -> str:
    """A moment so far ahead, as its field holds it."""
    return (world.clock.now() + ahead).astimezone(BRUSSELS).strftime("%Y-%m-%dT%H:%M")


async def test_who_holds_a_task_pauses_its_clock_and_everybody_reads_why_and_until_when(
    world: World, browser: Open
) -> None:
    case, task = await held(world)
    police, carer = await browser("police.be"), await browser("carer.be")
    form = (await police.get(f"/tasks/{task}")).form("/pause-clock")

    page = await police.send(form, because="interpreter-awaited", until=typed(world, HOUR), note="For Tigrinya")

    assert "Waiting for an interpreter" in page.words(page.with_id("task"))
    for seen in (page, await carer.get(f"/tasks/{task}")):
        assert "Clock paused" in seen.words()
        assert "Mx police.be" in seen.words(seen.with_id("task"))
    clocks = await carer.get(f"/cases/{case}")
    assert "Waiting for an interpreter" in clocks.words(clocks.with_id("clocks"))
    assert "Mx police.be" in clocks.words(clocks.with_id("clocks"))


async def test_a_colleague_resumes_the_clock_without_script(world: World, browser: Open) -> None:
    case, task = await held(world)
    pause = t.PauseClock(because="interpreter-awaited", until=world.clock.now() + HOUR)
    await world.work("police.be", case, task, pause)
    colleague = await browser("police2.be")

    page = await colleague.send((await colleague.get(f"/tasks/{task}")).form("/resume-clock"))

    assert (await world.facts(case, task))[-1] == "TaskClockResumed"
    assert "Paused until" not in page.words(page.with_id("main"))


async def test_a_pause_that_is_too_long_is_said_beside_its_field_and_nothing_typed_is_lost(
    world: World, browser: Open
) -> None:
    case, task = await held(world)
    police = await browser("police.be")
    form = (await police.get(f"/tasks/{task}")).form("/pause-clock")

    page = await police.send(form, 422, because="interpreter-awaited", until=typed(world, 9 * HOUR), note="For Dari")

    field = f"pause-clock-{task}-until"
    latest = (world.clock.now() + 2 * HOUR).astimezone(BRUSSELS)
    assert f"{latest:%H:%M}" in page.words(page.with_id(f"{field}-error"))
    assert page.with_id(field).get("value") == typed(world, 9 * HOUR)
    assert page.form("/pause-clock")["note"] == "For Dari"
    assert "TaskClockPaused" not in await world.facts(case, task)


async def test_the_form_says_how_much_pause_is_left(world: World, browser: Open) -> None:
    case, task = await held(world)
    pause = t.PauseClock(because="interpreter-awaited", until=world.clock.now() + HOUR)
    await world.work("police.be", case, task, pause)
    world.clock.ahead = timedelta(minutes=30, seconds=5)
    await world.work("police.be", case, task, t.ResumeClock())

    page = await (await browser("police.be")).get(f"/tasks/{task}")

    assert "1 h 29 min of pause are left" in page.words(page.with_id(f"pause-clock-{task}-until-hint"))


async def test_a_clock_that_cannot_be_paused_says_why(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    late = await world.task(
        case, "police.be", pauses=("court-awaited",), pause_minutes=60, due_at=world.clock.now() - HOUR
    )
    police = await browser("police.be")
    for each in (task, late):
        await world.work("police.be", case, each, t.Claim())

    never, too_late = await police.get(f"/tasks/{task}"), await police.get(f"/tasks/{late}")

    assert "the rule gives no reason" in never.words()
    assert "It has run out" in too_late.words()
    assert [f for page in (never, too_late) for f in page.forms() if f.action.endswith("/pause-clock")] == []


async def test_a_paused_clock_on_the_board_says_why_and_at_whose_word(world: World, browser: Open) -> None:
    case, task = await held(world)
    pause = t.PauseClock(because="interpreter-awaited", until=world.clock.now() + HOUR)
    await world.work("police.be", case, task, pause)

    page = await (await browser("police2.be")).get(f"/board?case={world.reference(case)}")

    card = page.words(page.with_id(f"task-{task}"))
    assert "Paused until" in card
    assert "Waiting for an interpreter" in card
    assert "Mx police.be" in card
