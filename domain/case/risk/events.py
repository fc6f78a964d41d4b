"""What can have happened to the risk level.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from typing import Annotated, Any

from domain.case.risk.indicators import Indicator, TurningPoint
from domain.case.risk.ruleset import RiskRule
from domain.codes import RiskLevel
from domain.events import Event, Upcaster, stored_as
from domain.privacy import NOTHING, Health, Narrative


# In the first schema a person chose the level without a proposal, and nobody said what was ruled out.
@stored_as("RiskAssessed", schema=2, upcasters=(Upcaster(1),))
class RiskAssessed(Event, frozen=True, kw_only=True):
    """A person went through the indicators: what was seen, what is not known, and the level they stand for.

    Which signs they are describes the child's health and life, so it is sealed. What rules need stands in clear: the
    level, and *worrying*, how many of the signs seen are worrying by themselves.

    *proposed* is the level that the *rules* of that version of the *ruleset* spoke for; a person stands for *level*.
    """

    level: RiskLevel
    worrying: int = 0
    indicators: Annotated[Health, Indicator] = NOTHING
    unknowns: Annotated[Health, Indicator] = NOTHING
    ruled_out: Annotated[Health, Indicator] = NOTHING
    proposed: RiskLevel = RiskLevel.UNKNOWN
    ruleset: str | None = None
    rules: Annotated[Health, RiskRule] = NOTHING
    reasons: Narrative = NOTHING


@stored_as("RiskRaised")
class RiskRaised(Event, frozen=True, kw_only=True):
    """One person raised the level."""

    level: RiskLevel
    reason: Narrative


def _agency_not_told(fields: dict[str, Any]) -> dict[str, Any]:
    return {**fields, "agency": None}


@stored_as("RiskLoweringProposed", schema=2, upcasters=(Upcaster(1, _agency_not_told),))
class RiskLoweringProposed(Event, frozen=True, kw_only=True):
    """One person of an agency wants to lower the level; until another confirms, it stays.

    The *agency* is not told where the proposal is older than the rule that another agency confirms.
    """

    level: RiskLevel
    reason: Narrative
    by: str
    agency: str | None = None


@stored_as("RiskLowered")
class RiskLowered(Event, frozen=True, kw_only=True):
    """A second person confirmed: the level is lower."""

    level: RiskLevel
    reason: Narrative = NOTHING
    proposed_by: str
    confirmed_by: str


@stored_as("RiskLoweringDeclined")
class RiskLoweringDeclined(Event, frozen=True, kw_only=True):
    """The level stays as it is."""

    level: RiskLevel
    reason: Narrative
    proposed_by: str
    declined_by: str


@stored_as("TurningPointRecorded")
class TurningPointRecorded(Event, frozen=True, kw_only=True):
    """Something happened that may change the risk. Which it was describes the child; that it happened starts a duty."""

    what: Annotated[Health, TurningPoint]
    note: Narrative = NOTHING


@stored_as("AsylumDecisionMade")
class AsylumDecisionMade(Event, frozen=True, kw_only=True):
    """The asylum authority or a court has decided. That it has stands in clear, never what."""

    decision: Narrative
    consequences: Narrative = NOTHING


RiskEvent = (
    RiskAssessed
    | RiskRaised
    | RiskLoweringProposed
    | RiskLowered
    | RiskLoweringDeclined
    | TurningPointRecorded
    | AsylumDecisionMade
)
