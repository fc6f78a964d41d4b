"""The stories themselves: one that ends otherwise than expected is printed, without private text."""

from __future__ import annotations

import pytest

from domain.case.commands import RaiseRisk, RecordProtectedSighting
from domain.case.events import RiskRaised
from domain.case.risk.refusals import LevelNeeded
from domain.codes import RiskLevel
from domain.privacy import Clear
from tests.domain.case.stories import OPENED, case
from tests.domain.cast import CARER, STRANGER

RAISE = RaiseRisk(level=RiskLevel.HIGH, reason="Seen with an older man")
STORY = """
Given CaseOpened reference=GR-2026-0007, country=gr, agency=shelter-gr, role=carer
When maria of shelter-gr asks: RaiseRisk level=high, reason=…
Then expected RiskRaised level=high, reason=…
But got RiskRaised level=high, reason=…
They differ in RiskRaised.reason"""


def test_a_story_that_ends_otherwise_is_printed_without_private_text() -> None:
    other = RiskRaised(level=RiskLevel.HIGH, reason=Clear("Seen alone"))

    with pytest.raises(AssertionError) as failed:
        case.given(OPENED).when(RAISE, by=CARER).then(other)

    assert str(failed.value) == STORY


def test_a_story_tells_that_something_was_refused() -> None:
    with pytest.raises(AssertionError, match="But got refused: NotInThisCase, field None"):
        case.given(OPENED).when(RAISE, by=STRANGER).then_nothing_happened()
    with pytest.raises(AssertionError, match="Then expected refused: LevelNeeded, field level"):
        case.given(OPENED).when(RAISE, by=STRANGER).then_refused(LevelNeeded, "level")


def test_a_story_tells_that_nothing_happened_and_to_whom_a_fact_was_told() -> None:
    fact = RiskRaised(level=RiskLevel.HIGH, reason=Clear("-"))
    told = RecordProtectedSighting(sighting="s", place="With a family")

    with pytest.raises(AssertionError, match="But got nothing\nThey are different facts"):
        case.given(OPENED, fact).when(RAISE, by=CARER).then(fact)
    with pytest.raises(AssertionError, match=r"But got ProtectedSightingRecorded .* for protected"):
        case.given(OPENED).when(told, by=CARER).then(fact)
