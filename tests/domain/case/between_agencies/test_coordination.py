"""Which agencies take part, and which one leads."""

from __future__ import annotations

from domain.case.commands import AcceptLead, DeclineLead, JoinAgency, LeaveCase, OfferLead
from domain.case.coordination import refusals as r
from domain.case.coordination.state import Party
from domain.case.events import AgencyLeft, AlertIssued, LeadAccepted, LeadDeclined, LeadOffered
from domain.case.refusals import AgencyNotInCase, NotInThisCase
from domain.codes import AlertKind, Country, Role
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import OPENED, TOGETHER, brought_in, case
from tests.domain.cast import AUDITOR, CARER, GUARDIAN, LANTERN, POLICE, POLICE_BE, STRANGER, Actor


def join(actor: Actor) -> JoinAgency:
    assert actor.role is not None
    assert actor.country is not None
    return JoinAgency(agency=actor.agency, role=actor.role, country=actor.country)


def offered(to: Actor, by: Actor = CARER) -> LeadOffered:
    return LeadOffered(to_agency=to.agency, by_agency=by.agency)


OFFER = OfferLead(to_agency=POLICE.agency)
LEADS = LeadAccepted(agency=POLICE.agency)
LEAVE = LeaveCase(reason="The child has moved on")
LEFT = AgencyLeft(agency=CARER.agency, reason=Clear("The child has moved on"))
DECLINE = DeclineLead(reason="Not our child")
DECLINED = LeadDeclined(agency=POLICE.agency, reason=Clear("Not our child"))


def test_an_agency_of_the_case_brings_another_one_in() -> None:
    case.given(OPENED).when(join(POLICE), by=CARER).then(brought_in(POLICE))


def test_a_rule_brings_an_agency_in() -> None:
    case.given(OPENED).when(join(POLICE), by=LANTERN).then(brought_in(POLICE, by="lantern"))


def test_nobody_lets_themselves_in() -> None:
    case.given(OPENED).when(join(STRANGER), by=STRANGER).then_refused(NotInThisCase)


def test_bringing_the_same_agency_in_again_changes_nothing() -> None:
    case.given(*TOGETHER).when(join(POLICE), by=GUARDIAN).then_nothing_happened()


def test_an_agency_that_only_reads_does_not_take_part() -> None:
    case.given(OPENED).when(join(AUDITOR), by=CARER).then_refused(r.RoleCannotJoin, "agency")


def test_an_agency_leaves_once_with_a_reason_and_then_takes_no_part() -> None:
    left = case.given(*TOGETHER, LEFT)

    case.given(*TOGETHER).when(LEAVE, by=CARER).then(LEFT)
    left.when(LEAVE, by=CARER).then_nothing_happened()
    left.when(OFFER, by=CARER).then_refused(NotInThisCase)
    case.given(*TOGETHER).when(LeaveCase(reason=""), by=CARER).then_refused(ReasonNeeded, "reason")


def test_an_agency_that_has_left_can_be_brought_in_again() -> None:
    state = case.given(*TOGETHER, LEFT).when(join(CARER), by=POLICE).then(brought_in(CARER, by=POLICE.agency))

    assert Party(CARER.agency, Role.CARER, Country.GR) == state.coordination.party(CARER.agency)
    assert state.coordination.left == ()


def test_the_last_agency_stays() -> None:
    case.given(OPENED).when(LEAVE, by=CARER).then_refused(r.LastAgencyCannotLeave)


def test_the_leading_agency_stays_until_another_leads() -> None:
    case.given(*TOGETHER, LEADS).when(LEAVE, by=POLICE).then_refused(r.LeadCannotLeave)


def test_an_agency_stays_while_an_alert_it_issued_is_there() -> None:
    issued = AlertIssued(alert="sis", kind=AlertKind.SIS, country=Country.GR, agency=POLICE.agency)

    case.given(*TOGETHER, issued).when(LEAVE, by=POLICE).then_refused(r.AlertsKeepYou)


def test_the_lead_is_offered_and_accepted_before_anybody_leads() -> None:
    story = case.given(*TOGETHER).when(OFFER, by=CARER)

    assert story.then(offered(POLICE)).coordination.lead is None
    assert story.when(AcceptLead(), by=POLICE).then(LEADS).coordination.lead == POLICE.agency


def test_an_agency_may_offer_the_lead_to_itself_where_nobody_leads() -> None:
    case.given(*TOGETHER).when(OFFER, by=POLICE).then(offered(POLICE, by=POLICE))


def test_offering_the_lead_again_changes_nothing() -> None:
    case.given(*TOGETHER, offered(POLICE)).when(OFFER, by=GUARDIAN).then_nothing_happened()


def test_a_later_offer_replaces_one_that_nobody_answered() -> None:
    story = case.given(*TOGETHER, offered(POLICE)).when(OfferLead(to_agency=GUARDIAN.agency), by=CARER)

    story.then(offered(GUARDIAN))
    story.when(AcceptLead(), by=POLICE).then_refused(r.LeadOfferedToOthers)


def test_only_the_leading_agency_passes_the_lead_on() -> None:
    onwards = OfferLead(to_agency=POLICE_BE.agency)

    case.given(*TOGETHER, LEADS).when(onwards, by=CARER).then_refused(r.NotTheLead)
    case.given(*TOGETHER, LEADS).when(onwards, by=POLICE).then(offered(POLICE_BE, by=POLICE))


def test_the_lead_is_not_offered_to_who_has_it_or_takes_no_part() -> None:
    case.given(*TOGETHER, LEADS).when(OFFER, by=POLICE).then_refused(r.LeadsAlready, "to_agency")
    elsewhere = OfferLead(to_agency=STRANGER.agency)
    case.given(*TOGETHER).when(elsewhere, by=CARER).then_refused(AgencyNotInCase, "to_agency")


def test_accepting_again_changes_nothing() -> None:
    case.given(*TOGETHER, offered(POLICE), LEADS).when(AcceptLead(), by=POLICE).then_nothing_happened()


def test_a_lead_that_is_not_on_offer_is_neither_accepted_nor_declined() -> None:
    case.given(*TOGETHER).when(AcceptLead(), by=POLICE).then_refused(r.NoLeadOffered)
    case.given(*TOGETHER, LEADS).when(DECLINE, by=POLICE).then_refused(r.NoLeadOffered)


def test_a_declined_lead_stays_where_it_was() -> None:
    story = case.given(*TOGETHER, LeadAccepted(agency=CARER.agency), offered(POLICE)).when(DECLINE, by=POLICE)

    assert story.then(DECLINED).coordination.lead == CARER.agency
    story.when(DECLINE, by=POLICE).then_nothing_happened()


def test_only_who_was_asked_declines_the_lead_and_says_why() -> None:
    asked = case.given(*TOGETHER, offered(POLICE))

    asked.when(DECLINE, by=GUARDIAN).then_refused(r.LeadOfferedToOthers)
    asked.when(DeclineLead(reason=" "), by=POLICE).then_refused(ReasonNeeded, "reason")


def test_an_offer_lapses_when_the_agency_asked_leaves() -> None:
    left = AgencyLeft(agency=POLICE.agency, reason=Clear("-"))

    assert case.given(*TOGETHER, offered(POLICE), left).state.coordination.offered is None


def test_history_in_which_the_leading_agency_left_has_no_lead() -> None:
    left = AgencyLeft(agency=POLICE.agency, reason=Clear("-"))

    assert case.given(*TOGETHER, LEADS, left).state.coordination.lead is None
