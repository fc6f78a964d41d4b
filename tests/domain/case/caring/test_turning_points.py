"""What happens to a child changes the risk: a fact says that it happened, and the assessment before it is old."""

from __future__ import annotations

import pytest

from domain.case.commands import AssessRisk, RecordAsylumDecision, RecordTurningPoint
from domain.case.events import AsylumDecisionMade, RiskAssessed, TurningPointRecorded
from domain.case.likely import likely
from domain.case.risk.indicators import TurningPoint
from domain.codes import RiskLevel
from domain.deciding.refusals import ReasonNeeded
from domain.events import Event
from domain.privacy import Clear
from tests.domain.case.stories import TOGETHER, case
from tests.domain.cast import ASYLUM, CARER

ASSESSED = RiskAssessed(level=RiskLevel.HIGH)
TURNED = TurningPointRecorded(what=Clear(TurningPoint.AGE_ASSESSED), note=Clear("17, they say"))
DECIDED = AsylumDecisionMade(decision=Clear("Refused"), consequences=Clear("An appeal"))


def test_which_turning_point_it_was_is_sealed() -> None:
    command = RecordTurningPoint(what=TurningPoint.AGE_ASSESSED, note="17, they say")

    case.given(*TOGETHER).when(command, by=CARER).then(TURNED)


def test_the_asylum_authority_says_that_it_has_decided_and_seals_what() -> None:
    command = RecordAsylumDecision(decision="Refused", consequences="An appeal")

    case.given(*TOGETHER).when(command, by=ASYLUM).then(DECIDED)


def test_a_decision_that_says_nothing_is_none() -> None:
    case.given(*TOGETHER).when(RecordAsylumDecision(decision=" "), by=ASYLUM).then_refused(ReasonNeeded, "decision")


@pytest.mark.parametrize("event", [TURNED, DECIDED], ids=lambda event: type(event).__name__)
def test_after_it_the_risk_is_to_be_assessed_anew(event: Event) -> None:
    before, after = (case.given(*TOGETHER, ASSESSED, *more).state for more in ((), (event,)))

    assert AssessRisk.slug() not in likely(before)
    assert AssessRisk.slug() in likely(after)
    assert not case.given(*TOGETHER, ASSESSED, event, ASSESSED).state.risk.anew
