"""What the checks need of the file of each case: how risk was lowered, which alerts stood, who read in an emergency.

Invariant: it holds what happened and no judgement but one: whether the level of risk went down as the rules have it,
with a reason of one person and the word of another.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.case import events as e
from domain.codes import RISK_ORDER, AlertKind, RiskLevel
from domain.envelope import case_of, of_file
from projections.findings.checks import Cited, Why, is_checked
from projections.findings.duties import cite
from projections.views import Document, Fact, View


class Lowered(msgspec.Struct, frozen=True, kw_only=True):
    """The level went down from *was* without what the rules ask for; *raised* is when it was up again."""

    fact: Cited
    why: Why
    was: RiskLevel
    raised: Cited | None = None


class Stood(msgspec.Struct, frozen=True, kw_only=True):
    """An alert that was *issued*; *found* is when the child was while it stood, *over* what ended that."""

    alert: str
    kind: AlertKind
    agency: str
    issued: Cited
    found: Cited | None = None
    over: Cited | None = None


class Taken(msgspec.Struct, frozen=True, kw_only=True):
    """Emergency access that somebody took *until* a moment, and its review."""

    access: str
    agency: str
    taken: Cited
    until: datetime
    reviewed: Cited | None = None


class AuditedFile(Document, frozen=True, kw_only=True):
    """The file of a case as the checks look at it."""

    case: str
    level: RiskLevel = RiskLevel.UNKNOWN
    proposed: RiskLevel | None = None
    """the lower level that somebody gave a reason for, and that waits"""
    lowered: tuple[Lowered, ...] = ()
    alerts: tuple[Stood, ...] = ()
    accesses: tuple[Taken, ...] = ()
    closed: Cited | None = None

    @property
    def spotless(self) -> bool:
        """Whether nothing of it is found, whenever somebody asks; a duty that it was closed over is found by itself."""
        return not (self.lowered or self.accesses or any(alert.found for alert in self.alerts))


LOOKED_AT = (
    e.CaseOpened
    | e.CaseClosed
    | e.CaseReopened
    | e.RiskAssessed
    | e.RiskRaised
    | e.RiskLoweringProposed
    | e.RiskLoweringDeclined
    | e.RiskLowered
    | e.AlertIssued
    | e.AlertWithdrawn
    | e.ChildLocated
    | e.AbsenceNoticed
    | e.EpisodeReopened
    | e.EmergencyAccessTaken
    | e.EmergencyAccessReviewed
)


def keys(fact: Fact) -> Sequence[str]:
    """The case whose file *fact* is of, where it changes anything that is checked."""
    case = case_of(fact.originator)
    looked_at = of_file(fact.originator) and isinstance(fact.event, LOOKED_AT) and is_checked(fact)
    return (case,) if case is not None and looked_at else ()


def evolve(file: AuditedFile | None, fact: Fact) -> AuditedFile | None:
    """The file after *fact*."""
    case = case_of(fact.originator) or ""
    before = file or AuditedFile(case=case)
    match fact.event:
        case e.CaseClosed():
            return replace(before, closed=cite(fact))
        case e.CaseReopened():
            return replace(before, closed=None)
        case e.AlertIssued() | e.AlertWithdrawn() | e.ChildLocated() | e.AbsenceNoticed() | e.EpisodeReopened():
            return replace(before, alerts=_alerts(before.alerts, fact))
        case e.EmergencyAccessTaken(access=access, agency=agency, until=until):
            taken = Taken(access=access, agency=agency, taken=cite(fact), until=until)
            return replace(before, accesses=(*before.accesses, taken))
        case e.EmergencyAccessReviewed(access=access):
            reviewed = tuple(_reviewed(each, access, fact) for each in before.accesses)
            return replace(before, accesses=reviewed)
        case _:
            return _risk(before, fact)


def _reviewed(taken: Taken, access: str, fact: Fact) -> Taken:
    return replace(taken, reviewed=taken.reviewed or cite(fact)) if taken.access == access else taken


def _alerts(before: tuple[Stood, ...], fact: Fact) -> tuple[Stood, ...]:
    match fact.event:
        case e.AlertIssued(alert=alert, kind=kind, agency=agency):
            return (*before, Stood(alert=alert, kind=kind, agency=agency, issued=cite(fact)))
        case e.AlertWithdrawn(alert=alert):
            return tuple(_over(each, fact) if each.alert == alert else each for each in before)
        case e.ChildLocated():
            return tuple(each if each.over or each.found else replace(each, found=cite(fact)) for each in before)
        case _:
            return tuple(part for each in before for part in _missing_again(each, fact))


def _over(alert: Stood, fact: Fact) -> Stood:
    return alert if alert.over else replace(alert, over=cite(fact))


def _missing_again(alert: Stood, fact: Fact) -> tuple[Stood, ...]:
    """The child is looked for again: an alert that still stands has its reason anew, and what was found stays found."""
    if alert.found is None or alert.over is not None:
        return (alert,)
    return _over(alert, fact), replace(alert, found=None)


def _risk(before: AuditedFile, fact: Fact) -> AuditedFile:
    match fact.event:
        case e.RiskLoweringProposed(level=level):
            return replace(before, proposed=level)
        case e.RiskLoweringDeclined():
            return replace(before, proposed=None)
        case e.RiskAssessed(level=level) | e.RiskRaised(level=level):
            why = Why.BY_ASSESSMENT if _order(level) < _order(before.level) else None
            return _at(before, level, why, fact)
        case e.RiskLowered(level=level, proposed_by=one, confirmed_by=other):
            why = Why.NOT_PROPOSED if before.proposed != level else Why.ONE_PERSON if one == other else None
            return _at(before, level, why, fact)
        case _:
            return before


def _at(before: AuditedFile, level: RiskLevel, why: Why | None, fact: Fact) -> AuditedFile:
    """The file once the level is *level*; what was lowered wrongly is over once it is up again where it was."""
    lowered = tuple(
        replace(each, raised=cite(fact)) if each.raised is None and _order(level) >= _order(each.was) else each
        for each in before.lowered
    )
    if why is not None:
        lowered = (*lowered, Lowered(fact=cite(fact), why=why, was=before.level))
    return replace(before, level=level, proposed=None, lowered=lowered)


def _order(level: RiskLevel) -> int:
    return RISK_ORDER[level]


VIEW: View[AuditedFile] = View(
    name="audited-files",
    version=1,
    document=AuditedFile,
    keys=keys,
    evolve=evolve,
    columns={"spotless": lambda file: file.spotless and file.closed is None},
    indexes=(("spotless",),),
)
