"""The brief for a case conference: what its reader may see of a case, as a file, taken on record."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from domain.case import commands as c
from domain.codes import Country
from domain.privacy import Purpose
from projections import timeline
from tests.papers.reading import Read
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.papers.stories import ALIAS, CHILD, PLACE, WHY, missing
from tests.web.world import World
from web.papers import course
from web.papers.content import Lanes


@pytest.fixture(name="case", scope="module")
async def _case(shared_world: World) -> str:
    return await missing(shared_world)


async def taken(browser: Browser, case: str, language: str = "en", why: str = "duty") -> Read:
    """The brief, after saying why one looks."""
    browser.says_why = why
    await browser.get(f"/cases/{case}/papers")
    answer = await browser.http.get(f"/cases/{case}/papers/brief?language={language}")
    assert answer.headers["content-type"] == "application/pdf", answer.text
    return Read(answer.content)


async def test_it_says_who_the_child_is_where_the_case_stands_and_what_is_late(
    world: World, browser: Open, case: str
) -> None:
    told = (await taken(await browser("police.be"), case)).words

    for each in (world.reference(case), CHILD, ALIAS, WHY, PLACE, "National file (requested)", "High"):
        assert each in told
    assert "Report to the court The guardian-be" in told
    assert "Overdue 3 h" in told
    assert "recorded 14 h later" in told


async def test_it_says_on_each_page_for_whom_it_was_made_and_of_when_it_tells(browser: Open, case: str) -> None:
    read = await taken(await browser("police.be"), case)

    for number in range(read.pages):
        assert "Made for The police-be (Mx police.be)" in read.page(number)
        assert "As known on" in read.page(number)
        assert "Confidential" in read.page(number)


async def test_it_is_for_archives_and_readers_aloud_and_tells_its_picture_in_words(browser: Open, case: str) -> None:
    read = await taken(await browser("police.be"), case)

    assert b"<pdfaid:conformance>A<" in read.bytes
    assert b"<pdfuaid:part>1<" in read.bytes
    assert ["1 of them recorded late" in tag.alt for tag in read.tags if tag.kind == "Figure"] == [True]


async def test_its_twin_says_the_same_to_programs_and_no_position(browser: Open, case: str) -> None:
    read = await taken(await browser("police.be"), case)
    told = json.loads(read.attached["brief.json"])

    assert told["case"] == case
    assert PLACE in [fact["details"].get("place") for fact in told["facts"]]
    assert "position" not in read.attached["brief.json"].decode()


async def test_who_has_not_said_why_is_asked_and_gets_nothing(world: World, browser: Open) -> None:
    case = await missing(world)
    answer = await (await browser("police.be")).http.get(f"/cases/{case}/papers/brief")
    page = await (await browser("police.be")).http.get(f"/cases/{case}/papers")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{case}/papers")
    assert 'name="look_reason"' in page.text
    assert await world.looks(case) == []


async def test_a_reason_that_opens_less_than_a_paper_tells_is_not_enough(world: World, browser: Open) -> None:
    case, police = await missing(world), await browser("police.be")
    police.says_why = "supervision"
    await police.get(f"/cases/{case}/papers")
    answer = await police.http.get(f"/cases/{case}/papers/brief")

    assert (answer.status_code, answer.headers["location"]) == (303, f"/cases/{case}/papers")
    assert [b'"what":"case"' in line for line in await world.looks(case)] == [True]


async def test_that_a_copy_was_taken_is_on_record(world: World, browser: Open) -> None:
    case, carer = await missing(world), await browser("carer.be")
    await taken(carer, case)
    lines = await world.services.consultations.of_case(case)

    assert ("exported", "brief", "carer-be") in {(line.kind, line.what, line.agency) for line in lines}


async def test_what_is_walled_off_stands_in_no_brief_but_of_who_may_see_it(world: World, browser: Open) -> None:
    case = await missing(world)
    told = c.RecordProtectedSighting(sighting=world.ids.new(), country=Country.BE, place="The blue door", note="Secret")
    await world.act("police.be", case, told)
    await world.join("carer.be", case, "asylum.be")

    assert "The blue door" in (await taken(await browser("police.be"), case)).words
    assert "The blue door" not in (await taken(await browser("asylum.be"), case)).words


async def test_a_language_that_no_paper_is_made_in_is_not_there(browser: Open, case: str) -> None:
    answer = await (await browser("police.be")).http.get(f"/cases/{case}/papers/brief?language=tlh")

    assert answer.status_code == 404


async def test_what_was_erased_says_so_and_when(world: World, browser: Open) -> None:
    case = await missing(world)
    await world.process.base.ring.destroy(case, tuple(Purpose), datetime(2026, 3, 1, tzinfo=UTC))
    told = (await taken(await browser("police.be"), case)).words

    assert "Names erased on 1 Mar 2026" in told
    assert "Reasons erased on 1 Mar 2026" in told
    assert CHILD not in told


async def test_what_several_agencies_have_to_do_alike_is_told_once_and_what_is_years_away_has_its_year(
    world: World, browser: Open
) -> None:
    case, soon = await missing(world), world.clock.now() + timedelta(hours=5)
    for name in ("police.be", "guardian.be", "carer.be"):
        await world.task(case, name, title="Take note of it", due_at=soon)
    await world.task(case, "police.be", title="Delete it", due_at=datetime(2031, 3, 1, 12, tzinfo=UTC))
    told = (await taken(await browser("police.be"), case)).words

    assert "Take note of it The police-be; The guardian-be; The carer-be" in told
    assert "1 Mar 2031" in told


async def test_of_many_duties_the_next_are_named_and_the_others_counted(world: World, browser: Open) -> None:
    case = await missing(world)
    for number in range(5):
        await world.task(
            case, "carer.be", title=f"Duty {number}", due_at=world.clock.now() + timedelta(hours=5 - number)
        )
    told = (await taken(await browser("police.be"), case)).words

    assert "Duty 4; Duty 3; Duty 2; and 2 more" in told


async def test_facts_at_the_same_place_of_a_lane_are_one_dot_and_all_are_counted(world: World, case: str) -> None:
    entries = world.services.documents.select(timeline.VIEW, {"case": case}, order_by=("position",))
    (once,), (often,) = (course.lanes(each, world.services.people).blocks for each in (entries, entries * 500))

    assert isinstance(once, Lanes)
    assert isinstance(often, Lanes)
    assert [lane.dots for lane in often.lanes] == [lane.dots for lane in once.lanes]
    assert "500 of them recorded late" in often.told
