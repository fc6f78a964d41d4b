"""First answers: what a repeat is answered with.

Invariant: a repeat changes nothing and is answered with the task or case as it stood right after the first time.
"""

from __future__ import annotations

from typing import Any

from domain.case.decider import DECIDER as CASE
from domain.case.state import Case as CaseState
from domain.deciding.handling import Folded, Outcome
from projections import board, cases
from web import seeing
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.answers.racing import facts_of
from web.services import Services


def task_then(viewer: Viewer, folded: Folded[Any], outcome: Outcome[Any]) -> board.Task:
    """The task as *viewer* saw it after *outcome*. Raises :class:`NotThere`."""
    task: board.Task | None = None
    for fact in facts_of(folded, until=outcome.events[-1].version):
        task = board.evolve(task, fact)
    if task is None:
        raise NotThere
    return seeing.task_then(viewer, task)


def case_then(
    services: Services, viewer: Viewer, case: cases.Case, folded: Folded[CaseState], outcome: Outcome[CaseState]
) -> tuple[cases.Case, CaseState]:
    """The case as *viewer* saw it after *outcome*, and its state. Raises :class:`NotThere`."""
    last = outcome.events[-1]
    state = CASE.fold(fact.event for fact in facts_of(folded, until=last.version))
    return seeing.case_then(services, viewer, case.id, last.position), state
