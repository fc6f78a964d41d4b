"""What is kept ready: the page says which questions have an answer, and tells no answer."""

from __future__ import annotations

from domain.case import commands as c
from tests.web.case.plays import CARER, POLICE, TAKING_PART
from tests.web.conftest import Open
from tests.web.world import World

PROFILE = c.RecordProfile(photo="in the blue folder", medical="insulin twice a day", phones="none")
PLAN = c.RecordSafetyPlan(trusted="the cook Irina")
SECRETS = ("blue folder", "insulin", "Irina")


async def kept_ready(world: World) -> str:
    case = await world.case(*TAKING_PART)
    await world.act(CARER, case, PROFILE)
    await world.act(CARER, case, PLAN)
    return case


async def test_a_case_tells_which_questions_are_open_and_no_answer(world: World, browser: Open) -> None:
    case = await kept_ready(world)
    someone = await browser(POLICE)
    someone.says_why, someone.secrets = "", SECRETS

    page = await someone.get(f"/cases/{case}")

    ready = page.words(page.with_id("ready"))
    assert "Profile 3 of 12 questions answered" in ready
    assert "Safety plan 1 of 9 questions answered" in ready
    assert "Applicant card" in ready
    assert "Medical needs" not in ready


async def test_the_asylum_authority_does_not_see_that_there_is_a_plan(world: World, browser: Open) -> None:
    case = await kept_ready(world)
    someone = await browser("asylum.be")
    someone.secrets = ("Irina",)

    page = await someone.get(f"/cases/{case}")

    assert "Profile 3 of 12" in page.words(page.with_id("ready"))
    assert "Safety plan" not in page.words()


async def test_an_auditor_reads_the_counts_alone(world: World, browser: Open) -> None:
    case = await kept_ready(world)
    auditor = await browser("auditor.be")
    auditor.secrets = SECRETS

    page = await auditor.get(f"/cases/{case}")

    assert "Profile 3 of 12" in page.words(page.with_id("ready"))
    assert not [link for link in page.links() if "record-profile" in link]


async def test_a_profile_is_completed_from_what_stands_there(world: World, browser: Open) -> None:
    case = await kept_ready(world)
    carer = await browser(CARER)
    form = (await carer.get(f"/cases/{case}/do/record-profile")).form("/do/record-profile")

    page = await carer.send(form, applicant_card="GR 4711", photo_on="2026-02-01")

    assert form["medical"] == "insulin twice a day"
    assert "Profile 4 of 12 questions answered" in page.words(page.with_id("ready"))
    again = await carer.get(f"/cases/{case}/do/record-profile")
    assert again.form("/do/record-profile")["photo_on"] == "2026-02-01"


async def test_a_day_that_is_none_is_refused_beside_its_field(world: World, browser: Open) -> None:
    case = await kept_ready(world)
    carer = await browser(CARER)
    form = (await carer.get(f"/cases/{case}/do/record-profile")).form("/do/record-profile")

    again = await carer.send(form, 422, photo_on="last week")

    assert "does not have the form that is expected" in again.words(again.with_id("record-profile-photo_on-error"))
