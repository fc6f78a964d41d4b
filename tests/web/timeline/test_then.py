"""What was known when, and by whom, as a page: every view an address, and nothing of what the reader may not see."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World

PLACE = "a station"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """Carers saw something before the police were in; the asylum authority never learns of what was protected."""
    case = await world.case("carer.be")
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place=PLACE))
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="She said so"))
    await world.join("carer.be", case, "police.be")
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place="a harbour"))
    return case


def known(page: Page) -> str:
    return page.words(page.with_id("known"))


def links(page: Page, words: str) -> str:
    return next(each.get("href", "") for each in page.all("a") if each.get("aria-label") == words)


async def test_the_newest_moment_shows_all_and_one_step_back_shows_less(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    newest = await carer.get(f"/cases/{case}/then")
    before = await carer.get(links(newest, "One fact back"))

    assert "a harbour" in known(newest)
    assert "a harbour" not in known(before)
    assert PLACE in known(before)


async def test_the_first_moment_is_the_opening_of_the_case_and_goes_no_further_back(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    first = await carer.get(links(await carer.get(f"/cases/{case}/then"), "The first fact"))

    assert "Risk Unknown" in first.words(first.with_id("stands"))
    assert "One fact back" not in [each.get("aria-label") for each in first.all("a")]


async def test_a_step_of_the_slider_is_an_address_that_names_a_fact(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    page = await carer.get(f"/cases/{case}/then?step=2")

    assert carer.last is not None
    assert (carer.last.url.params.get("step"), bool(carer.last.url.params.get("at"))) == (None, True)
    assert PLACE in known(page)


@pytest.mark.parametrize("step", ["0", "-3", "99999999999999", "x", "²"])
async def test_no_step_leads_outside_the_record(browser: Open, case: str, step: str) -> None:
    await (await browser("carer.be")).get(f"/cases/{case}/then?step={step}")


async def test_what_another_agency_did_not_know_is_told_with_when_it_could(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    page = await carer.get(links(await carer.get(f"/cases/{case}/then?by=police-be"), "One fact back"))
    page = await carer.get(links(page, "One fact back"))

    assert "police-be knew nothing of this case then" in page.words(page.with_id("stands"))
    assert "Sighting recorded" in page.words(page.with_id("gaps"))
    assert "They could know it" in page.words(page.with_id("gaps"))


async def test_what_is_kept_from_another_agency_to_this_day_is_said(world: World, browser: Open, case: str) -> None:
    await world.join("carer.be", case, "asylum.be")
    sighting = c.RecordProtectedSighting(sighting=world.ids.new(), place="with a friend")
    await world.act("carer.be", case, sighting)
    carer, asylum = await browser("carer.be"), await browser("asylum.be")

    told = await carer.get(f"/cases/{case}/then?by=asylum-be")
    own = await asylum.get(f"/cases/{case}/then?by=carer-be")

    assert "They cannot know it to this day" in told.words(told.with_id("gaps"))
    assert "Protected" not in own.words(own.with_id("then"))


async def test_what_became_known_between_two_moments_is_a_list(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    first = await carer.get(f"/cases/{case}/then?step=1")
    begin = next(link for link in first.links() if "since=" in link)

    then = dict(part.split("=") for part in begin.partition("?")[2].split("&"))
    page = await carer.get(f"/cases/{case}/then?since={then['since']}")

    assert "Risk assessed" in page.words(page.with_id("since"))
    assert "Case opened" not in page.words(page.with_id("since"))


@pytest.mark.parametrize("query", ["at=nothing", "by=nobody-be", "since=nothing"])
async def test_what_is_not_there_is_not_found(browser: Open, case: str, query: str) -> None:
    await (await browser("carer.be")).get(f"/cases/{case}/then?{query}", 404)


async def test_who_does_not_see_the_case_finds_nothing(browser: Open, case: str) -> None:
    await (await browser("police.fr")).get(f"/cases/{case}/then", 404)
