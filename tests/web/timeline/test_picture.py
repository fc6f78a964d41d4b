"""The timeline as a picture and as a table: both say the same, and neither says what one may not see."""

from __future__ import annotations

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest

from domain.case import commands as c
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World

SVG = "{http://www.w3.org/2000/svg}"
CHAPEL = "the chapel of St Ursmar"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be", "asylum.be")
    for number in range(12):
        happened = world.clock.now().replace(microsecond=0) - number * timedelta(hours=40)
        await world.act("police.be", case, c.RecordSighting(sighting=f"s-{number}", place="a station"), happened)
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="p-1", place=CHAPEL, source="a friend"))
    task = await world.task(case, "carer.be")
    await world.work("carer.be", case, task, t.Claim())
    return case


def spots(page: Page) -> list[Element]:
    return [each for each in page.all(f"{SVG}a") if "spot" in (each.get("class") or "").split()]


def rows(page: Page) -> dict[str, int]:
    """How many entries each row of the table stands for, by its place in the picture."""
    found = [row for row in page.all("tr") if (row.get("id") or "").startswith("s")]
    return {row.get("id") or "": int(page.words(row.findall("td")[1])) for row in found}


def total(page: Page) -> int:
    return int(page.words(page.with_id("timeline")).split()[2])


WAYS = [f"axis={axis}&timeline={timeline}" for axis in ("happened", "recorded") for timeline in ("main", "all")]


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", ["police.be", "asylum.be"])
async def test_every_visible_entry_is_in_the_picture_and_in_the_table(
    browser: Open, case: str, name: str, way: str
) -> None:
    page = await (await browser(name)).get(f"/cases/{case}/timeline?{way}")

    assert [(spot.get("href") or "").removeprefix("#") for spot in spots(page)] == list(rows(page))
    assert sum(rows(page).values()) == total(page)


async def test_each_mark_is_called_by_its_row(browser: Open, case: str) -> None:
    page = await (await browser("police.be")).get(f"/cases/{case}/timeline")

    assert [spot.get("aria-labelledby") for spot in spots(page)] == list(rows(page))
    for spot in spots(page):
        count = page.words(spot) or "1"
        assert count == str(rows(page)[spot.get("aria-labelledby") or ""])


async def test_what_one_may_not_see_is_in_neither(browser: Open, case: str) -> None:
    asylum, police = await browser("asylum.be"), await browser("police.be")
    asylum.secrets = (CHAPEL, "rotected sighting")

    theirs = await asylum.get(f"/cases/{case}/timeline?timeline=all")
    ours = await police.get(f"/cases/{case}/timeline?timeline=all")

    assert sum(rows(ours).values()) == sum(rows(theirs).values()) + 1


async def test_a_row_leads_to_its_entry_in_the_list(browser: Open, case: str) -> None:
    police = await browser("police.be")
    page = await police.get(f"/cases/{case}/timeline?timeline=all")
    leads = [link.removeprefix("?at=") for link in page.links() if link.startswith("?at=")]

    assert leads
    for fact in leads:
        assert (await police.get(f"/cases/{case}/timeline?at={fact}")).has_id(f"entry-{fact}")


async def test_links_in_the_picture_are_a_list_and_not_an_image(browser: Open, case: str) -> None:
    page = await (await browser("police.be")).get(f"/cases/{case}/timeline")

    assert not [each for each in page.root.iter() if each.get("role") == "img"]
    listed = [each for each in page.all(f"{SVG}g") if each.get("role") == "listitem"]
    assert [link for each in listed for link in each.findall(f"{SVG}a")] == spots(page)
    assert page.all(f"{SVG}a") == spots(page)
    assert "#lanes-table" in page.links()
