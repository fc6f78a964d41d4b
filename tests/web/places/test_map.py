"""Where the child was seen, as a page: who may read it, as known when, and nothing of a spot in an address."""

from __future__ import annotations

import re

import pytest

from domain.case import commands as c
from domain.case.codes import Within
from domain.codes import Country
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World

MENTON, MALMO, ROME = "43.7745, 7.4930", "55.6090, 13.0005", "41.90, 12.50"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """Carers saw something, told of something in confidence, and know of a place that nobody could point at."""
    case = await world.case("carer.be", "police.be", "asylum.be")
    seen = c.RecordSighting(
        sighting=world.ids.new(), country=Country.FR, place="the station", point=MENTON, within=Within.SPOT
    )
    await world.act("carer.be", case, seen)
    told = c.RecordProtectedSighting(sighting=world.ids.new(), place="an aunt", point=ROME, within=Within.REGION)
    await world.act("carer.be", case, told)
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place="a lorry"))
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place="a school", point=MALMO))
    return case


SVG = "{http://www.w3.org/2000/svg}"


def rows(page: Page) -> list[str]:
    """The lines of the list."""
    return [page.words(each) for each in page.all("tr") if (each.get("id") or "").startswith("sighting-")]


def marks(page: Page) -> list[str]:
    """What the marks of the map say."""
    return [each.findtext(f".//{SVG}text") or "" for each in page.all(f"{SVG}a")]


async def test_each_sighting_with_a_point_stands_on_the_map_and_each_in_the_list(browser: Open, case: str) -> None:
    page = await (await browser("carer.be")).get(f"/cases/{case}/places")

    assert marks(page) == ["1", "2", "4"]
    assert ["Nobody said where on the map." in row for row in rows(page)] == [False, False, True, False]
    assert "from Nice, France; within 100 m" in rows(page)[0]


async def test_the_protected_circle_alone_sees_what_was_told_in_confidence(browser: Open, case: str) -> None:
    carer = await (await browser("carer.be")).get(f"/cases/{case}/places")
    asylum = await (await browser("asylum.be")).get(f"/cases/{case}/places")

    assert ("an aunt" in carer.words(), "Protected" in carer.words()) == (True, True)
    assert len(rows(asylum)) == len(rows(carer)) - 1
    assert "an aunt" not in asylum.text


async def test_who_may_not_read_places_gets_no_mark_and_no_town(browser: Open, case: str) -> None:
    asylum = await (await browser("asylum.be")).get(f"/cases/{case}/places")

    assert marks(asylum) == []
    assert all("Places are not open to your agency." in row for row in rows(asylum))
    assert ("Nice" in asylum.words(asylum.with_id("sightings")), "the station" in asylum.text) == (False, False)


async def test_who_has_not_said_why_reads_no_place_and_is_asked(browser: Open, case: str) -> None:
    someone = await browser("police.be")
    someone.says_why = ""

    page = await someone.get(f"/cases/{case}/places")

    assert marks(page) == []
    assert "Sealed until you say why you look." in rows(page)[0]
    assert page.has_id("why")


async def test_that_places_were_opened_is_on_record(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    await carer.get(f"/cases/{case}/places")

    assert "Where the child was seen" in (await carer.get(f"/cases/{case}/looked")).words()


async def test_at_an_earlier_moment_the_map_holds_what_was_recorded_by_then(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    page = await carer.get(f"/cases/{case}/places")
    (first, *_) = [each.get("value", "") for each in page.all("option") if len(each.get("value", "")) > 30][::-1]

    then = await carer.get(f"/cases/{case}/places?at={first}")

    assert marks(then) == ["1"]
    assert "As it was known on" in then.words()


async def test_through_the_eyes_of_another_agency_both_see_what_both_may(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    page = await carer.get(f"/cases/{case}/places?by=asylum-be")

    assert (len(rows(page)), marks(page)) == (3, [])
    await carer.get(f"/cases/{case}/places?by=hotline-be", 404)
    await carer.get(f"/cases/{case}/places?at=no-such-fact", 404)


async def test_filters_leave_what_fits_and_say_when_nothing_does(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    by_police = await carer.get(f"/cases/{case}/places?agency=police-be")
    in_france = await carer.get(f"/cases/{case}/places?country=fr")
    in_greece = await carer.get(f"/cases/{case}/places?country=gr&span=day")

    assert (len(rows(by_police)), len(rows(in_france))) == (2, 1)
    assert "No sighting fits" in in_greece.words()


async def test_no_address_on_the_page_tells_of_a_spot(browser: Open, case: str) -> None:
    page = await (await browser("carer.be")).get(f"/cases/{case}/places")
    links = [link for link in page.links() if "places" in link]

    assert any("near=" in link for link in links)
    assert not [link for link in links if re.search(r"\d\.\d|43|55|Menton|Nice", link.split("?")[-1].split("near=")[0])]
