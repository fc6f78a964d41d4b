"""Two versions of one thing: both are shown, what one had not touched is taken over, and one decides about the rest."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordIdentity(names="Abena", languages="Twi"))
    return case


def row(page: Page, label: str) -> str:
    """What the table of both versions says of a field."""
    rows = [page.words(each) for each in page.all("tr")]
    return next((words for words in rows if words.startswith(label)), "")


async def test_a_field_that_one_had_not_touched_takes_over_what_the_others_recorded(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.CorrectIdentity(names="Abena Quistrebert", languages="Twi", reason="passport"))

    again = await carer.send(one.form("/correct-identity"), 409, aliases="Abi", reason="she says so")

    assert again.form("/correct-identity")["names"] == "Abena Quistrebert"
    assert again.form("/correct-identity")["aliases"] == "Abi"
    assert "You had not touched what they changed: it has been taken over below." in again.words()


async def test_a_field_that_both_changed_is_shown_in_both_versions_and_keeps_ones_own(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.CorrectIdentity(names="Abena Q.", languages="Twi", reason="passport"))

    again = await carer.send(one.form("/correct-identity"), 409, names="Abena Tesfay", reason="she says so")

    assert "Abena Tesfay Abena Q." in row(again, "Names")
    assert again.form("/correct-identity")["names"] == "Abena Tesfay"
    assert "Keep what is on record" in again.words()


async def test_theirs_can_be_taken_over_field_by_field(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.CorrectIdentity(names="Abena Q.", languages="Twi", reason="passport"))
    again = await carer.send(one.form("/correct-identity"), 409, names="Abena Tesfay", aliases="Abi", reason="x")

    taken = await carer.send(again.form("/correct-identity"), 200, take="names")

    assert taken.form("/correct-identity")["names"] == "Abena Q."
    assert taken.form("/correct-identity")["aliases"] == "Abi"
    assert (await world.facts(case)).count("IdentityCorrected") == 1


async def test_mine_can_be_recorded_on_top(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.CorrectIdentity(names="Abena Q.", languages="Twi", reason="passport"))
    again = await carer.send(one.form("/correct-identity"), 409, names="Abena Tesfay", reason="x")

    await carer.send(again.form("/correct-identity"))

    assert (await world.facts(case)).count("IdentityCorrected") == 2


async def test_what_has_nothing_to_do_with_the_form_is_no_conflict(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.RecordSighting(sighting="s", place="the harbour"))

    await carer.send(one.form("/correct-identity"), names="Abena Q.", reason="passport")

    assert (await world.facts(case))[-1] == "IdentityCorrected"


async def test_an_assessment_of_the_risk_does_not_hide_another_that_came_first(
    world: World, browser: Open, case: str
) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/assess-risk")
    await world.act("police.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="gone at night"))

    weighed = await carer.send(one.form("/assess-risk"))
    again = await carer.send(weighed.form("/assess-risk"), 409, level="medium", reasons="calm")

    assert "Mx police.be (The police-be) was faster" in again.words()
    assert "Medium High" in row(again, "The level you stand for")
    assert again.form("/assess-risk")["level"] == "medium"
    assert again.form("/assess-risk")["reasons"] == "calm"


async def test_two_tabs_of_one_person_are_told_apart_from_two_people(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    other = await carer.get(f"/cases/{case}/do/correct-identity")
    await carer.send(one.form("/correct-identity"), names="Abena One", reason="first tab")

    again = await carer.send(other.form("/correct-identity"), 409, names="Abena Two", reason="second tab")

    assert "You changed this yourself meanwhile, in another tab" in again.words()
    assert "Abena Two Abena One" in row(again, "Names")


async def test_both_outcomes_of_a_task_are_shown_and_the_text_stays_to_copy(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be", outcomes=("done", "not-possible"))
    await world.work("police2.be", case, task, t.Claim())
    second = await browser("police2.be")
    page = await second.get(f"/tasks/{task}")
    await world.work("police2.be", case, task, t.Release())
    await world.work("police.be", case, task, t.Claim())
    await world.work("police.be", case, task, t.Complete(outcome="not-possible"))

    lost = await second.send(page.form("/complete"), 409, outcome="done", note="found her scarf")

    assert row(lost, "Outcome") == "Outcome Done Not possible"
    assert row(lost, "Note") == "Note found her scarf –"


async def test_what_was_typed_into_a_step_that_came_too_late_can_become_a_note(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    await world.work("police2.be", case, task, t.Claim())
    second = await browser("police2.be")
    page = await second.get(f"/tasks/{task}")
    await world.work("police2.be", case, task, t.Release())
    await world.work("police.be", case, task, t.Claim())
    lost = await second.send(page.form("/complete"), 409, outcome="done", note="found her scarf")

    await second.send(lost.form(f"/tasks/{task}/note"))

    assert (await world.facts(case, task))[-1] == "TaskNoted"


async def test_a_refusal_that_is_no_race_names_nobody(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    await world.work("police.be", case, task, t.Acknowledge())
    second = await browser("police2.be")
    form = (await second.get(f"/tasks/{task}")).form("/claim")
    form.action = form.action.replace("claim", "complete")

    refused = await second.send(form, 409, outcome="done")

    assert "was faster" not in refused.words()
