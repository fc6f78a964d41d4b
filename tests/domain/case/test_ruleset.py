"""What level the signs speak for, by which rules, and what stays unknown."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.risk.indicators import EXPLOITATION, LEAVING, WORRYING, Indicator
from domain.case.risk.ruleset import LEVELS, RiskRule, Weighing, weigh
from domain.codes import RISK_ORDER, RiskLevel

HIGH, MEDIUM, LOW, NONE = RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.NONE
ALL = frozenset(Indicator)
LEFT, USED = sorted(LEAVING), sorted(EXPLOITATION)


def told(seen: object = (), unknown: object = ()) -> Weighing:
    """What *seen* and *unknown* speak for where all the rest is ruled out."""
    here, not_known = frozenset(seen), frozenset(unknown)  # type: ignore[call-overload]
    return weigh(here, not_known, ALL - here - not_known)


@pytest.mark.parametrize(
    ("seen", "level", "rule"),
    [
        ([Indicator.SUICIDAL], HIGH, RiskRule.WORRYING_SIGN),
        (USED[:3], HIGH, RiskRule.CLUSTER_OF_EXPLOITATION),
        (USED[:2], MEDIUM, RiskRule.SIGNS_OF_EXPLOITATION),
        (USED[:1], LOW, RiskRule.ONE_SIGN),
        (LEFT[:5], HIGH, RiskRule.CLUSTER_OF_LEAVING),
        (LEFT[:4], MEDIUM, RiskRule.SIGNS_OF_LEAVING),
        (LEFT[:2], MEDIUM, RiskRule.SIGNS_OF_LEAVING),
        (LEFT[:1], LOW, RiskRule.ONE_SIGN),
    ],
)
def test_signs_speak_for_a_level_and_the_rule_says_why(seen: list[Indicator], level: RiskLevel, rule: RiskRule) -> None:
    assert told(seen) == Weighing(level=level, rules=(rule,), unknown=())


def test_only_where_every_sign_was_ruled_out_is_there_no_risk() -> None:
    assert told() == Weighing(level=NONE, rules=(), unknown=())
    nothing_asked = weigh(frozenset(), frozenset(), frozenset())
    assert nothing_asked == Weighing(level=LOW, rules=(RiskRule.NOT_ALL_ASKED,), unknown=tuple(Indicator))


def test_a_worrying_sign_that_nobody_knows_of_is_not_taken_for_a_no() -> None:
    weighing = told(unknown=[Indicator.TRAFFICKING])

    assert weighing.level is MEDIUM
    assert weighing.rules == (RiskRule.WORRYING_SIGN_UNKNOWN, RiskRule.NOT_ALL_ASKED)
    assert weighing.unknown == (Indicator.TRAFFICKING,)


def test_every_sign_is_of_one_kind_and_no_sign_is_where_a_child_comes_from() -> None:
    assert len(WORRYING) + len(LEAVING) + len(EXPLOITATION) == len(Indicator)
    assert WORRYING | LEAVING | EXPLOITATION == ALL
    assert not [sign for sign in Indicator if "nation" in sign or "origin" in sign or "country" in sign]
    assert LEVELS.keys() == set(RiskRule)


SIGNS = st.frozensets(st.sampled_from(Indicator))


@given(SIGNS, SIGNS)
def test_one_more_sign_never_speaks_for_a_lower_level(seen: frozenset[Indicator], more: frozenset[Indicator]) -> None:
    assert RISK_ORDER[told(seen | more).level] >= RISK_ORDER[told(seen).level]


@given(SIGNS, SIGNS)
def test_ruling_a_sign_out_is_the_only_way_to_speak_for_less(
    seen: frozenset[Indicator], unknown: frozenset[Indicator]
) -> None:
    unknown -= seen

    assert RISK_ORDER[told(seen, unknown).level] >= RISK_ORDER[told(seen).level]
    assert told(seen, unknown).unknown == tuple(sign for sign in Indicator if sign in unknown)
