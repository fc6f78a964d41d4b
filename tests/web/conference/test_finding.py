"""A conference is found from where people are: the case, the fact, the home of a chair, the duty to review."""

from __future__ import annotations

from datetime import timedelta

from domain.case.commands import RecordSighting
from projections import timeline
from tests.web.conference.held import call, local
from tests.web.conftest import Open
from tests.web.world import World, agency


async def test_the_page_of_a_case_leads_to_its_conferences_and_says_what_waits(world: World, browser: Open) -> None:
    held = await call(world, await browser("protection.be"), "police.be")

    page = await (await browser("police.be")).get(f"/cases/{held.case}")

    panel = page.words(page.with_id("conferences"))
    assert "The search" in panel
    assert "waits for you" in panel
    assert held.page in page.links()
    assert f"/cases/{held.case}/conferences/call" in page.links()


async def test_a_fact_is_pinned_from_its_own_page(world: World, browser: Open) -> None:
    held = await call(world, await browser("protection.be"), "police.be")
    await world.act("carer.be", held.case, RecordSighting(sighting=world.ids.new(), place="the station"))
    found = world.services.documents.select(timeline.VIEW, {"case": held.case}, order_by=("position",))
    here = f"/cases/{held.case}/facts/{found[-1].id}"
    police, carer = await browser("police.be"), await browser("carer.be")

    asked = next(link for link in (await police.get(here)).links() if "pin-fact" in link)
    form = (await police.get(asked)).form("/do/pin-fact")
    page = await police.send(form, note="Ask who saw her")

    assert "Sighting recorded" in page.words(page.with_id("pins"))
    assert "See it pinned" in (await police.get(here)).words()
    assert not any("pin-fact" in link for link in (await carer.get(here)).links())


async def test_a_chair_begins_with_the_conferences_ahead(world: World, browser: Open) -> None:
    await world.enrol("chair.be")
    case = await world.case("protection.be", "police.be", "chair.be")
    chair, protection = await browser("chair.be"), await browser("protection.be")
    here = f"/cases/{case}/conferences/call"
    form = (await protection.get(here)).form(here)
    assert form["chair"] == agency("chair.be")
    await protection.send(form, starts_at=local(world, timedelta(days=1)))

    page = await chair.get("/home")

    assert "Conferences ahead" in page.words()
    assert "For you: say whether you come" in page.words()


async def test_a_duty_to_review_leads_to_calling_a_conference(world: World, browser: Open) -> None:
    case = await world.case("police.be", "carer.be")
    review = await world.task(case, "police.be", code="review-24h", title="Review the search")
    other = await world.task(case, "police.be")
    police = await browser("police.be")

    assert f"/cases/{case}/conferences/call" in (await police.get(f"/tasks/{review}")).links()
    assert f"/cases/{case}/conferences/call" not in (await police.get(f"/tasks/{other}")).links()
