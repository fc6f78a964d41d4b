"""How the risk level and what rules depend on change the case: what it rests on, and what has happened since.

Invariant: a level that was raised or lowered keeps the assessment it began from; only another one takes its place.
"""

from __future__ import annotations

from typing import assert_never

from msgspec.structs import replace

from domain.case import events as e
from projections.cases.document import Assessment, Case, Lowering, Risk
from projections.kept import keep
from projections.views import Fact


def risk(case: Case, event: e.RiskEvent, fact: Fact) -> Case:
    """The case after a fact about its risk level."""
    at = fact.meta.occurred_at.at
    match event:
        case e.RiskAssessed():
            return replace(case, risk=_assessed(event, fact), lowering=None)
        case e.RiskRaised() | e.RiskLowered():
            return replace(case, risk=_changed(case.risk, event, fact), lowering=None)
        case e.RiskLoweringProposed(level=level, reason=reason, by=by):
            return replace(case, lowering=Lowering(level=level, reason=keep(fact, "reason", reason), by=by, at=at))
        case e.RiskLoweringDeclined():
            return replace(case, lowering=None)
        case e.TurningPointRecorded() | e.AsylumDecisionMade():
            return case if case.risk is None else replace(case, risk=replace(case.risk, anew=at))
        case _:
            assert_never(event)


def classing(case: Case, event: e.ClassingEvent) -> Case:
    """The case after one of the codes that rules depend on was said."""
    match event:
        case e.AgeBandRecorded(band=band):
            return replace(case, age=band)
        case e.AbsenceClassified(classification=classification):
            return replace(case, called=classification)
        case _:
            assert_never(event)


def _assessed(event: e.RiskAssessed, fact: Fact) -> Risk:
    at, agency = fact.meta.occurred_at.at, fact.meta.agency
    return Risk(
        level=event.level,
        worrying=event.worrying,
        indicators=keep(fact, "indicators", event.indicators),
        unknowns=keep(fact, "unknowns", event.unknowns),
        ruled_out=keep(fact, "ruled_out", event.ruled_out),
        rules=keep(fact, "rules", event.rules),
        reasons=keep(fact, "reasons", event.reasons),
        agency=agency,
        at=at,
        assessment=Assessment(
            level=event.level,
            proposed=event.proposed,
            ruleset=event.ruleset,
            by=fact.meta.actor,
            agency=agency,
            at=at,
        ),
    )


def _changed(before: Risk | None, event: e.RiskRaised | e.RiskLowered, fact: Fact) -> Risk:
    now = Risk(
        level=event.level,
        reasons=keep(fact, "reason", event.reason),
        agency=fact.meta.agency,
        at=fact.meta.occurred_at.at,
        confirmed_by=event.confirmed_by if isinstance(event, e.RiskLowered) else None,
    )
    if before is None:
        return now
    return replace(
        now,
        worrying=before.worrying,
        indicators=before.indicators,
        unknowns=before.unknowns,
        ruled_out=before.ruled_out,
        rules=before.rules,
        assessment=before.assessment,
        anew=before.anew,
    )
