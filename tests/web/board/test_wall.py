"""The board on a wall: totals and what is loudest, nothing of a child, nothing to press."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World

CHILD = "Anna Sample"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case of a hotline with a task long overdue, one due soon and one next week; the child has a name."""
    await world.enrol("hotline.uk")
    case = await world.case("carer.be", "hotline.uk")
    await world.act("carer.be", case, c.RecordIdentity(names=CHILD))
    now = world.clock.now()
    for title, hours in (("Long ago", -9), ("Soon", 1), ("Next week", 170)):
        await world.task(case, "hotline.uk", title=title, due_at=now + timedelta(hours=hours))
    return case


def totals(page: Page) -> dict[str, int]:
    words = [page.words(each) for each in page.all("li") if "total" in (each.get("class") or "").split()]
    return {label: int(count) for count, label in (each.split(" ", 1) for each in words)}


async def test_it_counts_and_shows_the_loudest_first(browser: Open, case: str) -> None:
    page = await (await browser("hotline.uk")).get("/board/wall")

    assert totals(page)["Critically overdue"] >= 1
    assert totals(page)["Due within 2 h"] >= 1
    loud = [page.words(each) for each in page.all("li") if "loud" in (each.get("class") or "").split()]
    assert "Long ago" in loud[0]
    assert not any("Next week" in each for each in loud)


async def test_nothing_of_a_child_stands_on_it_and_nothing_can_be_pressed(browser: Open, case: str) -> None:
    reader = await browser("hotline.uk")
    reader.secrets = (CHILD,)

    page = await reader.get("/board/wall")

    wall = page.with_id("wall")
    assert [each.tag for each in wall.iter() if each.tag in ("a", "button", "form", "input")] == []


async def test_it_says_how_long_somebody_is_signed_in(browser: Open, case: str) -> None:
    page = await (await browser("hotline.uk")).get("/board/wall")

    assert "Signed in until" in page.words()


async def test_it_updates_by_itself(world: World, browser: Open, case: str) -> None:
    reader = await browser("hotline.uk")
    before = totals(await reader.fragment("/board/wall"))
    task = await world.task(case, "hotline.uk", title="Another")

    opened = totals(await reader.fragment("/board/wall"))
    await world.work("hotline.uk", case, task, t.Claim())
    claimed = totals(await reader.fragment("/board/wall"))

    assert opened["Not acknowledged"] == before["Not acknowledged"] + 1
    assert claimed["Not acknowledged"] == before["Not acknowledged"]


async def test_where_nobody_is_signed_in_it_is_told_so(world: World, browser: Open, case: str) -> None:
    reader = await browser("hotline.uk")
    reader.http.cookies.clear()

    answer = await reader.fragment("/board/wall", 401)

    assert answer.words() == ""
