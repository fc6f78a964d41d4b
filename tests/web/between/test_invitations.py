"""An invited agency sees that it is asked, and no case; it accepts or declines. One that left sees that it did."""

from __future__ import annotations

import itertools

import pytest

from domain.case import codes
from domain.case import commands as c
from domain.codes import Country, Role
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import Browser
from tests.web.world import World, agency

NAME = "Meron Tekle"
OTHERS = itertools.count(2)


class Invited:
    """An agency that nobody else knows, and the case that it is asked to take part in."""

    def __init__(self, name: str, case: str, invitation: str) -> None:
        self.name, self.case, self.invitation = name, case, invitation
        self.address = f"/invitations/{invitation}"


@pytest.fixture(name="invited")
async def _invited(world: World) -> Invited:
    name, case, invitation = f"chair{'2' * next(OTHERS)}.fr", await world.case("carer.be", "police.be"), world.ids.new()
    await world.enrol(name)
    await world.act("carer.be", case, c.RecordIdentity(names=NAME))
    asks = c.InviteAgency(
        invitation=invitation,
        agency=agency(name),
        role=Role.CHAIR,
        country=Country.FR,
        purpose=codes.SharedFor.CONFERENCE,
        legal_basis=codes.LegalBasis.PUBLIC_TASK,
    )
    await world.act("carer.be", case, asks)
    return Invited(name, case, invitation)


@pytest.fixture(name="chair")
async def _chair(browser: Open, invited: Invited) -> Browser:
    return await browser(invited.name)


async def test_the_invited_agency_reads_who_asks_for_what_and_on_what_basis(chair: Browser, invited: Invited) -> None:
    board, asked = await chair.get("/cases"), await chair.get(invited.address)

    assert "take part in a case" in board.words()
    for told in ("The carer-be", "Chairing the case conference", "Public task"):
        assert told in asked.words()


async def test_it_sees_neither_the_case_nor_its_number(
    world: World, program: Connect, chair: Browser, invited: Invited
) -> None:
    api = await program(invited.name)
    chair.secrets = (NAME, world.reference(invited.case))

    await chair.get(f"/cases/{invited.case}", 404)
    await api.get(f"/api/v1/cases/{invited.case}", 404)
    texts = [(await chair.get(path)).text for path in ("/invitations", invited.address, "/cases", "/home", "/search")]
    assert [text for text in texts if invited.case in text or world.reference(invited.case) in text] == []


async def test_who_accepts_goes_on_to_the_case(world: World, chair: Browser, invited: Invited) -> None:
    form = (await chair.get(invited.address)).form("/accept")

    page = await chair.send(form)

    assert world.reference(invited.case) in page.words()
    assert (await world.facts(invited.case))[-1] == "AgencyJoined"
    await chair.get(invited.address, 404)


async def test_a_program_reads_the_invitation_and_accepts_it_once(
    world: World, program: Connect, invited: Invited
) -> None:
    api = await program(invited.name)
    (waiting,) = [e for e in (await api.get("/api/v1/invitations"))["invitations"] if e["id"] == invited.invitation]
    assert {"by", "purpose", "legal_basis"} <= set(waiting)
    assert invited.case not in str(waiting)

    accepted = [await api.post(f"/api/v1{invited.address}/accept", {}, idempotency_key="once") for _repeat in range(2)]

    assert [(each["id"], each["invited"]) for each in accepted] == [(invited.case, [])] * 2
    assert (await world.facts(invited.case)).count("AgencyJoined") == 2


async def test_a_program_declines_on_a_ground(world: World, program: Connect, invited: Invited) -> None:
    api = await program(invited.name)

    await api.post(f"/api/v1{invited.address}/decline", {"ground": "because"}, 422)
    left = await api.post(f"/api/v1{invited.address}/decline", {"ground": "not-competent"})

    assert invited.invitation not in [each["id"] for each in left["invitations"]]
    assert (await world.facts(invited.case))[-1] == "AgencyInvitationDeclined"
    await (await program("police.fr")).post(f"/api/v1{invited.address}/accept", {}, 404)


async def test_who_declines_says_on_what_ground_and_sees_it_no_more(
    world: World, browser: Open, chair: Browser, invited: Invited
) -> None:
    form = (await chair.get(invited.address)).form("/decline")

    again = await chair.send(form, 422, ground="", note="the docket is full")
    await chair.send(again.form("/decline"), ground="no-capacity")

    await chair.get(invited.address, 404)
    assert "Agency declined to take part" in (await (await browser("carer.be")).get(f"/cases/{invited.case}")).words()
    assert (await world.facts(invited.case))[-1] == "AgencyInvitationDeclined"


async def test_an_invitation_is_for_nobody_else(browser: Open, invited: Invited) -> None:
    stranger = await browser("police.fr")

    await stranger.get(invited.address, 404)
    assert "take part in a case" not in (await stranger.get("/board")).words()


async def test_one_that_was_withdrawn_is_gone_and_cannot_be_accepted(
    world: World, chair: Browser, invited: Invited
) -> None:
    form = (await chair.get(invited.address)).form("/accept")
    await world.act("carer.be", invited.case, c.WithdrawAgencyInvitation(agency=agency(invited.name)))

    refused = await chair.send(form, 403)
    gone = await chair.get(invited.address, 404)

    assert [("This invitation waits no more" in each.words()) for each in (refused, gone)] == [True, True]
    assert (await world.facts(invited.case))[-1] == "AgencyInvitationWithdrawn"


async def test_who_declines_what_a_colleague_accepted_reads_so_and_keeps_the_note(
    world: World, chair: Browser, invited: Invited
) -> None:
    form = (await chair.get(invited.address)).form("/decline")
    await world.act(invited.name, invited.case, c.TakePart())

    told = await chair.send(form, 409, ground="no-capacity", note="the docket is full")

    assert "This invitation waits no more" in told.words()
    assert told.words(told.with_id("note")) == "the docket is full"
    assert (await world.facts(invited.case))[-1] == "AgencyJoined"


async def test_nobody_answers_with_another_word_and_a_closed_case_asks_nobody(
    world: World, chair: Browser, invited: Invited
) -> None:
    form = (await chair.get(invited.address)).form("/accept")
    form.action = form.action.replace("/accept", "/perhaps")
    await chair.send(form, 404)
    closed = c.CloseCase(outcome=codes.CaseOutcome.OPENED_BY_MISTAKE, exception="twice the same")
    await world.act("carer.be", invited.case, closed)

    await chair.get(invited.address, 404)


async def test_an_agency_whose_part_was_ended_sees_that_it_took_part_and_by_whom_it_ended(
    world: World, browser: Open, invited: Invited
) -> None:
    for step in (c.OfferLead(to_agency="carer-be"), c.AcceptLead()):
        await world.act("carer.be", invited.case, step)
    await world.act("carer.be", invited.case, c.EndPart(agency="police-be", reason="the child is in France"))

    police = await browser("police.be")
    said = (await police.get("/invitations")).words()

    await police.get(f"/cases/{invited.case}", 404)
    assert world.reference(invited.case) in said
    assert "ended by The carer-be" in said
