"""How near a task is to its deadline.

Invariant: pure functions of a task and a moment; the thresholds are [D] defaults of Lantern, no rule of any country.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.codes import RiskLevel, Urgency
from projections.board import Task

CRITICAL_AFTER = timedelta(hours=2)
"""[D] Overdue for longer than this, a task is critical whatever the risk."""

SOON_WITHIN = timedelta(hours=2)
"""[D] Due within this, a task is due soon."""


def past_due(task: Task, now: datetime) -> bool:
    """Whether the deadline of *task*, if it has one, lies before *now*."""
    return task.due_at is not None and task.due_at < now


def urgency(task: Task, now: datetime, risk: RiskLevel = RiskLevel.UNKNOWN) -> Urgency:
    """Where *task* stands at *now*; at high *risk* a task is critical as soon as it is overdue."""
    if not task.running:
        return Urgency.DONE
    if task.due_at is None:
        return Urgency.LATER
    left = task.due_at - now
    if left > SOON_WITHIN:
        return Urgency.LATER
    if left > timedelta(0):
        return Urgency.SOON
    return Urgency.CRITICAL if risk is RiskLevel.HIGH or -left > CRITICAL_AFTER else Urgency.OVERDUE
