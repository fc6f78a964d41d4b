"""What the page of a task says of its clock, of who was told, and of the rule it comes from."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.world import World, agency, member

HOUR = timedelta(hours=1)


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be")


async def paused(world: World, case: str) -> str:
    """A task of the police whose clock waits for an interpreter."""
    task = await world.task(case, "police.be", pauses=("interpreter-awaited",), pause_minutes=120)
    await world.work("police.be", case, task, t.Claim())
    pause = t.PauseClock(because="interpreter-awaited", until=world.clock.now() + HOUR)
    await world.work("police.be", case, task, pause)
    return task


async def test_a_paused_clock_says_since_when_why_until_when_and_by_whom(
    world: World, browser: Open, case: str
) -> None:
    page = await (await browser("police.be")).get(f"/tasks/{await paused(world, case)}")

    assert "Clock paused Waiting for an interpreter since" in page.words()
    assert "at most · Mx police.be" in page.words()


@pytest.mark.parametrize("path", ["/tasks/{task}", "/board?case={number}", "/cases/{case}"])
async def test_a_clock_that_waits_is_called_paused_wherever_it_is_shown(
    world: World, browser: Open, case: str, path: str
) -> None:
    police, task = await browser("police.be"), await paused(world, case)
    path = path.format(task=task, case=case, number=world.reference(case))
    assert "Paused until" in (await police.get(path)).words()

    await world.work("police.be", case, task, t.ResumeClock())
    assert "Paused until" not in (await police.get(path)).words()


async def escalated(world: World, case: str, **reached: str) -> str:
    """A task of the carers that nobody acknowledged, of which the police was told."""
    task = await world.task(case, "carer.be", acknowledge_by=world.clock.now(), escalate_to=(agency("police.be"),))
    await world.work("carer.be", case, task, t.Escalate(step=1, because="unacknowledged", **reached))
    return task


async def test_an_escalation_says_who_is_on_call(world: World, browser: Open, case: str) -> None:
    task = await escalated(world, case, on_call=member("carer2.be"), to_member=member("police2.be"))

    words = (await (await browser("carer.be")).get(f"/tasks/{task}")).words()

    assert "Nobody acknowledged it Told: The police-be On call there: Mx police2.be" in words
    assert "On call for this task: Mx carer2.be" in words


async def test_an_escalation_that_reached_nobody_by_name_names_nobody(world: World, browser: Open, case: str) -> None:
    task = await escalated(world, case)

    words = (await (await browser("carer.be")).get(f"/tasks/{task}")).words()

    assert "Told: The police-be" in words
    assert "On call" not in words


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        ("S", "From this source"),
        ("K", "General knowledge, unchecked: a default of this installation, not the law"),
        ("D", "A default of this installation, not the law"),
    ],
)
async def test_a_rule_without_a_source_reads_as_a_default_and_not_as_the_law(
    world: World, browser: Open, case: str, mark: str, said: str
) -> None:
    task = await world.task(case, "police.be", source="A handbook", mark=mark)

    words = (await (await browser("police.be")).get(f"/tasks/{task}")).words()

    assert f"A handbook {said} " in words


async def test_a_deadline_of_an_agency_elsewhere_says_what_its_clocks_show(world: World, browser: Open) -> None:
    await world.enrol("hotline.uk")
    case = await world.case("hotline.uk", "police.be")
    theirs, own = await world.task(case, "hotline.uk"), await world.task(case, "police.be")
    police = await browser("police.be")

    assert "in London)" in (await police.get(f"/tasks/{theirs}")).words()
    assert "in London)" not in (await police.get(f"/tasks/{own}")).words()
