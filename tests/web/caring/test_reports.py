"""A report with what is known: what is missing is named, holds up nothing, and is added later."""

from __future__ import annotations

from datetime import date

from domain.case import commands as c
from domain.codes import Country
from tests.web.case.plays import ABSENT, CARER, FOUND, GUARDIAN, OFFERED, POLICE, TAKING_PART, Steps
from tests.web.conftest import Open
from tests.web.world import World

REPORT, ADD = "/do/report-disappearance", "/do/supplement-report"


async def played(world: World, *steps: Steps) -> str:
    case = await world.case(*TAKING_PART)
    for by, command in (step for each in steps for step in each):
        await world.act(by, case, command)
    return case


async def test_the_form_says_what_is_known_and_what_is_missing_elsewhere(world: World, browser: Open) -> None:
    known: Steps = ((CARER, c.RecordProfile(photo="in the office", medical="none")),)
    case = await played(world, known, ABSENT)

    page = await (await browser(CARER)).get(f"/cases/{case}{REPORT}")

    beside = page.words(page.with_id("beside"))
    assert "2 answers are on record Photo Medical needs" in beside
    assert f"/cases/{case}/do/record-identity" in page.links()
    assert f"/cases/{case}/do/appoint-guardian" in page.links()
    assert "Clothing" not in beside


async def test_a_report_with_nothing_in_it_is_taken_and_the_case_names_what_is_missing(
    world: World, browser: Open
) -> None:
    case = await played(world, ABSENT)
    carer = await browser(CARER)
    form = (await carer.get(f"/cases/{case}{REPORT}")).form(REPORT)

    page = await carer.send(form, to_agency="police-be", channel="phone")

    assert (await world.facts(case))[-1] == "DisappearanceReported"
    missing = page.words(page.with_id("report"))
    assert "Clothing" in missing
    assert "Date of birth" in missing
    assert f"/cases/{case}{ADD}" in page.links()


async def test_what_is_added_is_missing_no_more(world: World, browser: Open) -> None:
    case = await played(world, ABSENT)
    carer = await browser(CARER)
    form = (await carer.get(f"/cases/{case}{REPORT}")).form(REPORT)
    before = await carer.send(form, to_agency="police-be", channel="phone", clothing="a red shirt")

    adding = await carer.get(f"/cases/{case}{ADD}")
    after = await carer.send(adding.form(ADD), reporter="the night carer", medical="none")

    counts = [int(each.words(each.with_id("report")).split()[4]) for each in (before, after)]
    assert counts[0] - counts[1] == 2


async def test_greek_police_are_owed_a_photo_of_the_last_six_months(world: World, browser: Open) -> None:
    old: Steps = ((CARER, c.RecordProfile(photo="in the office", photo_on=date(2020, 1, 1))),)
    absent: Steps = ((CARER, c.NoticeAbsence(episode="one", country=Country.GR)),)
    case = await played(world, old, absent)

    page = await (await browser(CARER)).get(f"/cases/{case}{REPORT}")

    assert "Photo not older than six months" in page.words(page.with_id("beside"))
    assert "asks for more than others" in page.words(page.with_id("beside"))


async def test_the_interview_form_says_whose_it_is_and_which_clock_runs(world: World, browser: Open) -> None:
    case = await played(world, OFFERED)
    await world.task(case, GUARDIAN, code="hold-return-interview", title="Hold the interview")
    guardian = await browser(GUARDIAN)

    page = await guardian.get(f"/cases/{case}/do/hold-return-interview")

    beside = page.words(page.with_id("beside"))
    assert "Hold the interview Due in" in beside
    assert "The guardian-be holds it and does not care for the child" in beside


async def test_an_interviewer_who_cares_for_the_child_is_named_as_such(world: World, browser: Open) -> None:
    offered: Steps = ((CARER, c.OfferReturnInterview(interviewer="carer-be")),)
    case = await played(world, FOUND, offered)

    page = await (await browser(POLICE)).get(f"/cases/{case}")

    assert "cares for the child: not independent" in page.words(page.with_id("interview"))
