"""An agency is invited for a purpose and on a basis, and accepts or declines; its part ends with a reason."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.case.codes import CaseOutcome, DeclineGround, LegalBasis, SharedFor
from domain.case.commands import (
    CaseCommand,
    DeclineToTakePart,
    EndPart,
    InviteAgency,
    JoinAgency,
    LeaveCase,
    RecordSighting,
    TakePart,
    WithdrawAgencyInvitation,
)
from domain.case.coordination import refusals as r
from domain.case.coordination.grounds import PROVISIONS, USUAL, Provision
from domain.case.events import (
    AgencyInvitationDeclined,
    AgencyInvitationWithdrawn,
    AgencyInvited,
    AgencyLeft,
    AlertIssued,
    CaseClosed,
    LeadAccepted,
)
from domain.case.refusals import AgencyNotInCase, CaseIsClosed, NotForYourRole, NotInThisCase
from domain.codes import AlertKind, Country, Role
from domain.commands import possible
from domain.deciding.refusals import ReasonNeeded, Refused
from domain.privacy import Clear
from tests.domain.case.stories import OPENED, TOGETHER, case, joined
from tests.domain.cast import ASYLUM, AUDITOR, CARER, CHAIR, GUARDIAN, POLICE, POLICE_BE, STRANGER, Actor, acting

INVITE = InviteAgency(
    invitation="i-1",
    agency=CHAIR.agency,
    role=Role.CHAIR,
    country=Country.GR,
    purpose=SharedFor.CONFERENCE,
    legal_basis=LegalBasis.PUBLIC_TASK,
)
INVITED = AgencyInvited(
    invitation="i-1",
    agency=CHAIR.agency,
    role=Role.CHAIR,
    country=Country.GR,
    invited_by=CARER.agency,
    purpose=SharedFor.CONFERENCE,
    legal_basis=LegalBasis.PUBLIC_TASK,
)
DECLINE = DeclineToTakePart(ground=DeclineGround.NO_CAPACITY, note="Two of us are ill")
DECLINED = AgencyInvitationDeclined(
    invitation="i-1", agency=CHAIR.agency, ground=DeclineGround.NO_CAPACITY, note=Clear("Two of us are ill")
)
WITHDRAWN = AgencyInvitationWithdrawn(invitation="i-1", agency=CHAIR.agency)
ACCEPTED = replace(joined(CHAIR), invitation="i-1", purpose=SharedFor.CONFERENCE, legal_basis=LegalBasis.PUBLIC_TASK)
LEADS = LeadAccepted(agency=CARER.agency)
END = EndPart(agency=POLICE.agency, reason="The child is in Belgium")
ENDED = AgencyLeft(agency=POLICE.agency, reason=Clear("The child is in Belgium"), ended_by=CARER.agency)


def test_an_agency_is_invited_for_a_purpose_and_on_a_basis_and_takes_no_part_yet() -> None:
    state = case.given(OPENED).when(INVITE, by=CARER).then(INVITED)

    assert state.coordination.party(CHAIR.agency) is None
    case.given(OPENED, INVITED).when(RecordSighting(sighting="s", place="-"), by=CHAIR).then_refused(NotInThisCase)


def test_who_accepts_takes_part_for_what_it_was_invited_for() -> None:
    state = case.given(OPENED, INVITED).when(TakePart(), by=CHAIR).then(ACCEPTED)

    assert state.coordination.party(CHAIR.agency) is not None
    assert state.coordination.invited == ()
    case.given(OPENED, INVITED, ACCEPTED).when(TakePart(), by=CHAIR).then_nothing_happened()


def test_who_declines_says_on_what_ground_once() -> None:
    case.given(OPENED, INVITED).when(DECLINE, by=CHAIR).then(DECLINED)
    case.given(OPENED, INVITED, DECLINED).when(DECLINE, by=CHAIR).then_nothing_happened()
    case.given(OPENED, INVITED, DECLINED).when(TakePart(), by=CHAIR).then_nothing_happened()


@pytest.mark.parametrize("answer", [TakePart(), DECLINE], ids=["accept", "decline"])
def test_nobody_answers_who_was_not_asked(answer: CaseCommand) -> None:
    case.given(OPENED, INVITED).when(answer, by=STRANGER).then_refused(NotInThisCase)
    case.given(OPENED, INVITED, WITHDRAWN).when(answer, by=CHAIR).then_refused(NotInThisCase)


def test_who_takes_part_leaves_rather_than_declines() -> None:
    case.given(OPENED, INVITED, ACCEPTED).when(DECLINE, by=CHAIR).then_refused(r.TakesPartAnyway)


def test_an_invitation_to_a_closed_case_is_not_accepted() -> None:
    closed = CaseClosed(outcome=Clear(CaseOutcome.SETTLED))

    case.given(OPENED, INVITED, closed).when(TakePart(), by=CHAIR).then_refused(CaseIsClosed)


def test_an_invitation_is_withdrawn_once_while_it_waits() -> None:
    withdraw = WithdrawAgencyInvitation(agency=CHAIR.agency)

    case.given(*TOGETHER, INVITED).when(withdraw, by=GUARDIAN).then(WITHDRAWN)
    case.given(*TOGETHER, INVITED, WITHDRAWN).when(withdraw, by=CARER).then_refused(r.NoInvitationWaits, "agency")


def test_one_invitation_waits_at_a_time_and_who_takes_part_is_not_invited() -> None:
    again = replace(INVITE, invitation="i-2")

    case.given(OPENED, INVITED).when(INVITE, by=CARER).then_nothing_happened()
    case.given(OPENED, INVITED).when(again, by=CARER).then_refused(r.InvitedAlready, "agency")
    case.given(OPENED, ACCEPTED).when(again, by=CARER).then_refused(r.TakesPartAnyway, "agency")
    case.given(OPENED, INVITED, DECLINED).when(again, by=CARER).then(replace(INVITED, invitation="i-2"))


def test_who_declined_is_not_brought_in_over_it_but_may_be_invited_anew() -> None:
    at_once = JoinAgency(agency=CHAIR.agency, role=Role.CHAIR, country=Country.GR)

    case.given(OPENED, INVITED, DECLINED).when(at_once, by=CARER).then_refused(r.DeclinedToTakePart, "agency")
    case.given(OPENED, INVITED).when(at_once, by=CARER).then(
        replace(joined(CHAIR), purpose=SharedFor.CONFERENCE, legal_basis=LegalBasis.PUBLIC_TASK)
    )


def test_a_provision_is_one_of_the_two_countries() -> None:
    greek = replace(INVITE, provision=Provision.GR_GUARDIAN)
    italian = replace(INVITE, provision=Provision.IT_MISSING)

    case.given(OPENED).when(greek, by=CARER).then(replace(INVITED, provision=Provision.GR_GUARDIAN))
    case.given(OPENED).when(italian, by=CARER).then_refused(r.HoldsElsewhere, "provision")


def test_every_provision_names_its_source_and_every_role_has_a_usual_ground() -> None:
    assert set(PROVISIONS) == set(Provision)
    assert all(said.countries and said.source for said in PROVISIONS.values())
    assert set(USUAL) == set(Role) - {Role.AUDITOR, Role.ADMIN}


def test_who_only_reads_is_not_invited_and_who_does_not_steer_invites_nobody() -> None:
    reader = replace(INVITE, agency=AUDITOR.agency, role=Role.AUDITOR)

    case.given(OPENED).when(reader, by=CARER).then_refused(r.RoleCannotJoin, "agency")
    case.given(*TOGETHER).when(INVITE, by=ASYLUM).then_refused(NotForYourRole)


def test_the_lead_ends_the_part_of_another_agency_with_a_reason_once() -> None:
    case.given(*TOGETHER, LEADS).when(END, by=CARER).then(ENDED)
    case.given(*TOGETHER, LEADS, ENDED).when(END, by=CARER).then_nothing_happened()
    case.given(*TOGETHER, LEADS, ENDED).when(LeaveCase(reason="-"), by=POLICE).then_nothing_happened()
    case.given(*TOGETHER, LEADS).when(replace(END, reason=" "), by=CARER).then_refused(ReasonNeeded, "reason")


@pytest.mark.parametrize(
    ("agency", "by", "refusal", "field"),
    [
        (POLICE, GUARDIAN, r.OnlyTheLeadEnds, None),
        (CARER, CARER, r.LeaveInstead, "agency"),
        (CHAIR, CARER, AgencyNotInCase, "agency"),
    ],
    ids=["not the lead", "oneself", "outside"],
)
def test_only_the_lead_ends_a_part_and_only_one_of_another(
    agency: Actor, by: Actor, refusal: type[Refused], field: str | None
) -> None:
    end = replace(END, agency=agency.agency)

    case.given(*TOGETHER, LEADS).when(end, by=by).then_refused(refusal, field)


def test_an_alert_keeps_its_agency_in_the_case() -> None:
    alert = AlertIssued(alert="a", kind=AlertKind.SIS, agency=POLICE.agency, country=Country.GR)

    case.given(*TOGETHER, LEADS, alert).when(END, by=CARER).then_refused(r.AlertsKeepThem, "agency")


def test_a_case_offers_to_invite_to_withdraw_and_to_end_and_not_to_answer() -> None:
    slugs = possible(case.given(*TOGETHER, LEADS, INVITED).state, acting(CARER))

    assert {"invite-agency", "withdraw-agency-invitation", "end-part", "join-agency"} <= set(slugs)
    assert not {"take-part", "decline-to-take-part"} & set(slugs)
    assert "end-part" not in possible(case.given(*TOGETHER, LEADS).state, acting(POLICE_BE))
