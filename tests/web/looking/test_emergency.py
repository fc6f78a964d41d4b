"""Emergency access: a number that cannot be opened tells nothing; one that can is read for hours, told and reviewed."""

from __future__ import annotations

import itertools
from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.case.codes import CaseOutcome
from domain.codes import Country, Role
from projections import cases
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World
from web.pages.looking.emergency import guesser

NAME, CONFIDENCE, WORDS = "Meron Tekle", "the boat house at the lake", "He walked into our post"
OFFICERS = itertools.count(2)


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case in Belgium, which the French police take no part in."""
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    seen = c.NoticeAbsence(episode=world.ids.new(), country=Country.BE, circumstances="left by the window")
    await world.act("carer.be", case, seen)
    await world.act("police.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place=CONFIDENCE))
    return case


async def ask(browser: Browser, reference: str, status: int = 200) -> Page:
    form = (await browser.get("/emergency")).form("/emergency")
    return await browser.send(form, status, reference=reference, reason="child-with-us", circumstances=WORDS)


async def somebody(world: World, browser: Open) -> Browser:
    """Somebody of the French police who has taken no such access yet."""
    name = f"police{'2' * next(OFFICERS)}.fr"
    await world.enrol(name)
    return await browser(name)


@pytest.fixture(name="outside")
async def _outside(world: World, browser: Open, case: str) -> Browser:
    """French police who have read the case like this."""
    found = await somebody(world, browser)
    await ask(found, world.reference(case).lower())
    return found


async def test_one_reads_what_the_whole_case_knows_and_nothing_told_in_confidence(outside: Browser, case: str) -> None:
    page = await outside.get(f"/emergency/{case}")

    assert NAME in page.words()
    assert "left by the window" in page.words()
    assert CONFIDENCE not in page.text
    assert [form.action for form in page.forms() if "/cases/" in form.action] == []


async def test_nothing_else_opens_with_it(outside: Browser, case: str) -> None:
    outside.secrets = (NAME,)

    await outside.get(f"/cases/{case}", 404)
    assert case not in (await outside.get("/cases")).text


async def test_it_ends_by_itself(world: World, browser: Open, case: str) -> None:
    police = await somebody(world, browser)
    await ask(police, world.reference(case))
    world.clock.ahead = timedelta(hours=4, seconds=1)

    await police.get(f"/emergency/{case}", 404)


async def test_a_colleague_does_not_read_along(world: World, browser: Open, outside: Browser, case: str) -> None:
    await world.enrol("police2.fr")

    await (await browser("police2.fr")).get(f"/emergency/{case}", 404)
    assert (await outside.get(f"/emergency/{case}")).title


async def test_the_agencies_of_the_case_see_who_and_why_and_that_it_was_an_emergency(
    browser: Open, outside: Browser, case: str
) -> None:
    carer = await browser("carer.be")

    page, looked = await carer.get(f"/cases/{case}"), await carer.get(f"/cases/{case}/looked")

    assert "Emergency access taken" in page.words(page.with_id("timeline"))
    assert WORDS in page.text
    assert "The police-fr Timeline Emergency access" in looked.words()
    assert outside.last is not None


async def test_a_number_that_there_is_not_and_one_that_is_closed_look_the_same(
    world: World, browser: Open, case: str
) -> None:
    closed = await world.case("carer.be")
    mistake = c.CloseCase(outcome=CaseOutcome.OPENED_BY_MISTAKE, exception="opened twice")
    await world.act("carer.be", closed, mistake)
    police = await browser("police.fr")

    answers = [await ask(police, number, 422) for number in (world.reference(closed), "BE-1999-99999")]

    assert len({page.words(page.with_id("emergency")).count("no open case") for page in answers}) == 1
    assert answers[0].title == answers[1].title


async def test_too_many_wrong_numbers_are_refused_for_a_while_and_on_record(world: World, browser: Open) -> None:
    guardian = await browser("guardian.be")
    for number in range(5):
        await ask(guardian, f"BE-1999-{number}", 422)

    page = await ask(guardian, "BE-1999-7", 422)
    assert "Several numbers led nowhere" in page.words()
    looked = await (await browser("auditor.be")).get("/audit/looked")
    assert "Mx guardian.be The guardian-be Asked for, and not shown: Emergency access" in looked.words()


async def test_wrong_numbers_of_others_keep_nobody_from_a_child(world: World, browser: Open, case: str) -> None:
    for number in range(200):
        world.services.guesses.wrong(*guesser(f"somebody-{number}"), world.clock.now())
    police = await somebody(world, browser)

    page = await ask(police, world.reference(case))

    assert NAME in page.words()


@pytest.mark.parametrize("name", ["asylum.be", "auditor.be", "admin.be"])
async def test_who_is_walled_off_or_only_reads_has_no_such_page(browser: Open, name: str) -> None:
    await (await browser(name)).get("/emergency", 404)


async def test_what_is_missing_is_said_and_what_was_typed_stays(browser: Open) -> None:
    police = await browser("police.fr")
    form = (await police.get("/emergency")).form("/emergency")

    page = await police.send(form, 422, circumstances=WORDS)

    assert WORDS in page.text
    assert "Give the number of the case" in page.words()


async def test_a_chair_is_told_until_somebody_else_closed_the_review(world: World, browser: Open, case: str) -> None:
    await world.enrol("chair.be")
    await world.act("carer.be", case, c.JoinAgency(agency="chair-be", role=Role.CHAIR, country=Country.BE))
    await ask(await somebody(world, browser), world.reference(case))
    seated = await browser("chair.be")

    told = await seated.get("/home")
    form = (await seated.get(f"/cases/{case}/do/review-emergency-access")).form("/review-emergency-access")
    found = world.services.documents.get(cases.VIEW, case)
    assert found is not None
    await seated.send(
        form, access=found.emergencies[0].id, finding="was-needed", note="The child was safe within the hour"
    )

    assert f"Emergency access to {world.reference(case)} waits" in told.words()
    assert f"Emergency access to {world.reference(case)} waits" not in (await seated.get("/home")).words()


async def test_a_sixth_case_within_a_day_waits_until_somebody_has_looked_at_those_before(
    world: World, browser: Open
) -> None:
    one = await somebody(world, browser)
    references = [world.reference(await world.case("carer.be", "police.be")) for _ in range(6)]
    for reference in references[:5]:
        await ask(one, reference)

    refused = await ask(one, references[5], 422)

    assert "nobody has reviewed these yet" in refused.words()
    assert "ask to be brought in" in refused.words()
    world.clock.ahead = timedelta(hours=24, seconds=1)
    await one.sign_in(f"police{'2' * (next(OFFICERS) - 1)}.fr")
    assert (await ask(one, references[5])).title
