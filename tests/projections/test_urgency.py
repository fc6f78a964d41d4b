"""How urgent a task is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from domain.codes import RiskLevel, Urgency
from projections import board
from projections.urgency import CRITICAL_AFTER, SOON_WITHIN, past_due, urgency
from tests.projections.given.facts import DUTY, TASK, Log, fold
from tests.projections.given.tasks import DUE, opened, waived

SECOND = timedelta(seconds=1)


def task(*, ended: bool = False) -> board.Task:
    log = Log()
    log.tell(DUTY, opened(), *([waived()] if ended else []))
    return fold(board.VIEW, log.facts)[TASK]


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (DUE - SOON_WITHIN - SECOND, Urgency.LATER),
        (DUE - SOON_WITHIN, Urgency.SOON),
        (DUE - SECOND, Urgency.SOON),
        (DUE, Urgency.OVERDUE),
        (DUE + CRITICAL_AFTER, Urgency.OVERDUE),
        (DUE + CRITICAL_AFTER + SECOND, Urgency.CRITICAL),
    ],
)
def test_urgency_grows_with_the_clock(now: datetime, expected: Urgency) -> None:
    assert urgency(task(), now) is expected


def test_at_high_risk_an_overdue_task_is_critical_at_once() -> None:
    assert urgency(task(), DUE, RiskLevel.HIGH) is Urgency.CRITICAL
    assert urgency(task(), DUE - SECOND, RiskLevel.HIGH) is Urgency.SOON


def test_a_finished_task_is_done_however_late_it_was() -> None:
    assert urgency(task(ended=True), DUE + timedelta(days=9), RiskLevel.HIGH) is Urgency.DONE


def test_a_task_without_a_deadline_is_for_later() -> None:
    timeless = replace(task(), due_at=None)

    assert urgency(timeless, DUE) is Urgency.LATER
    assert board.VIEW.columns["due_at"](timeless) is None


def test_a_deadline_is_past_once_its_last_moment_is() -> None:
    assert not past_due(task(), DUE)
    assert past_due(task(), DUE + SECOND)
    assert not past_due(replace(task(), due_at=None), DUE)
