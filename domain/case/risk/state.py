"""How high the risk stands, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.risk.events import (
    AsylumDecisionMade,
    RiskAssessed,
    RiskEvent,
    RiskLowered,
    RiskLoweringDeclined,
    RiskLoweringProposed,
    RiskRaised,
    TurningPointRecorded,
)
from domain.codes import RiskLevel


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """The level; the *worrying* signs last counted; a *proposal* to lower it that waits; the last *answer* to one.

    *weighed* is how many worrying signs two people knew of when they lowered the level: so many no longer force it up.
    A count and not the signs, because these are private, and nothing that was sealed may be needed to decide. So it is
    with *proposed*, the level that the rules last spoke for, and *weighed_level*, what they spoke for when two people
    went below it. *anew* is whether something has happened since the last assessment that may change it.
    """

    level: RiskLevel = RiskLevel.UNKNOWN
    worrying: int = 0
    proposal: RiskLoweringProposed | None = None
    answer: RiskLowered | RiskLoweringDeclined | None = None
    weighed: int = 0
    proposed: RiskLevel = RiskLevel.UNKNOWN
    weighed_level: RiskLevel = RiskLevel.UNKNOWN
    anew: bool = False


def evolve(risk: Risk, event: RiskEvent) -> Risk:
    """The risk after *event*."""
    match event:
        case RiskAssessed(level=level, worrying=worrying, proposed=proposed):
            return replace(
                risk, level=level, worrying=worrying, proposed=proposed, proposal=None, answer=None, anew=False
            )
        case RiskRaised(level=level):
            return replace(risk, level=level, proposal=None, answer=None)
        case RiskLoweringProposed():
            return replace(risk, proposal=event, answer=None)
        case RiskLowered(level=level):
            return replace(
                risk, level=level, proposal=None, answer=event, weighed=risk.worrying, weighed_level=risk.proposed
            )
        case RiskLoweringDeclined():
            return replace(risk, proposal=None, answer=event)
        case TurningPointRecorded() | AsylumDecisionMade():
            return replace(risk, anew=True)
        case _:
            assert_never(event)
