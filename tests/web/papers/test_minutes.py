"""The minutes of a conference: who was there, what was decided, what was said against it, for those asked."""

from __future__ import annotations

import json
from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import Country
from tests.papers.reading import Read
from tests.web.conference.held import AGENDA, DECIDED, WHO, Held, call, local
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World, agency

NOT_YET, ADDED, OBJECTION = "Too early, says the prosecutor", "The harbour answered meanwhile", "Nobody asked us"


@pytest.fixture(name="held")
async def _held(world: World, browser: Open) -> Held:
    return await call(world, await browser("protection.be"), "police.be", "asylum.be")


async def sat(held: Held, chair: Browser, police: Browser) -> None:
    """Let them sit: a decision, dissent, an end, a draft."""
    await held.step(chair, "record-attendance")
    await held.step(police, "record-attendance", who=WHO)
    await held.step(chair, "begin-conference")
    due = local(held.world, timedelta(days=2))
    page = await held.step(
        chair, "take-decision", topic="search", decided=DECIDED, owner=agency("police.be"), due_at=due
    )
    decision = next(link for link in page.links() if "record-dissent" in link).partition("=")[2]
    await held.step(police, "record-dissent", f"?decision={decision}", reason=NOT_YET)
    await held.step(chair, "end-conference")
    await held.step(chair, "draft-minutes", added=ADDED)


async def taken(browser: Browser, held: Held, kind: str, language: str = "en") -> Read:
    await browser.get(f"/cases/{held.case}/papers")
    answer = await browser.http.get(f"/cases/{held.case}/papers/{kind}?conference={held.id}&language={language}")
    assert answer.headers["content-type"] == "application/pdf", answer.text
    return Read(answer.content)


async def test_they_say_who_was_there_what_was_decided_who_does_it_and_who_does_not_agree(
    held: Held, browser: Open
) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await sat(held, chair, police)
    told = (await taken(police, held, "minutes")).words

    for each in (
        f"was there: {WHO}",
        "did not answer",
        DECIDED,
        f"The police-be does not agree: {NOT_YET}",
        ADDED,
        AGENDA,
    ):
        assert each in told
    assert "From the fact " in told


async def test_a_draft_says_who_has_not_approved_it_and_what_is_said_against_it(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await sat(held, chair, police)
    await held.step(chair, "approve-minutes")
    await held.step(police, "object-to-minutes", reason=OBJECTION)
    told = (await taken(chair, held, "minutes")).words

    assert "Draft 1, not yet approved by: The police-be" in told
    assert f"Objections to the minutes • The police-be: {OBJECTION}" in told


async def test_minutes_that_all_approved_say_so_in_greek_too(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await sat(held, chair, police)
    for each in (chair, police):
        await held.step(each, "approve-minutes")
    read = await taken(chair, held, "minutes", "el")

    assert "Εγκρίθηκαν από όλους όσοι παρέστησαν (σχέδιο 1)" in read.words
    assert DECIDED in read.words
    assert json.loads(read.attached["minutes.json"])["language"] == "el"


async def test_they_tell_what_was_recorded_meanwhile_and_nothing_else(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await sat(held, chair, police)
    told = json.loads((await taken(chair, held, "minutes")).attached["minutes.json"])

    events = [fact["event"] for fact in told["facts"]]
    assert "DecisionTaken" in events
    assert (events[0], events[-1]) == ("ConferenceBegun", "ConferenceEnded")
    assert "position" not in json.dumps(told)


async def test_who_was_not_asked_to_the_conference_gets_no_minutes(held: Held, browser: Open) -> None:
    chair, carer = await browser("protection.be"), await browser("carer.be")
    await sat(held, chair, await browser("police.be"))
    page = await carer.get(f"/cases/{held.case}/papers")
    answer = await carer.http.get(f"/cases/{held.case}/papers/minutes?conference={held.id}")

    assert "Minutes of the conference" not in page.words()
    assert answer.status_code == 404


async def test_there_are_no_minutes_before_somebody_drafted_them(held: Held, browser: Open) -> None:
    chair = await browser("protection.be")
    await chair.get(f"/cases/{held.case}/papers")

    assert (await chair.http.get(f"/cases/{held.case}/papers/minutes?conference={held.id}")).status_code == 404


async def test_the_brief_for_a_conference_has_its_agenda_and_who_comes(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await held.step(police, "record-attendance", who=WHO)
    page = await chair.get(f"/cases/{held.case}/papers")
    told = (await taken(chair, held, "brief")).words

    assert "Brief for the conference of" in page.words()
    for each in (AGENDA, "The search", f"comes: {WHO}", "In the chair The protection-be"):
        assert each in told


async def test_a_brief_tells_what_an_earlier_conference_decided(held: Held, browser: Open) -> None:
    chair, police = await browser("protection.be"), await browser("police.be")
    await sat(held, chair, police)
    answer = await chair.http.get(f"/cases/{held.case}/papers/brief")

    assert f"The search {DECIDED}" in Read(answer.content).words


async def test_the_brief_of_a_conference_that_looks_at_a_moment_is_as_of_that(held: Held, browser: Open) -> None:
    chair, world = await browser("protection.be"), held.world
    await held.step(chair, "begin-conference")
    told = c.RecordSighting(sighting=world.ids.new(), country=Country.BE, place="The quay, after it began")
    await world.act("police.be", held.case, told)

    assert "The quay" not in (await taken(chair, held, "brief")).words
    now = await chair.http.get(f"/cases/{held.case}/papers/brief")
    assert "The quay" in Read(now.content).words
