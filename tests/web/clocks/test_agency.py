"""The page of an agency: when it answers, who is on call, who answers otherwise, and who may say so."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta

import pytest

from domain.directory import commands as d
from domain.directory.codes import MemberRole
from domain.directory.decider import originator
from domain.directory.reaching import OpenHours
from projections import directory
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World, agency, member
from web.pages.agency.hours import read, typed

OFFICE = (OpenHours((1, 2, 3, 4, 5), time(8), time(22)), OpenHours((6, 7), time(), time()))
NIGHT = (OpenHours((5,), time(22), time(6)),)


@pytest.fixture(name="line")
async def _line(world: World, browser: Open) -> Browser:
    """A duty officer of a hotline in France, where no other test has an agency."""
    if world.services.people.agency("hotline-fr") is None:
        await world.enrol("hotline.fr")
        await world.enrol("hotline2.fr")
        roles = d.ChangeRoles(member=member("hotline.fr"), roles=(MemberRole.WORKER, MemberRole.DUTY))
        outcome = await world.process.directory.handle(originator("hotline-fr"), roles, world.by_itself)
        await world.services.documents.reached(directory.VIEW, outcome.position)
        await world.process.reader.read()
    return await browser("hotline.fr")


async def answers(officer: Browser, status: int = 200, **more: str | list[str]) -> Page:
    """The page after the hours were sent, closed on all days that are not said."""
    form = (await officer.get("/agency")).form("/set-contact-hours")
    days = {"monday": "", "tuesday": "", "wednesday": "", "thursday": "", "friday": "", "saturday": "", "sunday": ""}
    return await officer.send(form, status, **{"when": "hours", **days, **more})


@pytest.mark.parametrize("hours", [OFFICE, NIGHT, ()], ids=["office", "night", "none"])
def test_hours_typed_are_the_hours_that_stand_there(hours: tuple[OpenHours, ...]) -> None:
    assert read({name: values[0] for name, values in typed(hours).items()}) == (hours, [])


@pytest.mark.parametrize("text", ["8 till late", "08:00", "08:00-08:00", "25:00-26:00", "08:00-12:00 and more"])
def test_hours_that_cannot_be_read_are_told_with_their_day(text: str) -> None:
    hours, errors = read({"tuesday": text})

    assert (hours, [error.field for error in errors]) == ((), ["tuesday"])


async def test_a_duty_officer_says_when_the_agency_answers_and_who_answers_otherwise(
    world: World, line: Browser
) -> None:
    page = await answers(line, monday="08:00-12:30, 13:00-22:00", fallback=agency("police.fr"), line="116 000")

    words = page.words(page.with_id("hours"))
    assert "08:00–12:30, 13:00–22:00" in words
    assert "The police-fr · 116 000" in words
    found = world.services.lines("hotline-fr")
    assert found is not None
    assert (found.fallback, found.other, len(found.hours)) == ("police-fr", "116 000", 2)
    assert (await line.get("/agency")).form("/set-contact-hours")["monday"] == "08:00–12:30, 13:00–22:00"


async def test_closed_until_when_and_who_answers_until_then(world: World, line: Browser) -> None:
    tomorrow = (datetime.now(UTC) + timedelta(days=2)).strftime("%A").lower()
    await answers(line, 200, **{tomorrow: "10:00-11:00", "fallback": "police-fr"})

    reached = await line.get("/agency")

    assert "Closed now" in reached.words(reached.with_id("reached"))
    assert "10:00" in reached.words(reached.with_id("reached"))
    assert "/agencies/police-fr" in reached.links()


async def test_who_answers_always_says_so_and_who_says_nothing_is_not_taken_for_that(line: Browser) -> None:
    form = (await line.get("/agency")).form("/set-contact-hours")

    page, silent = await line.send(form, when="always"), await line.get("/agencies/asylum-be")

    assert "Answers day and night" in page.words(page.with_id("reached"))
    assert "The agency has not said so" in silent.words(silent.with_id("hours"))


async def test_hours_without_a_day_are_not_taken_for_always(world: World, line: Browser) -> None:
    page = await answers(line, 422, line="116 000")

    assert "at least one day" in page.words(page.with_id("set-contact-hours-monday-error"))
    assert page.form("/set-contact-hours")["line"] == "116 000"


async def test_who_was_overtaken_sees_it_and_loses_nothing(line: Browser, browser: Open) -> None:
    mine = (await line.get("/agency")).form("/set-contact-hours")
    await answers(line, sunday="09:00-10:00")

    page = await line.send(mine, 409, when="hours", monday="11:11-12:12")

    assert "Somebody changed this agency meanwhile" in page.words()
    assert page.form("/set-contact-hours")["monday"] == "11:11-12:12"


async def test_a_member_is_named_on_call_and_the_page_says_so(line: Browser) -> None:
    form = (await line.get("/agency")).form("/name-on-call")

    page = await line.send(form, member=member("hotline2.fr"))

    assert "Mx hotline2.fr" in page.words(page.with_id("reached"))
    assert "now" in page.words(page.with_id("on-call"))


async def test_a_shift_that_ends_before_it_begins_is_told_beside_its_end(line: Browser) -> None:
    form = (await line.get("/agency")).form("/name-on-call")

    page = await line.send(form, 422, member=member("hotline2.fr"), ends="2026-01-01T08:00")

    assert page.words(page.with_id("name-on-call-ends-error"))


async def test_a_worker_reads_it_and_changes_nothing(browser: Open, line: Browser) -> None:
    worker = await browser("hotline2.fr")
    form = (await line.get("/agency")).form("/name-on-call")
    page = await worker.get("/agency")

    assert [each.action for each in page.forms() if "/agency/" in each.action] == []
    token = page.forms()[0]["_csrf_token"]
    await worker.send(form, 403, _csrf_token=token, member=member("hotline.fr"))


async def test_who_is_on_call_is_told_to_those_who_work_on_a_case_with_the_agency(
    world: World, browser: Open, line: Browser
) -> None:
    await line.send((await line.get("/agency")).form("/name-on-call"), member=member("hotline2.fr"))
    await world.case("guardian.be", "hotline.fr")
    together, apart = await browser("guardian.be"), await browser("asylum.be")

    assert "Mx hotline2.fr" in (await together.get("/agencies/hotline-fr")).words()
    page = await apart.get("/agencies/hotline-fr")
    assert "Mx hotline" not in page.words()
    assert page.has_id("hours")


async def test_a_case_says_of_each_agency_whether_it_can_be_reached_and_who_answers_otherwise(
    world: World, browser: Open, line: Browser
) -> None:
    day = (datetime.now(UTC) + timedelta(days=2)).strftime("%A").lower()
    await answers(line, 200, **{day: "10:00-11:00", "fallback": "police-fr"})
    case = await world.case("guardian.be", "hotline.fr")
    task = await world.task(case, "hotline.fr")
    guardian = await browser("guardian.be")

    page, of_task = await guardian.get(f"/cases/{case}"), await guardian.get(f"/tasks/{task}")

    for words in ("No hours on record", "Closed now", "until then: The police-fr"):
        assert words in page.words(page.with_id("agencies"))
    assert "until then: The police-fr" in of_task.words(of_task.with_id("task"))


async def test_an_agency_that_is_not_there_has_no_page(line: Browser) -> None:
    await line.get("/agencies/nobody", 404)
    assert (await line.get("/agencies/hotline-fr")).has_id("reached")


async def test_a_form_sent_again_with_another_shift_is_told_and_never_taken_for_the_first(
    world: World, line: Browser
) -> None:
    form = (await line.get("/agency")).form("/name-on-call")
    shift = {"member": member("hotline.fr"), "begins": "2031-05-01T08:00", "ends": "2031-05-01T20:00"}
    await line.send(form, 200, **shift)

    again = await line.send(form, 422, **(shift | {"ends": "2031-05-02T08:00"}))

    assert again.form("/name-on-call")["ends"] == "2031-05-02T08:00"
    assert again.form("/name-on-call")["key"] != form["key"]
    await line.send(again.form("/name-on-call"))
    found = world.services.lines("hotline-fr")
    assert found is not None
    assert [shift.ends.day for shift in found.shifts if shift.begins.year == 2031] == [1, 2]
