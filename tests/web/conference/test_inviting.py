"""Who was invited knows of a conference, each as far as they may; nobody else finds a trace of it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case.commands import RecordProtectedSighting
from domain.commands import Aggregate, of
from projections import timeline
from tests.web.conference.held import AGENDA, DECIDED, WHO, Held, call, local
from tests.web.conftest import Open
from tests.web.world import World, agency
from web.conference.forms import CALL, FORMS

TOLD = "She told me in confidence"


@pytest.fixture(name="held")
async def _held(world: World, browser: Open) -> Held:
    return await call(world, await browser("protection.be"), "police.be", "asylum.be")


@pytest.mark.parametrize("name", ["carer.be", "guardian.be", "police.fr"])
async def test_who_was_not_invited_finds_no_trace_of_a_conference(held: Held, browser: Open, name: str) -> None:
    someone = await browser(name)

    for address in ("", "/invitation.ics", "/do/send-apologies"):
        await someone.get(f"{held.page}{address}", 404)
    if name != "police.fr":
        for page in (f"/cases/{held.case}/conferences", f"/cases/{held.case}?timeline=all", f"/cases/{held.case}"):
            shown = await someone.get(page)
            assert held.id not in shown.text
            assert "Conference called" not in shown.words()


async def test_an_invited_asylum_authority_reads_what_was_said_to_it(held: Held, browser: Open) -> None:
    page = await (await browser("asylum.be")).get(held.page)

    assert AGENDA in page.words()


async def test_an_auditor_reads_that_it_was_held_and_no_word_of_it(held: Held, browser: Open) -> None:
    chair, auditor = await browser("protection.be"), await browser("auditor.be")
    await held.step(chair, "record-attendance", who=WHO)
    await held.step(chair, "begin-conference")
    await held.step(chair, "take-decision", topic="search", decided=DECIDED, owner=agency("police.be"))

    page = await auditor.get(held.page)

    assert "The search" in page.words()
    assert "The police-be" in page.words()
    assert [text for text in (AGENDA, WHO, DECIDED) if text in page.text] == []
    assert not any("/do/" in link for link in page.links())
    await auditor.get(f"{held.page}/do/take-decision", 404)


async def test_what_was_told_in_confidence_is_pinned_for_the_circle_alone(
    world: World, held: Held, browser: Open
) -> None:
    police, asylum = await browser("police.be"), await browser("asylum.be")
    await world.act("police.be", held.case, RecordProtectedSighting(sighting=world.ids.new(), place="a friend"))
    entries = world.services.documents.select(timeline.VIEW, {"case": held.case}, order_by=("position",))
    fact = entries[-1].id

    page = await held.step(police, "pin-fact", f"?fact={fact}", note=TOLD)
    assert TOLD in page.words()
    assert "Protected sighting recorded" in page.words(page.with_id("pins"))

    outside = await asylum.get(held.page)
    assert TOLD not in outside.text
    assert fact not in outside.text
    assert "No fact is pinned" in outside.words()
    here = f"{held.page}/do/pin-fact"
    await asylum.send((await asylum.get(f"{here}?fact={fact}")).form(here), 404, note="what is this")


async def test_an_invitation_for_a_calendar_names_nobody_and_no_case(held: Held, browser: Open) -> None:
    police = await browser("police.be")

    answer = await police.http.get(f"{held.page}/invitation.ics")

    assert answer.headers["content-type"].startswith("text/calendar")
    text = answer.text.replace("\r\n ", "")
    assert f"URL:http://lantern.test{held.page}" in text
    assert "SUMMARY:Case conference" in text
    named = [held.world.reference(held.case), AGENDA, "police", "protection", "search", "Peeters"]
    assert [word for word in named if word.lower() in text.lower()] == []


async def test_only_agencies_of_the_case_can_be_invited_and_what_was_typed_stays(world: World, browser: Open) -> None:
    carer = await browser("carer.be")
    case = await world.case("carer.be", "police.be")
    here = f"/cases/{case}/conferences/call"
    form = (await carer.get(here)).form(here)
    typed = {"starts_at": local(world, timedelta(days=1)), "chair": agency("carer.be"), "agenda": AGENDA}

    outside = await carer.send(form, 422, invited=[agency("police.fr")], **typed)
    nobody = await carer.send(form, 422, invited=[], **typed)

    assert "takes no part in this case" in outside.words()
    assert AGENDA in outside.text
    assert "“Who is invited” is needed." in nobody.words()


async def test_an_agency_that_may_not_steer_is_not_offered_to_call_one_and_is_refused(
    world: World, browser: Open
) -> None:
    case = await world.case("carer.be", "asylum.be")
    asylum = await browser("asylum.be")
    here = f"/cases/{case}/conferences"

    assert f"{here}/call" not in (await asylum.get(here)).links()
    form = (await asylum.get(f"{here}/call")).form("/call")
    starts = local(world, timedelta(days=1))
    page = await asylum.send(form, 403, starts_at=starts, chair=agency("carer.be"), invited=[agency("carer.be")])

    assert "Your agency cannot call a conference." in page.words()


async def test_a_conference_is_told_in_the_time_of_agencies_abroad_too(world: World, browser: Open) -> None:
    await world.enrol("police.uk")
    held = await call(world, await browser("protection.be"), "police.be")
    await world.join("protection.be", held.case, "police.uk")
    chair = await browser("protection.be")
    here = f"/cases/{held.case}/conferences/call"
    form = (await chair.get(here)).form(here)
    invited, starts = [agency("police.uk")], local(world, timedelta(days=1))

    page = await chair.send(form, starts_at=starts, chair=agency("protection.be"), invited=invited)

    assert "in London" in page.words()


async def test_the_next_conference_is_proposed_before_a_review_is_due(world: World, browser: Open) -> None:
    case = await world.case("protection.be", "police.be")
    due = world.clock.now() + timedelta(days=6)
    task = await world.task(case, "protection.be", code="review-7d", title="Review the search", due_at=due)
    chair = await browser("protection.be")

    page = await chair.get(f"/cases/{case}/conferences")
    form = await chair.get(f"/cases/{case}/conferences/call")

    assert "Proposed: the next conference" in page.words()
    assert f"/tasks/{task}" in page.links()
    assert form.form("/call")["starts_at"].endswith("T10:00")


KNOWN = {
    "call-conference": {"case", "conference", "reference"},
    "draft-minutes": {"first", "last"},
    "send-apologies": {"left"},
    "freeze-view": {"moment"},
}


@pytest.mark.parametrize("slug", [CALL.slug, *FORMS])
def test_a_form_asks_for_what_its_command_needs(slug: str) -> None:
    spec = CALL if slug == CALL.slug else FORMS[slug]
    fields = set(of(Aggregate.CONFERENCE)[slug].command.__struct_fields__)

    assert {field.name for field in spec.fields} == fields - KNOWN.get(slug, set())


def test_every_step_in_a_conference_has_a_form() -> None:
    assert {CALL.slug, *FORMS} == set(of(Aggregate.CONFERENCE))
