"""How a fact changes a case document: who takes part, the file, and which part the rest belongs to.

Invariant: every fact of a case is matched in exactly one of the parts; an unknown one changes the version only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from domain.case.audience import audience_of
from domain.envelope import AudienceKind, case_of
from projections.cases.document import Case
from projections.cases.episode import episode
from projections.cases.knowing import alert, information
from projections.cases.participation import Membership, emergencies
from projections.cases.preparing import photos, prepared
from projections.cases.risking import classing, risk
from projections.cases.sharing import aftercare, care, file, lead, rights
from projections.retention import kept
from projections.standing.disclosing import disclosed, gone
from projections.standing.inviting import answered
from projections.views import Fact


def keys(fact: Fact) -> Sequence[str]:
    """The case whose file *fact* stands in."""
    case = case_of(fact.originator)
    return (case,) if case is not None and fact.originator == f"case.{case}.file" else ()


def evolve(case: Case | None, fact: Fact) -> Case | None:
    """The case after *fact*, as far as all of its agencies may see it."""
    if audience_of(fact.name, fact.meta.audience).kind is AudienceKind.CASE or isinstance(fact.event, e.CaseOpened):
        return learn(case, fact)
    return None if case is None else _stands(replace(case, version=fact.version), fact)


def learn(case: Case | None, fact: Fact) -> Case | None:
    """The case after *fact*, for somebody who may see it."""
    event = fact.event
    if case is None:
        return _opened(event, fact) if isinstance(event, e.CaseOpened) else None
    case = replace(_stands(case, fact), version=fact.version, last_activity=fact.recorded_at)
    return _part(case, event, fact) if isinstance(event, e.CaseEvent) else case


def _part(case: Case, event: e.CaseEvent, fact: Fact) -> Case:
    if isinstance(event, e.FileEvent):
        return file(case, event, fact)
    if isinstance(event, e.CareEvent):
        return care(case, event, fact)
    if isinstance(event, e.CoordinationEvent):
        return replace(lead(case, event, fact), invited=answered(case.invited, event, fact))
    if isinstance(event, e.DisclosureEvent):
        return case
    if isinstance(event, e.RetentionEvent):
        return replace(case, keeping=kept(case.keeping, event, fact))
    if isinstance(event, e.RiskEvent):
        return risk(case, event, fact)
    if isinstance(event, e.RightsEvent):
        return rights(case, event, fact)
    if isinstance(event, e.ClassingEvent):
        return classing(case, event)
    if isinstance(event, e.EmergencyEvent):
        return replace(case, emergencies=emergencies(case.emergencies, event, fact))
    if isinstance(event, e.EpisodeEvent):
        return episode(case, event, fact)
    if isinstance(event, e.AlertEvent):
        return alert(case, event, fact)
    if isinstance(event, e.InformationEvent):
        return information(case, event, fact)
    if isinstance(event, e.PreparedEvent):
        return prepared(case, event, fact)
    if isinstance(event, e.PhotoEvent):
        return photos(case, event, fact)
    if isinstance(event, e.AftercareEvent):
        return aftercare(case, event, fact)
    assert_never(event)


def _opened(event: e.CaseOpened, fact: Fact) -> Case:
    founder = Membership(
        agency=event.agency,
        role=event.role,
        country=fact.meta.jurisdiction or event.country,
        since=fact.recorded_at,
    )
    return Case(
        id=case_of(fact.originator) or "",
        reference=event.reference,
        country=event.country,
        opened_at=fact.meta.occurred_at.at,
        opened_by=event.agency,
        opened_position=fact.position,
        agencies=(founder,),
        last_activity=fact.recorded_at,
        exercise=fact.meta.exercise,
        version=fact.version,
    )


def _stands(case: Case, fact: Fact) -> Case:
    """The case with what decides who sees how much of it, which is folded for all eyes."""
    if isinstance(fact.event, e.DisclosureEvent):
        return replace(case, disclosures=disclosed(case.disclosures, fact.event, fact))
    return _takes_part(case, fact)


def _takes_part(case: Case, fact: Fact) -> Case:
    event = fact.event
    if isinstance(event, e.AgencyJoined):
        if any(member.agency == event.agency for member in case.taking_part):
            return case
        return replace(case, agencies=(*case.agencies, _joined(event, fact)))
    if isinstance(event, e.AgencyLeft):
        ended = gone(case.disclosures, event.agency, fact.recorded_at)
        members = tuple(_left(member, event, fact) for member in case.agencies)
        return replace(case, agencies=members, disclosures=ended)
    return case


def _joined(event: e.AgencyJoined, fact: Fact) -> Membership:
    return Membership(
        agency=event.agency,
        role=event.role,
        country=event.country,
        since=fact.recorded_at,
        purpose=event.purpose,
        legal_basis=event.legal_basis,
    )


def _left(member: Membership, event: e.AgencyLeft, fact: Fact) -> Membership:
    left = member.agency == event.agency and member.until is None
    return replace(member, until=fact.recorded_at, ended_by=event.ended_by) if left else member
