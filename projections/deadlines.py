"""The clocks of all tasks, with the next moment of each in an indexed column.

Invariant: what is due can be read without reading what is not, however many clocks run.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from domain.envelope import task_of
from domain.task import events as e
from domain.task.clocks import Clocks, next_step
from projections.views import Document, Fact, View, moment


class Running(Clocks, Document, frozen=True, kw_only=True):
    """The clocks of one task, as a row."""


def keys(fact: Fact) -> Sequence[str]:
    """The task that *fact* is about."""
    task = task_of(fact.originator)
    return () if task is None else (task,)


def evolve(task: Running | None, fact: Fact) -> Running | None:
    """The clocks after *fact*."""
    event = fact.event
    if isinstance(event, e.TaskOpened):
        return _opened(event, fact)
    if task is None:
        return None
    match event:
        case e.TaskAcknowledged() | e.TaskClaimed():
            return replace(task, acknowledged=True)
        case e.TaskHandedOver(to_agency=agency):
            return replace(task, acknowledged=True, agency=agency)
        case e.TaskCompleted() | e.TaskWaived():
            return replace(task, ended=True)
        case e.TaskWentOverdue():
            return replace(task, overdue=True)
        case e.TaskEscalated(step=step):
            return replace(task, escalated=step, told_at=fact.recorded_at)
        case e.TaskClockPaused(until=until, due_at=due_at):
            return replace(task, turn=fact.version, paused_until=until, due_at=due_at)
        case e.TaskClockResumed(due_at=due_at):
            return replace(task, turn=fact.version, paused_until=None, due_at=due_at)
        case e.TaskReopened(due_at=due_at, acknowledge_by=acknowledge_by, acknowledged=acknowledged):
            again = replace(task, turn=fact.version, due_at=due_at, acknowledge_by=acknowledge_by)
            again = replace(again, acknowledged=acknowledged, ended=False, overdue=False)
            return replace(again, escalated=0, told_at=None, paused_until=None)
        case _:
            return task


def _opened(event: e.TaskOpened, fact: Fact) -> Running:
    return Running(
        task=event.task,
        case=event.case,
        agency=event.agency,
        chain=event.escalate_to,
        turn=fact.version,
        due_at=event.due_at,
        acknowledge_by=event.acknowledge_by,
        steps=len(event.escalate_to),
        cause=fact.id,
        correlation=fact.meta.correlation_id,
        country=event.country,
        audience=fact.meta.audience,
        playbook=fact.meta.playbook,
        exercise=fact.meta.exercise,
    )


def _next_at(task: Running) -> int | None:
    step = next_step(task)
    return None if step is None else moment(step[0])


VIEW: View[Running] = View(
    name="deadlines",
    version=4,
    document=Running,
    keys=keys,
    evolve=evolve,
    columns={"next_at": _next_at},
    indexes=(("next_at", "key"),),
)
