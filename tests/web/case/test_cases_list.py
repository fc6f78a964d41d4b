"""The list of cases: a page at a time, chosen in the address, and nothing of anybody else's."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import Country, RiskLevel, Role
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World
from web.shown import caselist


def references(page: Page) -> list[str]:
    rows = [row for row in page.all("tr") if (row.get("id") or "").startswith("case-")]
    return [page.words(next(row.iter("a"))) for row in rows]


async def an_agency_of_its_own(world: World, name: str, count: int) -> list[str]:
    """So many cases of an agency that has no others, with their references, the first opened first."""
    await world.enrol(name)
    return [await world.case(name) for _ in range(count)]


async def test_a_case_is_found_by_its_risk_and_its_lead(world: World, browser: Open) -> None:
    high, plain = await an_agency_of_its_own(world, "hotline.fr", 2)
    await world.act("hotline.fr", high, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))
    hotline = await browser("hotline.fr")

    found = {
        query: references(await hotline.get(f"/cases?{query}"))
        for query in ("risk=high", "risk=unknown", "lead=nobody", "lead=police-be", "phase=missing", "country=be")
    }

    assert found["risk=high"] == [world.reference(high)]
    assert found["risk=unknown"] == [world.reference(plain)]
    assert len(found["lead=nobody"]) == len(found["country=be"]) == 2
    assert found["lead=police-be"] == found["phase=missing"] == []


async def test_the_highest_risk_comes_first_when_asked(world: World, browser: Open) -> None:
    high, plain = await an_agency_of_its_own(world, "hotline.uk", 2)
    await world.act("hotline.uk", high, c.AssessRisk(level=RiskLevel.HIGH, reasons="a threat"))
    await world.act("hotline.uk", plain, c.NoticeAbsence(episode="one", country=Country.BE))
    hotline = await browser("hotline.uk")

    assert references(await hotline.get("/cases"))[0] == world.reference(plain)
    assert references(await hotline.get("/cases?order=risk"))[0] == world.reference(high)


async def test_a_long_list_is_read_in_pages(world: World, browser: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caselist, "A_PAGE", 2)
    made = await an_agency_of_its_own(world, "asylum.uk", 3)
    guardian = await browser("asylum.uk")

    first, second = await guardian.get("/cases"), await guardian.get("/cases?page=2")

    assert [*references(first), *references(second)] == [world.reference(case) for case in reversed(made)]
    assert "/cases?page=2" in first.links()
    assert "3 to 3 of 3" in second.words()
    assert references(await guardian.get("/cases?page=99")) == references(second)


async def test_a_row_says_what_of_it_is_ones_own_and_late(world: World, browser: Open) -> None:
    (case,) = await an_agency_of_its_own(world, "carer.fr", 1)
    await world.act("carer.fr", case, c.JoinAgency(agency="police-be", role=Role.POLICE, country=Country.BE))
    late = world.clock.now() - timedelta(hours=1)
    for name in ("carer.fr", "police.be"):
        await world.task(case, name, due_at=late)

    words = (await (await browser("carer.fr")).get("/cases")).words()

    assert "1 (1 overdue) 2 (2 overdue)" in words


async def test_a_list_without_a_case_that_fits_says_how_to_see_the_others(world: World, browser: Open) -> None:
    await an_agency_of_its_own(world, "protection.uk", 1)

    page = await (await browser("protection.uk")).get("/cases?phase=closed")

    assert references(page) == []
    assert "No case fits" in page.words()
    assert "/cases" in page.links()
