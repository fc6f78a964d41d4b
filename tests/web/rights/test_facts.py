"""A fact is disputed and corrected by further facts, and shows as such to whoever sees it and to nobody else."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from domain.codes import Country
from domain.events import REGISTER
from projections import cases, timeline
from tests.web.conftest import Open
from tests.web.world import World

PLACE, RIGHT, WORDS = "at the harbour gate", "at the north gate", "I was never there"


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case of a carer and the police, with a sighting that the police recorded."""
    case = await world.case("carer.be", "police.be", "asylum.be")
    await world.act("carer.be", case, c.NoticeAbsence(episode=world.ids.new(), country=Country.BE))
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place=PLACE))
    return case


def fact(world: World, case: str, name: str = "SightingRecorded") -> str:
    """The address of the newest fact called *name*."""
    entries = world.services.documents.select(timeline.VIEW, {"case": case}, order_by=("position",))
    return f"/cases/{case}/facts/{[entry.id for entry in entries if entry.name == name][-1]}"


async def test_what_was_corrected_shows_beside_what_was_recorded_and_in_its_place(
    world: World, browser: Open, case: str
) -> None:
    police, carer = await browser("police.be"), await browser("carer.be")
    here = fact(world, case)
    form = (await police.get(here)).form(f"{here}/correct")

    page = await police.send(form, field="place", text=RIGHT, reason="misheard")

    assert PLACE in page.words()
    assert RIGHT in page.words()
    seen = await carer.get(f"/cases/{case}?timeline=all")
    assert "Corrected: Place" in seen.words()
    assert RIGHT in seen.words()


async def test_the_newer_words_stand_wherever_the_older_ones_stood(world: World, browser: Open, case: str) -> None:
    here = fact(world, case)
    police = await browser("police.be")
    await police.send((await police.get(here)).form(f"{here}/correct"), field="place", text=RIGHT, reason="misheard")

    document = world.services.documents.get(cases.VIEW, case)
    assert document is not None
    kept = document.sightings[-1].place
    assert kept is not None
    assert kept.field == "location"
    assert REGISTER["RecordCorrected"].private["location"] is REGISTER["SightingRecorded"].private["place"]


async def test_the_child_disputes_and_who_recorded_it_answers(world: World, browser: Open, case: str) -> None:
    police, carer = await browser("police.be"), await browser("carer.be")
    here = fact(world, case)
    page = await carer.get(here)
    assert [form.action for form in page.forms() if form.action.startswith(here)] == [f"{here}/dispute"]

    await carer.send(page.form(f"{here}/dispute"), asked_by="child", words=WORDS)
    assert "Disputed" in (await carer.get(f"/cases/{case}")).words()
    answer = (await police.get(here)).form(f"{here}/answer")
    await police.send(answer, finding="corrected", words="It was somebody else")

    assert "It was wrong, and is corrected" in (await carer.get(f"/cases/{case}")).words()


async def test_what_is_said_about_a_fact_told_in_confidence_stays_there(world: World, browser: Open, case: str) -> None:
    await world.act("police.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place=PLACE))
    police, asylum = await browser("police.be"), await browser("asylum.be")
    here = fact(world, case, "ProtectedSightingRecorded")
    await police.send((await police.get(here)).form(f"{here}/dispute"), asked_by="child", words=WORDS)
    asylum.secrets = (WORDS, "Disputed")

    await asylum.get(here, 404)
    await asylum.get(f"/cases/{case}?timeline=all")


async def test_what_is_typed_is_not_lost_when_it_is_refused(world: World, browser: Open, case: str) -> None:
    police, here = await browser("police.be"), fact(world, case)
    form = (await police.get(here)).form(f"{here}/correct")

    page = await police.send(form, 422, field="place", text=RIGHT, reason=" ")

    assert RIGHT in page.text


async def test_what_was_told_in_confidence_is_not_answered_beside_another_fact(
    world: World, browser: Open, case: str
) -> None:
    await world.act("police.be", case, c.RecordProtectedSighting(sighting=world.ids.new(), place=PLACE))
    police = await browser("police.be")
    here, other = fact(world, case, "ProtectedSightingRecorded"), fact(world, case)
    for each in (here, other):
        await police.send((await police.get(each)).form(f"{each}/dispute"), asked_by="child", words=WORDS)
    told = (await police.get(here)).form(f"{here}/answer")["dispute"]

    form = (await police.get(other)).form(f"{other}/answer")
    await police.send(form, 404, dispute=told, finding="corrected", words="It was he")

    assert "DisputeAnswered" not in await world.facts(case)


async def test_nobody_corrects_a_part_that_is_no_words_of_the_fact(world: World, browser: Open, case: str) -> None:
    here = fact(world, case)
    police = await browser("police.be")

    await police.send((await police.get(here)).form(f"{here}/correct"), 404, field="opens_with", text="-", reason="-")

    assert "RecordCorrected" not in await world.facts(case)
