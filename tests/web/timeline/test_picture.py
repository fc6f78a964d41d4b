"""The timeline as a picture and as a table: both say the same, and neither says what one may not see."""

from __future__ import annotations

from datetime import timedelta
from xml.etree.ElementTree import Element

import pytest

from domain.case import commands as c
from domain.codes import Country
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


def bars(page: Page) -> list[str]:
    """The rows that the bars of the picture lead to."""
    found = [each for each in page.all(f"{SVG}g") if "bar-of" in (each.get("class") or "").split()]
    return sorted(each.get("data-row") or "" for each in found)


async def test_every_clock_is_a_bar_and_a_row_and_says_how_it_stands(world: World, browser: Open, case: str) -> None:
    late = await world.task(
        case, "police.be", title="Search the cellars", due_at=world.clock.now() - timedelta(hours=1)
    )
    page = await (await browser("police.be")).get(f"/cases/{case}/timeline")

    table = page.with_id("lanes-clocks")
    row = next(each for each in table.iter("tr") if any(late in (link.get("href") or "") for link in each.iter("a")))
    assert "missed by 1 h, still open" in page.words(row)
    assert bars(page) == sorted(each.get("id") or "" for each in table.iter("tr") if each.get("id"))


async def test_clocks_can_be_left_out(browser: Open, case: str) -> None:
    page = await (await browser("police.be")).get(f"/cases/{case}/timeline?clocks=off")

    assert bars(page) == []
    assert not page.has_id("lanes-clocks")


async def test_a_part_of_time_holds_what_happened_in_it(browser: Open, case: str) -> None:
    police = await browser("police.be")
    whole = await police.get(f"/cases/{case}/timeline")
    near = next(link for link in whole.links() if "begin=" in link)

    part = await police.get(f"/cases/{case}/timeline{near.partition('timeline')[2] or near}")

    assert 0 < sum(rows(part).values()) < sum(rows(whole).values())
    assert total(part) == sum(rows(part).values())


async def test_a_time_as_the_reader_s_clocks_show_it_leads_to_an_address_in_utc(browser: Open, case: str) -> None:
    police = await browser("police.be")

    await police.get(f"/cases/{case}/timeline?begin=2026-07-01T10:00&end=")

    assert police.last is not None
    assert police.last.url.query == b"begin=20260701T0800Z&end="


async def test_an_address_of_before_leads_to_the_page_of_the_picture(browser: Open, case: str) -> None:
    police = await browser("police.be")

    await police.get(f"/cases/{case}?view=lanes&axis=recorded")

    assert police.last is not None
    assert police.last.url.raw_path == f"/cases/{case}/timeline?axis=recorded".encode()


async def test_a_phase_leaves_what_happened_in_it(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    noticed = c.NoticeAbsence(episode=world.ids.new(), country=Country.BE, circumstances="not in bed")
    await world.act("carer.be", case, noticed)
    await world.act("police.be", case, c.RecordSighting(sighting="s-1", place="a station"))
    police = await browser("police.be")

    page = await police.get(f"/cases/{case}/timeline?phase=missing")

    assert total(page) == 2
    assert "Case opened" not in page.words(page.with_id("lanes-table"))
    assert "Missing" in page.words(page.with_id("lanes-course"))
