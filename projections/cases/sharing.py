"""How the file, the care, the lead and what follows change the case.

Invariant: the lead is with one agency or with none; an offer changes nothing until it is accepted.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from domain.events import REGISTER
from projections.cases.document import Case, Guardian, Interview, LeadOffer, Placement, Referral
from projections.kept import keep, with_text
from projections.views import Fact

IDENTITY = tuple(REGISTER[e.IdentityRecorded.NAME].private)


def file(case: Case, event: e.FileEvent, fact: Fact) -> Case:
    """The case after a fact about its file."""
    match event:
        case e.CaseOpened():
            return case
        case e.CaseMovedToPlaybook(playbook=playbook, version=version):
            return replace(case, playbooks={**case.playbooks, playbook: version})
        case e.IdentityRecorded() | e.IdentityCorrected():
            kept = {field: keep(fact, field, getattr(event, field)) for field in IDENTITY}
            known = {field: text for field, text in kept.items() if text is not None}
            return replace(case, identity=known, identified=event.answered)
        case e.CaseClosed(outcome=outcome):
            at = fact.meta.occurred_at.at
            kept_from = replace(case.keeping, closed_at=fact.recorded_at)
            case = replace(case, outcome=keep(fact, "outcome", outcome), closed_at=at, keeping=kept_from)
            return replace(case, status="closed", phase="closed")
        case e.CaseReopened():
            phase = "prevention" if case.episode is None else case.episode.phase
            return replace(case, status="open", phase=phase, outcome=None, closed_at=None)
        case _:
            assert_never(event)


def care(case: Case, event: e.CareEvent, fact: Fact) -> Case:
    """The case after a fact about who looks after the child."""
    since = fact.meta.occurred_at.at
    match event:
        case e.GuardianAppointed(guardian=agency, name=name, contact=contact):
            kept = keep(fact, "name", name), keep(fact, "contact", contact)
            return replace(case, guardian=Guardian(agency=agency, name=kept[0], contact=kept[1], since=since))
        case e.PlacementStarted(placement=id_, agency=agency, country=country, place=place):
            kept_place = keep(fact, "place", place)
            started = Placement(id=id_, agency=agency, country=country, place=kept_place, since=since)
            return replace(case, placement=started)
        case e.PlacementEnded(placement=id_):
            current = case.placement is not None and case.placement.id == id_
            return replace(case, placement=None) if current else case
        case _:
            assert_never(event)


def lead(case: Case, event: e.CoordinationEvent, fact: Fact) -> Case:
    """The case after a fact about who leads; who takes part is folded before, for all eyes."""
    match event:
        case e.AgencyInvited() | e.AgencyInvitationWithdrawn() | e.AgencyInvitationDeclined() | e.AgencyJoined():
            return case
        case e.AgencyLeft(agency=agency):
            case = replace(case, lead=None) if case.lead == agency else case
            offered = case.lead_offer is not None and case.lead_offer.to_agency == agency
            return replace(case, lead_offer=None) if offered else case
        case e.LeadOffered(to_agency=to, by_agency=by):
            return replace(case, lead_offer=LeadOffer(to_agency=to, by_agency=by, at=fact.meta.occurred_at.at))
        case e.LeadAccepted(agency=agency):
            return replace(case, lead=agency, lead_offer=None)
        case e.LeadDeclined():
            return replace(case, lead_offer=None)
        case _:
            assert_never(event)


def rights(case: Case, event: e.RightsEvent, fact: Fact) -> Case:
    """The case after a fact about the rights of the child: what a correction says stands where it belongs."""
    if not isinstance(event, e.RecordCorrected):
        return case
    kind = REGISTER.get(event.event)
    purpose = None if kind is None else kind.private.get(event.field)
    text = None if purpose is None else keep(fact, purpose.value, getattr(event, purpose.value))
    return case if text is None else with_text(case, (event.fact, event.field), text)


def aftercare(case: Case, event: e.AftercareEvent, fact: Fact) -> Case:
    """The case after a fact about what follows."""
    at = fact.meta.occurred_at.at
    match event:
        case e.ReturnInterviewOffered(episode=id_, interviewer=who, independent=independent):
            offered = Interview(episode=id_, state="offered", interviewer=who, independent=independent, at=at)
            return replace(case, interview=offered)
        case e.ReturnInterviewHeld(episode=id_, interviewer=who):
            before = case.interview
            alone = None if before is None else before.independent
            held = Interview(episode=id_, state="held", interviewer=who, independent=alone, at=at)
            return replace(case, interview=held)
        case e.ReturnInterviewDeclined(episode=id_):
            return replace(case, interview=Interview(episode=id_, state="declined", at=at))
        case e.ReferralMade(referral=id_, to=to):
            made = Referral(id=id_, to=keep(fact, "to", to), agency=fact.meta.agency, at=at)
            return replace(case, referrals=(*case.referrals, made))
        case _:
            assert_never(event)
