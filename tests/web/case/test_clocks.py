"""The clocks of a case: every task somebody may see has one, and the overdue come first."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be", "guardian.be")
    for name, title, hours in (("police.be", "Later", 5), ("carer.be", "Late", -3), ("carer.be", "Search", 1)):
        await world.task(case, name, title=title, due_at=world.clock.now() + timedelta(hours=hours))
    return case


def clocks(page: Page) -> list[str]:
    """What runs, in the order of the page, with the clocks that are one press away."""
    found = [each for each in page.with_id("clocks").iter("p") if each.get("class") == "run__what"]
    return [page.words(each) for each in found]


async def test_the_overdue_come_first(browser: Open, case: str) -> None:
    page = await (await browser("guardian.be")).get(f"/cases/{case}")

    assert clocks(page) == ["Late", "Search", "Later"]
    assert page.words(page.with_id("clocks")).startswith("Clocks running 1 overdue · 3 Overdue 3 h")


async def test_the_head_says_what_is_late_and_what_is_ones_own(browser: Open, case: str) -> None:
    words = (await (await browser("carer.be")).get(f"/cases/{case}")).words()

    assert "1 clock has run out of 3 running" in words
    assert "For you to do 2 tasks 1 overdue" in words


async def test_what_several_agencies_have_to_do_alike_is_one_line(world: World, browser: Open, case: str) -> None:
    await world.task(case, "guardian.be", title="Search")

    page = await (await browser("police.be")).get(f"/cases/{case}")

    assert clocks(page) == ["Late", "Search", "Later"]
    assert "and 1 more like it" in page.words(page.with_id("clocks"))


async def test_a_clock_stops_when_its_task_is_done(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "carer.be", title="Search")
    await world.work("carer.be", case, task, t.Claim())
    await world.work("carer.be", case, task, t.Complete(outcome="done"))

    page = await (await browser("police.be")).get(f"/cases/{case}")

    assert clocks(page) == []
    assert "No clock runs" in page.words(page.with_id("clocks"))


async def test_what_waits_for_an_answer_is_a_clock_too(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be", "guardian.be")
    for command in (
        c.OfferLead(to_agency="police-be"),
        c.AssessRisk(level=RiskLevel.HIGH, reasons="seen with a stranger"),
        c.LowerRisk(level=RiskLevel.LOW, reason="called home"),
        c.RequestInformation(request="q-1", of_agency="police-be", question="is she known"),
    ):
        await world.act("carer.be", case, command)

    asked = clocks(await (await browser("police.be")).get(f"/cases/{case}"))
    other = clocks(await (await browser("guardian.be")).get(f"/cases/{case}"))

    assert "A question waits for its answer" in asked
    assert set(asked) - set(other) == {"A question waits for its answer"}
    assert "The lead is offered" in other
    assert "A lower risk (Low) waits for a second person" in other


async def test_a_clock_elsewhere_says_what_the_clocks_there_show(world: World, browser: Open) -> None:
    await world.enrol("hotline.uk")
    case = await world.case("hotline.uk", "police.be")
    due = world.clock.now() + timedelta(hours=3)
    await world.task(case, "hotline.uk", due_at=due)

    page, there = await (await browser("police.be")).get(f"/cases/{case}"), due.astimezone(ZoneInfo("Europe/London"))
    at_home = await (await browser("hotline.uk")).get(f"/cases/{case}")

    assert f"{there:%H:%M} in London)" in page.words(page.with_id("clocks"))
    assert " in " not in at_home.words(at_home.with_id("clocks")).replace("Due in", "")
