"""The replay of a case as a page: fact by fact, through whose eyes, and nothing on the screen that could be pressed."""

from __future__ import annotations

import pytest
from msgspec import structs

from domain.case import commands as c
from domain.codes import Country, RiskLevel, Role
from domain.envelope import Audience, AudienceKind
from domain.task import commands as t
from domain.task.decider import originator
from projections import board, timeline
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World

PLACE = "a station"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """Carers saw something and were told something in confidence before the asylum authority was in."""
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place=PLACE))
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place="with a friend"))
    task = await world.task(case, "police.be", title="Ask the drivers")
    await world.work("police.be", case, task, t.Claim())
    await world.join("carer.be", case, "asylum.be")
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="She said so"))
    return case


async def a_secret_task(world: World, case: str) -> None:
    """A duty of the police of which only the protected circle knows."""
    task, secret = world.ids.new(), Audience(AudienceKind.PROTECTED)
    told = t.OpenTask(
        case=case,
        task=task,
        reference=world.reference(case),
        agency="police-be",
        role=Role.POLICE,
        country=Country.BE,
        code="talk",
        title="Talk to the friend",
        due_at=None,
    )
    by = structs.replace(world.by_itself, audience=secret)
    done = await world.services.tasks.handle(originator(case, task), told, by)
    await world.services.documents.reached(board.VIEW, done.position)
    await world.services.documents.reached(timeline.VIEW, done.position)


async def replayed(browser: Browser, case: str, query: str = "") -> Page:
    return await browser.get(f"/cases/{case}/replay{query}")


def step(page: Page, words: str) -> str:
    return next((each.get("href", "") for each in page.all("a") if each.get("title") == words), "")


def fact(page: Page) -> str:
    return page.words(next(each for each in page.root.iter() if "replay__fact" in each.get("class", "")))


def screen(page: Page) -> str:
    return page.words(next(each for each in page.root.iter() if "replay__frame" in each.get("class", "")))


async def test_it_begins_with_the_first_fact_and_goes_on_one_by_one(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    first = await replayed(carer, case)
    second = await carer.get(step(first, "One fact on"))

    assert "Case opened" in fact(first)
    assert not step(first, "One fact back")
    assert "Agency joined" in fact(second)


async def test_the_screen_shows_nothing_that_came_later(browser: Open, case: str) -> None:
    carer = await browser("carer.be")

    early, newest = await replayed(carer, case, "?step=2"), await replayed(carer, case, "?step=9999")

    assert "High risk" not in screen(early)
    assert "Ask the drivers" not in screen(early)
    assert "High risk" in screen(newest)
    assert "Ask the drivers" in screen(newest)


async def test_a_step_without_change_is_said_and_jumped_over(browser: Open, case: str) -> None:
    asylum = await browser("asylum.be")

    before = await replayed(asylum, case, "?step=3")
    joined = await asylum.get(step(before, "On to the next fact that changed their screens"))

    assert "they were not shown this" in fact(before)
    assert "They were not shown this case" in screen(before)
    assert "Agency joined" in fact(joined)
    assert not step(joined, "Back to the fact before that changed their screens")


async def test_what_was_told_in_confidence_is_no_step_for_who_may_not_see_it(browser: Open, case: str) -> None:
    asylum, carer = await browser("asylum.be"), await browser("carer.be")

    steps = [(await replayed(each, case, "?step=9999")).words() for each in (asylum, carer)]

    assert ["Protected" in words for words in steps] == [False, True]


async def test_an_auditor_looks_through_any_agencys_eyes_and_never_sees_more_than_auditors_do(
    world: World, browser: Open, case: str
) -> None:
    await a_secret_task(world, case)
    auditor, police = await browser("auditor.be"), await browser("police.be")

    pages = [await replayed(each, case, "?by=police-be&step=9999") for each in (auditor, police)]
    boards = [await replayed(each, case, "?by=police-be&step=9999&screen=board") for each in (auditor, police)]

    shown = [("Ask the drivers" in screen(each), "Talk to the friend" in screen(each)) for each in (*pages, *boards)]
    assert shown == [(True, False), (True, True)] * 2
    assert "Protected" not in pages[0].words()
    assert PLACE not in pages[0].words()
    assert PLACE in pages[1].words()
    assert {each.get("value") for each in pages[0].with_id("replay-by").iter("option")} == {
        "carer-be",
        "police-be",
        "asylum-be",
    }


async def test_the_board_holds_the_tasks_as_they_were(browser: Open, case: str) -> None:
    police = await browser("police.be")
    newest = await replayed(police, case, "?step=9999&screen=board")
    opened = await replayed(police, case, "?step=5&screen=board")

    assert "Ask the drivers" in screen(newest)
    assert ["Not acknowledged" in screen(each) for each in (newest, opened)] == [False, True]


@pytest.mark.parametrize("screen_", ["case", "lanes", "board"])
async def test_nothing_on_the_screen_works(browser: Open, case: str, screen_: str) -> None:
    page = await replayed(await browser("police.be"), case, f"?step=9999&screen={screen_}")
    shown = next(each for each in page.root.iter() if each.get("class") == "replay__screen")

    controls = [each for each in shown.iter() if each.tag in ("button", "input", "select", "textarea", "option")]
    assert controls
    assert {each.get("disabled") for each in controls} == {""}
    assert not list(shown.iter("form"))
    assert not [each.get("href") for each in shown.iter("a") if not (each.get("href") or "#").startswith("#")]


@pytest.mark.parametrize("query", ["at=nothing", "by=nobody-be", "by=police-be", "screen=wall"])
async def test_what_is_not_there_is_not_found(browser: Open, case: str, query: str) -> None:
    await (await browser("carer.be")).get(f"/cases/{case}/replay?{query}", 404)


@pytest.mark.parametrize("typed", ["0", "-3", "99999999999999", "x", "²"])
async def test_no_step_leads_outside_the_record(browser: Open, case: str, typed: str) -> None:
    await replayed(await browser("carer.be"), case, f"?step={typed}")


async def test_who_does_not_see_the_case_finds_nothing(browser: Open, case: str) -> None:
    await (await browser("police.fr")).get(f"/cases/{case}/replay", 404)
