"""How high the risk stands, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.risk.events import (
    RiskAssessed,
    RiskEvent,
    RiskLowered,
    RiskLoweringDeclined,
    RiskLoweringProposed,
    RiskRaised,
)
from domain.case.risk.indicators import Indicator
from domain.codes import RiskLevel


class Risk(msgspec.Struct, frozen=True, kw_only=True):
    """The level; the *indicators* last assessed; a *proposal* to lower the level that waits; the last *answer* to one.

    *weighed* are the indicators two people knew of when they lowered the level: these alone no longer force it up.
    """

    level: RiskLevel = RiskLevel.UNKNOWN
    indicators: tuple[Indicator, ...] = ()
    proposal: RiskLoweringProposed | None = None
    answer: RiskLowered | RiskLoweringDeclined | None = None
    weighed: frozenset[Indicator] = frozenset()


def evolve(risk: Risk, event: RiskEvent) -> Risk:
    """The risk after *event*."""
    match event:
        case RiskAssessed(level=level, indicators=indicators):
            return replace(risk, level=level, indicators=indicators, proposal=None, answer=None)
        case RiskRaised(level=level):
            return replace(risk, level=level, proposal=None, answer=None)
        case RiskLoweringProposed():
            return replace(risk, proposal=event, answer=None)
        case RiskLowered(level=level):
            return replace(risk, level=level, proposal=None, answer=event, weighed=frozenset(risk.indicators))
        case RiskLoweringDeclined():
            return replace(risk, proposal=None, answer=event)
        case _:
            assert_never(event)
