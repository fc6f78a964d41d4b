"""The risk level: one person raises it, two lower it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.case.commands import AssessRisk, ConfirmLowerRisk, DeclineLowerRisk, LowerRisk, RaiseRisk
from domain.case.events import (
    AgencyJoined,
    RiskAssessed,
    RiskLowered,
    RiskLoweringDeclined,
    RiskLoweringProposed,
    RiskRaised,
)
from domain.case.risk import refusals as r
from domain.case.risk.indicators import WORRYING, Indicator
from domain.case.risk.ruleset import VERSION
from domain.codes import RiskLevel
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import OPENED, TOGETHER, case, joined
from tests.domain.cast import ASYLUM, CARER, GUARDIAN, HOTLINE, NIGHT_CARER, POLICE

HIGH, MEDIUM, LOW, UNKNOWN = RiskLevel.HIGH, RiskLevel.MEDIUM, RiskLevel.LOW, RiskLevel.UNKNOWN


NOT_ALL = "not-all-asked"
WORRIES = "not-all-asked,worrying-sign"


def assessed(level: RiskLevel, *indicators: Indicator, worrying: int = 0, rules: str = NOT_ALL) -> RiskAssessed:
    return RiskAssessed(
        level=level,
        worrying=worrying,
        indicators=Clear(",".join(indicators)),
        proposed=HIGH if worrying else LOW,
        ruleset=VERSION,
        rules=Clear(rules),
    )


LOWER = LowerRisk(level=LOW, reason="Her aunt has called")
PROPOSED = RiskLoweringProposed(level=LOW, reason=Clear("Her aunt has called"), by=POLICE.member, agency=POLICE.agency)
CONFIRM = ConfirmLowerRisk(level=LOW)
LOWERED = RiskLowered(level=LOW, proposed_by=POLICE.member, confirmed_by=GUARDIAN.member)
DECLINE = DeclineLowerRisk(reason="Nobody has checked who called")
DECLINED = RiskLoweringDeclined(
    level=LOW,
    reason=Clear("Nobody has checked who called"),
    proposed_by=POLICE.member,
    declined_by=GUARDIAN.member,
)


def test_a_person_assesses_the_risk_and_what_is_not_known_is_kept() -> None:
    signs = (Indicator.NO_GUARDIAN, Indicator.DISTRUST, Indicator.NO_GUARDIAN)
    command = AssessRisk(level=MEDIUM, indicators=signs, unknowns=(Indicator.DEBT,), reasons="No guardian yet")
    fact = RiskAssessed(
        level=MEDIUM,
        worrying=0,
        indicators=Clear("distrust,no-guardian"),
        unknowns=Clear("debt"),
        proposed=MEDIUM,
        ruleset=VERSION,
        rules=Clear("not-all-asked,signs-of-leaving"),
        reasons=Clear("No guardian yet"),
    )

    assert case.given(*TOGETHER).when(command, by=POLICE).then(fact).risk.level is MEDIUM


def test_a_review_that_ends_in_the_same_level_is_a_fact_of_its_own() -> None:
    case.given(*TOGETHER, assessed(HIGH)).when(AssessRisk(level=HIGH), by=POLICE).then(assessed(HIGH))


@pytest.mark.parametrize("sign", sorted(WORRYING))
def test_one_worrying_sign_means_high(sign: Indicator) -> None:
    medium = AssessRisk(level=MEDIUM, indicators=(sign,))

    case.given(*TOGETHER).when(medium, by=POLICE).then_refused(r.WorryingMeansHigh, "level")
    case.given(*TOGETHER).when(AssessRisk(level=HIGH, indicators=(sign,)), by=POLICE).then(
        assessed(HIGH, sign, worrying=1, rules=WORRIES)
    )


WEIGHED = (*TOGETHER, assessed(HIGH, Indicator.UNDER_13, worrying=1), PROPOSED, LOWERED)


def test_as_many_worrying_signs_as_two_people_weighed_mean_high_no_more() -> None:
    known = AssessRisk(level=LOW, indicators=(Indicator.UNDER_13, Indicator.DEBT))
    other = AssessRisk(level=LOW, indicators=(Indicator.TRAFFICKING,))

    case.given(*WEIGHED).when(known, by=POLICE).then(
        assessed(LOW, Indicator.DEBT, Indicator.UNDER_13, worrying=1, rules="not-all-asked,one-sign,worrying-sign")
    )
    case.given(*WEIGHED).when(other, by=POLICE).then(assessed(LOW, Indicator.TRAFFICKING, worrying=1, rules=WORRIES))


def test_one_more_worrying_sign_than_two_people_weighed_means_high_again() -> None:
    more = AssessRisk(level=LOW, indicators=(Indicator.UNDER_13, Indicator.TRAFFICKING))

    case.given(*WEIGHED).when(more, by=POLICE).then_refused(r.WorryingMeansHigh, "level")


def test_what_was_weighed_still_counts_when_the_level_was_raised_meanwhile() -> None:
    raised = RiskRaised(level=MEDIUM, reason=Clear("-"))
    known = AssessRisk(level=MEDIUM, indicators=(Indicator.UNDER_13,))

    case.given(*WEIGHED, raised).when(known, by=POLICE).then(
        assessed(MEDIUM, Indicator.UNDER_13, worrying=1, rules=WORRIES)
    )


def test_lowering_before_any_assessment_weighs_no_sign() -> None:
    raised = RiskRaised(level=HIGH, reason=Clear("-"))
    sign = AssessRisk(level=LOW, indicators=(Indicator.SUICIDAL,))

    case.given(*TOGETHER, raised, PROPOSED, LOWERED).when(sign, by=POLICE).then_refused(r.WorryingMeansHigh, "level")


def test_an_assessment_does_not_lower_the_level() -> None:
    case.given(*TOGETHER, assessed(HIGH)).when(AssessRisk(level=LOW), by=POLICE).then_refused(
        r.LoweringNeedsTwo, "level"
    )


def test_unknown_is_no_level_to_stand_for() -> None:
    case.given(*TOGETHER).when(AssessRisk(level=UNKNOWN), by=POLICE).then_refused(r.LevelNeeded, "level")
    case.given(*TOGETHER).when(RaiseRisk(level=UNKNOWN, reason="?"), by=POLICE).then_refused(r.LevelNeeded, "level")


def test_a_sign_is_not_seen_and_unknown_at_once() -> None:
    command = AssessRisk(level=HIGH, indicators=(Indicator.DEBT,), unknowns=(Indicator.DEBT,))

    case.given(*TOGETHER).when(command, by=POLICE).then_refused(r.SeenAndUnknown, "unknowns")


def test_a_sign_is_not_ruled_out_and_seen_or_unknown_at_once() -> None:
    for field in ("indicators", "unknowns"):
        command = replace(AssessRisk(level=HIGH, ruled_out=(Indicator.DEBT,)), **{field: (Indicator.DEBT,)})
        case.given(*TOGETHER).when(command, by=POLICE).then_refused(r.RuledOutToo, "ruled_out")


def test_one_person_does_not_go_below_what_the_signs_speak_for_and_may_go_above() -> None:
    signs = (Indicator.DEBT, Indicator.INJURIES, Indicator.NO_OWN_DOCUMENTS)
    below = case.given(*TOGETHER).when(AssessRisk(level=MEDIUM, indicators=signs), by=POLICE)

    below.then_refused(r.BelowWhatSignsSay, "level")
    assert below.refused is not None
    assert below.refused.why == (
        "The level is lower than what the signs speak for: high, because of cluster-of-exploitation, not-all-asked."
    )
    above = AssessRisk(level=HIGH, indicators=(Indicator.DEBT,))
    assert case.given(*TOGETHER).when(above, by=POLICE).refused is None


def test_what_two_people_went_below_one_person_may_confirm_and_no_more_than_that() -> None:
    cluster = (Indicator.DISTRUST, Indicator.NO_GUARDIAN)
    more = (Indicator.DEBT, Indicator.INJURIES, Indicator.NO_OWN_DOCUMENTS)
    medium = replace(assessed(MEDIUM), proposed=MEDIUM)
    lowered = case.given(*TOGETHER, medium, PROPOSED, LOWERED)

    assert lowered.when(AssessRisk(level=LOW, indicators=cluster), by=POLICE).refused is None
    lowered.when(AssessRisk(level=LOW, indicators=more), by=POLICE).then_refused(r.BelowWhatSignsSay, "level")


def test_one_person_raises_the_level_with_a_reason() -> None:
    command = RaiseRisk(level=HIGH, reason="Seen with an older man")
    fact = RiskRaised(level=HIGH, reason=Clear("Seen with an older man"))

    assert case.given(*TOGETHER, assessed(LOW)).when(command, by=CARER).then(fact).risk.level is HIGH
    case.given(*TOGETHER).when(RaiseRisk(level=HIGH, reason=""), by=CARER).then_refused(ReasonNeeded, "reason")


def test_raising_to_the_same_level_changes_nothing() -> None:
    case.given(*TOGETHER, assessed(HIGH)).when(RaiseRisk(level=HIGH, reason="?"), by=CARER).then_nothing_happened()


def test_raising_does_not_go_down() -> None:
    case.given(*TOGETHER, assessed(HIGH)).when(RaiseRisk(level=LOW, reason="?"), by=CARER).then_refused(
        r.NotHigher, "level"
    )


def test_a_proposal_to_lower_the_level_leaves_it_as_it_is() -> None:
    story = case.given(*TOGETHER, assessed(HIGH)).when(LOWER, by=POLICE)

    assert story.then(PROPOSED).risk.level is HIGH
    story.when(LOWER, by=POLICE).then_nothing_happened()


def test_a_second_person_of_any_agency_confirms_the_lower_level() -> None:
    proposed = case.given(*TOGETHER, assessed(HIGH), PROPOSED)

    assert proposed.when(CONFIRM, by=GUARDIAN).then(LOWERED).risk.level is LOW
    proposed.when(CONFIRM, by=GUARDIAN).when(CONFIRM, by=GUARDIAN).then_nothing_happened()


BY_CARER = RiskLoweringProposed(level=LOW, reason=Clear("-"), by=CARER.member, agency=CARER.agency)
BY_NIGHT = RiskLowered(level=LOW, proposed_by=CARER.member, confirmed_by=NIGHT_CARER.member)


def test_a_colleague_of_the_same_agency_is_no_second_person_where_another_agency_decides() -> None:
    case.given(*TOGETHER, assessed(HIGH), BY_CARER).when(CONFIRM, by=NIGHT_CARER).then_refused(r.SecondAgencyNeeded)


@pytest.mark.parametrize("others", [(), (joined(HOTLINE), joined(ASYLUM))], ids=["nobody else", "nobody who decides"])
def test_where_no_other_agency_decides_a_colleague_is_the_second_person(others: tuple[AgencyJoined, ...]) -> None:
    case.given(OPENED, *others, assessed(HIGH), BY_CARER).when(CONFIRM, by=NIGHT_CARER).then(BY_NIGHT)


def test_an_older_proposal_that_does_not_tell_its_agency_is_confirmed_by_any_other_person() -> None:
    older = RiskLoweringProposed(level=LOW, reason=Clear("-"), by=CARER.member)

    case.given(*TOGETHER, assessed(HIGH), older).when(CONFIRM, by=NIGHT_CARER).then(BY_NIGHT)


def test_nobody_confirms_what_they_proposed() -> None:
    case.given(*TOGETHER, assessed(HIGH), PROPOSED).when(CONFIRM, by=POLICE).then_refused(r.SecondPersonNeeded)


def test_what_is_confirmed_is_what_was_read() -> None:
    other = ConfirmLowerRisk(level=MEDIUM)

    case.given(*TOGETHER, assessed(HIGH), PROPOSED).when(other, by=GUARDIAN).then_refused(r.OtherLevelProposed, "level")


def test_a_second_person_declines_with_a_reason_and_the_level_stays() -> None:
    story = case.given(*TOGETHER, assessed(HIGH), PROPOSED).when(DECLINE, by=GUARDIAN)

    assert story.then(DECLINED).risk.level is HIGH
    story.when(DECLINE, by=GUARDIAN).then_nothing_happened()
    blank = DeclineLowerRisk(reason=" ")
    case.given(*TOGETHER, assessed(HIGH), PROPOSED).when(blank, by=GUARDIAN).then_refused(ReasonNeeded, "reason")


def test_without_a_proposal_there_is_nothing_to_confirm_or_decline() -> None:
    high = case.given(*TOGETHER, assessed(HIGH))

    high.when(CONFIRM, by=GUARDIAN).then_refused(r.NothingProposed)
    high.when(DECLINE, by=GUARDIAN).then_refused(r.NothingProposed)


def test_whoever_is_late_hears_that_the_proposal_was_answered() -> None:
    case.given(*TOGETHER, assessed(HIGH), PROPOSED, LOWERED).when(CONFIRM, by=CARER).then_refused(r.NothingProposed)
    case.given(*TOGETHER, assessed(HIGH), PROPOSED, DECLINED).when(DECLINE, by=CARER).then_refused(r.NothingProposed)


def test_raising_takes_an_open_proposal_away() -> None:
    raised = RiskRaised(level=HIGH, reason=Clear("-"))

    case.given(*TOGETHER, assessed(MEDIUM), PROPOSED, raised).when(CONFIRM, by=GUARDIAN).then_refused(r.NothingProposed)


def test_one_proposal_waits_at_a_time() -> None:
    other = LowerRisk(level=MEDIUM, reason="?")

    case.given(*TOGETHER, assessed(HIGH), PROPOSED).when(other, by=GUARDIAN).then_refused(r.LoweringOpen)


def test_lowering_goes_down_and_says_why() -> None:
    low = case.given(*TOGETHER, assessed(LOW))

    low.when(LOWER, by=POLICE).then_refused(r.NotLower, "level")
    low.when(LowerRisk(level=UNKNOWN, reason="?"), by=POLICE).then_refused(r.LevelNeeded, "level")
    low.when(LowerRisk(level=RiskLevel.NONE, reason=""), by=POLICE).then_refused(ReasonNeeded, "reason")


def test_there_is_nothing_below_the_lowest_level() -> None:
    case.given(*TOGETHER).when(LOWER, by=POLICE).then_refused(r.AlreadyLowest)
    case.given(*TOGETHER, assessed(RiskLevel.NONE)).when(LOWER, by=POLICE).then_refused(r.AlreadyLowest)
