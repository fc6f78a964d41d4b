"""Every command of a case as a form, without script."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.commands import Aggregate, of
from tests.web.case.plays import PLAYS, TAKING_PART, staged
from tests.web.conftest import Open
from tests.web.harness.reading import Page
from tests.web.world import World
from web.forms.case_forms import FORMS

LOCAL = "%Y-%m-%dT%H:%M"
WITH_REQUIRED = [slug for slug, form in FORMS.items() if any(each.required for each in form.fields)]


def error_beside(page: Page, form: str, field: str) -> str:
    """What is said beside a field."""
    return page.words(page.with_id(f"{form}-{field}-error"))


def test_every_form_is_played() -> None:
    assert set(PLAYS) == set(FORMS)


@pytest.mark.parametrize("slug", FORMS)
def test_a_form_asks_for_exactly_what_its_command_takes(slug: str) -> None:
    command = of(Aggregate.CASE)[slug].command
    from_directory = {"role", "country"} if slug in {"invite-agency", "join-agency"} else set()

    asked = {field.name for field in FORMS[slug].fields}

    assert asked == set(command.__struct_fields__) - from_directory


def test_every_command_of_a_case_but_opening_it_has_a_form() -> None:
    assert set(FORMS) == set(of(Aggregate.CASE)) - {"open-case"}


@pytest.mark.parametrize("slug", FORMS)
async def test_a_form_that_is_sent_is_recorded_once(world: World, browser: Open, slug: str) -> None:
    case, play = await staged(world, slug)
    someone = await browser(play.by)
    page = await someone.get(f"/cases/{case}/do/{slug}")

    form = page.form(f"/do/{slug}")
    before = await world.facts(case)
    await someone.send(form, **play.typed)
    await someone.send(form, **play.typed)

    assert await world.facts(case) == [*before, play.event]


@pytest.mark.parametrize("slug", FORMS)
async def test_a_time_in_the_future_is_refused_beside_its_field(world: World, browser: Open, slug: str) -> None:
    case, play = await staged(world, slug)
    someone = await browser(play.by)
    before = await world.facts(case)
    page = await someone.get(f"/cases/{case}/do/{slug}")
    tomorrow = (world.clock.now() + timedelta(days=1)).strftime(LOCAL)

    again = await someone.send(page.form(f"/do/{slug}"), 422, **play.typed, occurred_at=tomorrow)

    assert "lies in the future" in error_beside(again, slug, "occurred_at")
    kept = again.form(f"/do/{slug}").fields
    assert {(n, v) for n, each in play.typed.items() for v in ([each] if isinstance(each, str) else each)} <= set(kept)
    assert ("occurred_at", tomorrow) in kept
    assert await world.facts(case) == before


@pytest.mark.parametrize("slug", WITH_REQUIRED)
async def test_what_is_missing_is_said_beside_each_field(world: World, browser: Open, slug: str) -> None:
    case, play = await staged(world, slug)
    someone = await browser(play.by)
    page = await someone.get(f"/cases/{case}/do/{slug}")
    needed = [each for each in FORMS[slug].fields if each.required]
    emptied: dict[str, str | list[str]] = {each.name: "" for each in needed}

    again = await someone.send(page.form(f"/do/{slug}"), 422, **{**play.typed, **emptied})

    assert ["is needed" in error_beside(again, slug, each.name) for each in needed] == [True] * len(needed)
    assert again.title.startswith("Error:")


async def test_a_form_that_makes_no_sense_now_says_what_would(world: World, browser: Open) -> None:
    case = await world.case(*TAKING_PART)
    carer = await browser("carer.be")
    page = await carer.get(f"/cases/{case}/do/locate-child")

    again = await carer.send(page.form("/do/locate-child"), 409, country="be", place="the cellar", how="returned")

    assert again.form("/do/locate-child")["place"] == "the cellar"
    assert again.words(again.with_id("locate-child")).startswith("Please check")


async def test_a_late_record_is_marked_as_late(world: World, browser: Open) -> None:
    case = await world.case(*TAKING_PART)
    carer = await browser("carer.be")
    page = await carer.get(f"/cases/{case}/do/record-sighting")
    long_ago = (world.clock.now() - timedelta(days=2)).strftime(LOCAL)

    page = await carer.send(page.form("/do/record-sighting"), place="the harbour", occurred_at=long_ago)

    late = [each for each in page.all("li") if "entry--late" in (each.get("class") or "")]
    assert len(late) == 1
    assert "later:" in page.words(late[0])


@pytest.mark.parametrize("moment", ["yesterday", "0001-01-01T00:00", "9999-12-31T23:59", "2026-13-01T00:00"])
async def test_what_is_no_time_is_refused_beside_its_field(world: World, browser: Open, moment: str) -> None:
    case = await world.case(*TAKING_PART)
    carer = await browser("carer.be")
    page = await carer.get(f"/cases/{case}/do/record-sighting")

    again = await carer.send(page.form("/do/record-sighting"), 422, place="the harbour", occurred_at=moment)

    assert "This is no day and time" in error_beside(again, "record-sighting", "occurred_at")


async def test_a_text_that_is_too_long_is_refused_and_kept(world: World, browser: Open) -> None:
    case = await world.case(*TAKING_PART)
    carer = await browser("carer.be")
    page = await carer.get(f"/cases/{case}/do/record-sighting")
    story = "word " * 1_700

    again = await carer.send(page.form("/do/record-sighting"), 422, place="the harbour", note=story)

    assert "longer than 8000 characters" in error_beside(again, "record-sighting", "note")
    assert again.form("/do/record-sighting")["note"].strip() == story.strip()


async def test_the_same_key_with_other_words_records_nothing_until_it_is_sent_again(
    world: World, browser: Open
) -> None:
    case = await world.case(*TAKING_PART)
    carer = await browser("carer.be")
    page = await carer.get(f"/cases/{case}/do/record-sighting")
    form = page.form("/do/record-sighting")
    await carer.send(form, place="the harbour")

    again = await carer.send(form, 422, place="the harbour, at the third pier")
    await carer.send(again.form("/do/record-sighting"))

    assert (await world.facts(case)).count("SightingRecorded") == 2
    assert "This differs" not in again.words()
    assert "this one is not" in again.words()
