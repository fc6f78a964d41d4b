"""What level the signs speak for: a set of rules that always gives the same answer, and says which rules it came from.

Invariant: the level is a proposal. A person confirms it or goes above it, and below it only two people go. What is not
known never counts as no. Nationality and origin are no sign. A changed rule is a new version of the set.
"""

from __future__ import annotations

import enum
from collections.abc import Set as AbstractSet

import msgspec

from domain.case.risk.indicators import EXPLOITATION, LEAVING, WORRYING, Indicator
from domain.codes import RISK_ORDER, RiskLevel

VERSION = "2026-11-2"
"""Stands in every assessment, so that years later it is known by which rules a level was proposed."""


class RiskRule(enum.StrEnum):
    """What of the signs spoke for a level."""

    WORRYING_SIGN = "worrying-sign"
    CLUSTER_OF_EXPLOITATION = "cluster-of-exploitation"
    CLUSTER_OF_LEAVING = "cluster-of-leaving"
    SIGNS_OF_EXPLOITATION = "signs-of-exploitation"
    SIGNS_OF_LEAVING = "signs-of-leaving"
    WORRYING_SIGN_UNKNOWN = "worrying-sign-unknown"
    ONE_SIGN = "one-sign"
    NOT_ALL_ASKED = "not-all-asked"


LEVELS: dict[RiskRule, RiskLevel] = {
    RiskRule.WORRYING_SIGN: RiskLevel.HIGH,
    RiskRule.CLUSTER_OF_EXPLOITATION: RiskLevel.HIGH,
    RiskRule.CLUSTER_OF_LEAVING: RiskLevel.HIGH,
    RiskRule.SIGNS_OF_EXPLOITATION: RiskLevel.MEDIUM,
    RiskRule.SIGNS_OF_LEAVING: RiskLevel.MEDIUM,
    RiskRule.WORRYING_SIGN_UNKNOWN: RiskLevel.MEDIUM,
    RiskRule.ONE_SIGN: RiskLevel.LOW,
    RiskRule.NOT_ALL_ASKED: RiskLevel.LOW,
}
"""[D] The level that each rule speaks for. Only that a worrying sign means high was read in sources."""

MANY_EXPLOITATION, SOME_EXPLOITATION = 3, 2
"""[D] Clusters count and not single signs, say the lists of indicators; how many make a cluster is ours."""

MANY_LEAVING, SOME_LEAVING = 5, 2
"""[D] As above."""


class Weighing(msgspec.Struct, frozen=True, kw_only=True):
    """The *level* that the signs speak for, the *rules* that fired, the heaviest first, and what is *unknown*."""

    level: RiskLevel
    rules: tuple[RiskRule, ...]
    unknown: tuple[Indicator, ...]


def weigh(seen: AbstractSet[Indicator], unknown: AbstractSet[Indicator], ruled_out: AbstractSet[Indicator]) -> Weighing:
    """What the signs *seen* speak for; what is neither seen nor *ruled_out* is unknown, whether named so or not."""
    fired = tuple(rule for rule in RiskRule if _fires(rule, seen, unknown, ruled_out))
    level = max((LEVELS[rule] for rule in fired), key=RISK_ORDER.__getitem__, default=RiskLevel.NONE)
    return Weighing(
        level=level,
        rules=fired,
        unknown=tuple(sign for sign in Indicator if sign not in seen and sign not in ruled_out),
    )


def _fires(
    rule: RiskRule,
    seen: AbstractSet[Indicator],
    unknown: AbstractSet[Indicator],
    ruled_out: AbstractSet[Indicator],
) -> bool:
    exploitation, leaving = len(EXPLOITATION & seen), len(LEAVING & seen)
    return {
        RiskRule.WORRYING_SIGN: bool(WORRYING & seen),
        RiskRule.CLUSTER_OF_EXPLOITATION: exploitation >= MANY_EXPLOITATION,
        RiskRule.CLUSTER_OF_LEAVING: leaving >= MANY_LEAVING,
        RiskRule.SIGNS_OF_EXPLOITATION: exploitation == SOME_EXPLOITATION,
        RiskRule.SIGNS_OF_LEAVING: SOME_LEAVING <= leaving < MANY_LEAVING,
        RiskRule.WORRYING_SIGN_UNKNOWN: bool(WORRYING & unknown),
        RiskRule.ONE_SIGN: exploitation == 1 or leaving == 1,
        RiskRule.NOT_ALL_ASKED: bool(set(Indicator) - seen - ruled_out),
    }[rule]
