"""What can be asked about the risk level.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.risk.indicators import Indicator, TurningPoint
from domain.codes import RiskLevel
from domain.context import Command, MaybeText, Text


class AssessRisk(Command, frozen=True, kw_only=True):
    """Say which level follows from what was seen, what is not known, and what was *ruled_out*.

    What is in none of the three was not asked, and is unknown.
    """

    level: RiskLevel
    indicators: tuple[Indicator, ...] = ()
    unknowns: tuple[Indicator, ...] = ()
    ruled_out: tuple[Indicator, ...] = ()
    reasons: MaybeText = ""


class RaiseRisk(Command, frozen=True, kw_only=True):
    """Raise the level; one person is enough."""

    level: RiskLevel
    reason: Text


class LowerRisk(Command, frozen=True, kw_only=True):
    """Propose a lower level; a second person confirms or declines."""

    level: RiskLevel
    reason: Text


class ConfirmLowerRisk(Command, frozen=True, kw_only=True):
    """Confirm the lower level a colleague proposed; *level* is the one that was read."""

    level: RiskLevel
    reason: MaybeText = ""


class DeclineLowerRisk(Command, frozen=True, kw_only=True):
    """Keep the level as it is."""

    reason: Text


class RecordTurningPoint(Command, frozen=True, kw_only=True):
    """Say that something has happened that may change the risk; which it was is private."""

    what: TurningPoint
    note: MaybeText = ""


class RecordAsylumDecision(Command, frozen=True, kw_only=True):
    """Say that the asylum authority or a court has decided; what was decided is private."""

    decision: Text
    consequences: MaybeText = ""


RiskCommand = (
    AssessRisk | RaiseRisk | LowerRisk | ConfirmLowerRisk | DeclineLowerRisk | RecordTurningPoint | RecordAsylumDecision
)
