"""The board of an agency: its groups, counts and choices, and nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from domain.task import commands as t
from tests.web.conftest import Connect, Open
from tests.web.harness.reading import Page
from tests.web.world import World

NIGHT = "Search the cellars of the west wing"


async def a_fresh_agency(world: World, name: str) -> str:
    """A case with an agency that has no tasks yet."""
    await world.enrol(name)
    return await world.case("carer.be", name)


def groups(page: Page) -> dict[str, list[str]]:
    """The titles of the tasks in each group, in order."""
    sections = [each for each in page.all("section") if (each.get("id") or "").startswith("group-")]
    return {
        (each.get("id") or "").removeprefix("group-"): [page.words(h) for h in each.iter("h3")] for each in sections
    }


def choices(page: Page) -> dict[str, int]:
    """How many tasks each way to look at the board has."""
    nav = next(each for each in page.all("nav") if "choices" in (each.get("class") or ""))
    words = [page.words(link).rsplit(" ", 1) for link in nav.iter("a")]
    return {label: int(count) for label, count in words}


async def test_what_needs_somebody_first_stands_first(world: World, browser: Open) -> None:
    case = await a_fresh_agency(world, "hotline.be")
    now = world.clock.now()
    await world.task(case, "hotline.be", title="Next week", due_at=now + timedelta(days=7))
    await world.task(case, "hotline.be", title="Soon", due_at=now + timedelta(minutes=20))
    await world.task(case, "hotline.be", title="Late", due_at=now - timedelta(minutes=20))
    await world.task(case, "hotline.be", title="Whenever", due_at=None)

    page = await (await browser("hotline.be")).get("/board")

    found = groups(page)
    assert [title.split(" ")[0] for titles in found.values() for title in titles] == [
        "Late",
        "Soon",
        "Next",
        "Whenever",
    ]
    assert list(found) == ["overdue", "soon", "later"] or list(found) == ["critical", "soon", "later"]


async def test_the_choices_count_what_they_show(world: World, browser: Open) -> None:
    case = await a_fresh_agency(world, "protection.fr")
    one = await world.task(case, "protection.fr")
    other = await world.task(case, "protection.fr", due_at=world.clock.now() - timedelta(hours=1))
    await world.task(case, "protection.fr")
    await world.work("protection.fr", case, one, t.Claim())
    await world.work("protection.fr", case, other, t.Acknowledge())
    someone = await browser("protection.fr")

    counts = choices(await someone.get("/board"))

    assert counts == {"Not acknowledged": 1, "Unclaimed": 2, "Overdue": 1, "Finished": 0}
    for query, label in (("state=unacknowledged", "Not acknowledged"), ("state=unclaimed", "Unclaimed")):
        shown = groups(await someone.get(f"/board?{query}"))
        assert sum(map(len, shown.values())) == counts[label]


async def test_a_task_done_today_is_kept_for_a_day(world: World, browser: Open) -> None:
    case = await a_fresh_agency(world, "guardian.fr")
    task = await world.task(case, "guardian.fr", title="Call the family")
    await world.work("guardian.fr", case, task, t.Claim())
    await world.work("guardian.fr", case, task, t.Complete())
    someone = await browser("guardian.fr")

    done = await someone.get("/board?show=done")

    assert groups(done) == {"done": ["Call the family"]}
    world.clock.ahead = timedelta(hours=10)
    assert groups(await someone.get("/board?show=done")) == {"done": ["Call the family"]}
    world.clock.ahead = timedelta(hours=25)
    assert groups(await (await browser("guardian.fr")).get("/board?show=done")) == {}


async def test_the_tasks_of_others_are_on_no_board(world: World, browser: Open, program: Connect) -> None:
    case = await world.case("carer.be", "police.be", "guardian.be")
    task = await world.task(case, "police.be", title=NIGHT)
    guardian = await browser("guardian.be")
    guardian.secrets = (NIGHT, task)
    before = choices(await guardian.get("/board"))

    await world.task(case, "police.be", title=NIGHT)

    assert choices(await guardian.get("/board")) == before
    assert (await guardian.fragment("/board")).words()
    board = await (await program("guardian.be")).get("/api/v1/board")
    assert NIGHT not in {each["title"] for each in board["tasks"]}


async def test_htmx_gets_the_region_of_the_board_alone(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    police = await browser("police.be")

    region = await police.fragment(f"/board?case={world.reference(case)}")

    assert region.has_id(f"task-{task}")
    assert region.all("h1") == []


async def test_a_high_risk_is_said_on_the_card(world: World, browser: Open) -> None:
    case = await a_fresh_agency(world, "carer.fr")
    await world.task(case, "carer.fr")
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))

    page = await (await browser("carer.fr")).get("/board")

    assert "High risk" in page.words(page.with_id("board"))


async def test_the_risk_of_a_case_that_was_left_is_not_told(world: World, browser: Open) -> None:
    case = await a_fresh_agency(world, "asylum.fr")
    await world.task(case, "asylum.fr")
    await world.act("asylum.fr", case, c.LeaveCase(reason="not competent"))
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))

    page = await (await browser("asylum.fr")).get("/board")

    assert "High risk" not in page.words(page.with_id("board"))


@pytest.mark.parametrize("query", ["show=nonsense", "scope=", "state=DONE", "first=x&view=9", "country=atlantis"])
async def test_what_is_not_understood_is_left_out(browser: Open, query: str) -> None:
    page = await (await browser("police.be")).get(f"/board?{query}")

    current = [page.words(each) for each in page.all("a") if each.get("aria-current") == "true"]
    assert [words.split(" ")[0] for words in current] == ["My", "List"]
    assert not page.has_id("filters")
