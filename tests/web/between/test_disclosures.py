"""A part that is shut is asked for on the page of the case, disclosed for a time, read, recalled and over."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import codes
from domain.case import commands as c
from domain.case.decider import originator
from domain.codes import Country, Role
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import Browser
from tests.web.world import World

PLACE, CONFIDENCE = "the shelter behind the mill", "a friend who hides her"
ASKED = {
    "of_agency": "protection-be",
    "purpose": "asylum-procedure",
    "legal_basis": "public-task",
    "reason": "the hearing is tomorrow",
}


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    """A case with a place and a confidence, both walled off from the asylum authority."""
    case = await world.case("carer.be", "police.be", "protection.be", "guardian.be", "asylum.be")
    placed = c.StartPlacement(placement=world.ids.new(), agency="carer-be", country=Country.BE, place=PLACE)
    await world.act("carer.be", case, placed)
    told = c.RecordProtectedSighting(sighting=world.ids.new(), place=CONFIDENCE)
    await world.act("guardian.be", case, told)
    return case


async def ask(browser: Browser, case: str, part: str, **more: str) -> None:
    form = (await browser.get(f"/cases/{case}/do/request-disclosure")).form("/do/request-disclosure")
    await browser.send(form, part=part, **{**ASKED, **more})


async def disclosed(world: World, case: str, part: codes.Part, hours: int = 2) -> str:
    """The identifier of a disclosure of *part* to the asylum authority that lasts for some hours."""
    id_, basis = world.ids.new(), codes.LegalBasis.PUBLIC_TASK
    asks = c.RequestDisclosure(
        disclosure=id_,
        part=part,
        of_agency="protection-be",
        purpose=codes.SharedFor.ASYLUM_PROCEDURE,
        legal_basis=basis,
        reason="the hearing is tomorrow",
    )
    await world.act("asylum.be", case, asks)
    ends = world.clock.now() + timedelta(hours=hours)
    await world.act("protection.be", case, c.GrantDisclosure(disclosure=id_, legal_basis=basis, ends=ends))
    return id_


async def waiting(world: World, case: str) -> str:
    """The identifier of the disclosure that somebody asked for last."""
    return (await world.services.cases.state(originator(case))).state.disclosures.each[-1].asked.disclosure


async def test_it_is_asked_for_decided_and_read_on_the_page_of_the_case(world: World, browser: Open, case: str) -> None:
    asylum, protection = await browser("asylum.be"), await browser("protection.be")
    assert "You can ask for a part" in (await asylum.get(f"/cases/{case}")).words()
    await ask(asylum, case, "placement-place")

    page = await protection.get(f"/cases/{case}")
    assert "waits for a decision" in page.words()
    form = (await protection.get(f"/cases/{case}/do/grant-disclosure")).form("/do/grant-disclosure")
    await protection.send(form, disclosure=await waiting(world, case), legal_basis="public-task")

    assert (await world.facts(case))[-2:] == ["DisclosureRequested", "DisclosureGranted"]
    texts = await timeline(asylum, case)
    assert PLACE in texts
    assert CONFIDENCE not in texts


async def timeline(browser: Browser, case: str) -> str:
    """What somebody reads on the page of a case after saying why they look."""
    page = await browser.get(f"/cases/{case}?timeline=all")
    why = [form for form in page.forms() if form.action.endswith("/why")]
    if why:
        page = await browser.send(why[0], look_reason="duty")
        page = await browser.get(f"/cases/{case}?timeline=all")
    return page.text


async def test_it_ends_by_itself_at_the_moment_in_the_grant(world: World, program: Connect, case: str) -> None:
    await disclosed(world, case, codes.Part.PLACEMENT_PLACE)
    api = await program("asylum.be")

    async def told() -> tuple[bool, list[bool]]:
        entries = await api.get(f"/api/v1/cases/{case}/timeline?reason=duty")
        states = [each["open"] for each in (await api.get(f"/api/v1/cases/{case}"))["disclosures"]]
        return PLACE in str(entries), states

    assert await told() == (True, [True])
    world.clock.ahead = timedelta(hours=2, seconds=1)
    assert await told() == (False, [False])


async def test_a_recall_shuts_it_at_once(world: World, program: Connect, case: str) -> None:
    id_ = await disclosed(world, case, codes.Part.PLACEMENT_PLACE)
    api, protection = await program("asylum.be"), await program("protection.be")

    body = {"disclosure": id_, "reason": "the hearing was put off"}
    await protection.post(f"/api/v1/cases/{case}/recall-disclosure", body)

    assert PLACE not in str(await api.get(f"/api/v1/cases/{case}/timeline?reason=duty"))
    await protection.post(f"/api/v1/cases/{case}/recall-disclosure", body, 409)


async def test_a_confidence_is_told_to_who_asked_and_no_trace_of_it_to_others(
    world: World, program: Connect, case: str
) -> None:
    await world.act("carer.be", case, c.JoinAgency(agency="police-fr", role=Role.POLICE, country=Country.FR))
    await disclosed(world, case, codes.Part.PROTECTED_SIGHTINGS)

    answers = {
        name: str(await (await program(name)).get(f"/api/v1/cases/{case}/timeline?reason=duty"))
        for name in ("asylum.be", "auditor.be")
    }

    assert CONFIDENCE in answers["asylum.be"]
    assert "Part disclosed" in answers["auditor.be"]
    assert CONFIDENCE not in answers["auditor.be"]


async def test_a_refusal_says_on_what_ground(world: World, browser: Open, case: str) -> None:
    asylum, protection = await browser("asylum.be"), await browser("protection.be")
    await ask(asylum, case, "safety-plan")
    form = (await protection.get(f"/cases/{case}/do/refuse-disclosure")).form("/do/refuse-disclosure")
    await protection.send(form, disclosure=await waiting(world, case), ground="child-objects", note="she is afraid")

    said = (await asylum.get(f"/cases/{case}")).words()

    assert "The child objects" in said
    assert "refused" in said
    assert "safety plan" not in (await (await browser("auditor.be")).get("/cases")).words()


async def test_who_does_not_decide_is_offered_nothing_and_refused(world: World, program: Connect, case: str) -> None:
    id_ = world.ids.new()
    api, carer = await program("asylum.be"), await program("carer.be")
    await api.post(f"/api/v1/cases/{case}/request-disclosure", {"disclosure": id_, "part": "safety-plan", **ASKED})

    assert "grant-disclosure" not in (await carer.get(f"/api/v1/cases/{case}"))["actions"]
    body = {"disclosure": id_, "legal_basis": "public-task"}
    await carer.post(f"/api/v1/cases/{case}/grant-disclosure", body, 403)
    assert (await world.facts(case))[-1] == "DisclosureRequested"
