"""What a duty that repeats leads to once its reason has ended: it came back because somebody held it until then.

Invariant: a duty that somebody opened again is left to them; only what came back by itself is withdrawn by itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.context import SYSTEM_AGENCY, Context
from domain.envelope import Occurred, Recorded
from domain.events import Event
from domain.ids import derive
from domain.playbook.library import InForce
from domain.playbook.policy import SYSTEM_ACTOR
from domain.playbook.standing import Standing, looked_at
from domain.playbook.state import CaseSoFar
from domain.task.commands import Waive
from domain.task.events import TaskCompleted, TaskOpened

REASON = "No longer needed: what it was for ended while somebody was at it."


def came_back(task: Sequence[Recorded[Event]], fact: Recorded[Event]) -> TaskOpened | None:
    """How *task* was opened, where the reopening *fact* came with its completion; None where somebody asked for it."""
    done = {each.meta.command_id for each in task if isinstance(each.event, TaskCompleted)}
    opened = (each.event for each in task if isinstance(each.event, TaskOpened))
    return next(opened, None) if fact.meta.command_id in done else None


def asked_for(books: InForce, case: CaseSoFar, task: str) -> bool:
    """Whether the rules ask for *task* as *case* stands. Refuses rules that are unknown, as :meth:`InForce.of`."""
    books.of(case)
    return task in looked_at(books, Standing(case)).duties


def withdrawal(opened: TaskOpened, fact: Recorded[Event], now: datetime) -> tuple[Waive, Context]:
    """What withdraws the duty that *fact* brought back, under the circumstances it was opened in."""
    meta = fact.meta
    context = Context(
        command_id=derive(opened.task, "waive", fact.id),
        now=now,
        occurred_at=Occurred(now),
        actor=SYSTEM_ACTOR,
        agency=SYSTEM_AGENCY,
        role=None,
        country=opened.country,
        audience=meta.audience,
        causation_id=fact.id,
        correlation_id=meta.correlation_id or meta.command_id,
        exercise=meta.exercise,
    )
    return Waive(reason=REASON), context
