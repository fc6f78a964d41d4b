"""Where a task stands, folded from what happened to it.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.codes import Role
from domain.events import Event
from domain.task.events import (
    TaskAcknowledged,
    TaskClaimed,
    TaskClockPaused,
    TaskClockResumed,
    TaskCompleted,
    TaskEscalated,
    TaskEvent,
    TaskHandedOver,
    TaskHandOverDeclined,
    TaskHandOverOffered,
    TaskHandOverWithdrawn,
    TaskNoted,
    TaskOpened,
    TaskReleased,
    TaskReopened,
    TaskWaived,
    TaskWentOverdue,
)


class Holder(msgspec.Struct, frozen=True):
    """Who has claimed the duty, for whom, since when."""

    member: str
    agency: str
    at: datetime


class Offer(msgspec.Struct, frozen=True):
    """A hand-over that nobody has answered yet."""

    offered_by: str
    to_agency: str
    to_member: str | None


class Pause(msgspec.Struct, frozen=True):
    """The clock waits: for what reason, since when, until when at most, and at whose word."""

    because: str
    at: datetime
    until: datetime
    member: str


class NotOpened(msgspec.Struct, frozen=True):
    """No such duty yet."""


class Running(msgspec.Struct, frozen=True, kw_only=True):
    """The duty is to be done: unclaimed while *holder* is ``Unclaimed``."""

    case: str
    agency: str
    role: Role
    outcomes: tuple[str, ...]
    escalate_to: tuple[str, ...]
    due_at: datetime | None
    acknowledge_by: datetime | None
    acknowledged: bool = False
    holder: Holder | None = None
    offer: Offer | None = None
    overdue: bool = False
    escalated: int = 0
    declined_by: str | None = None
    reopened: bool = False
    pauses: tuple[str, ...] = ()
    may_pause: timedelta = timedelta()
    note_for: tuple[str, ...] = ()
    repeats: timedelta = timedelta()
    pause: Pause | None = None


class Ended(msgspec.Struct, frozen=True, kw_only=True):
    """The duty was completed or waived; *was* is how it stood before."""

    was: Running
    waived: bool
    outcome: str | None = None
    by: str


Task = NotOpened | Running | Ended

INITIAL: Task = NotOpened()


def evolve(task: Task, event: Event) -> Task:
    """The task after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    if not isinstance(event, TaskEvent):
        return task
    match task:
        case NotOpened():
            return _opened(event) if isinstance(event, TaskOpened) else task
        case Ended():
            return _after_end(task, event)
        case Running():
            return _while_running(task, event)
        case _:
            assert_never(task)


def _opened(event: TaskOpened) -> Running:
    return Running(
        case=event.case,
        agency=event.agency,
        role=event.role,
        outcomes=event.outcomes,
        escalate_to=event.escalate_to,
        due_at=event.due_at,
        acknowledge_by=event.acknowledge_by,
        pauses=event.pauses,
        may_pause=timedelta(minutes=event.pause_minutes),
        note_for=event.note_for,
        repeats=timedelta(minutes=event.repeat_minutes),
    )


def _after_end(task: Ended, event: TaskEvent) -> Task:
    if not isinstance(event, TaskReopened):
        return task
    # Histories of before a duty's end cut its pause short: nobody knows how long it waited, so all of it counts.
    waited = timedelta() if task.was.pause is None else task.was.pause.until - task.was.pause.at
    afresh = replace(task.was, holder=None, offer=None, overdue=False, escalated=0, pause=None)
    afresh = replace(afresh, may_pause=task.was.may_pause - waited)
    clocks = replace(afresh, due_at=event.due_at, acknowledge_by=event.acknowledge_by)
    return replace(clocks, acknowledged=event.acknowledged, reopened=True)


def _while_running(task: Running, event: TaskEvent) -> Task:
    match event:
        case TaskAcknowledged():
            return replace(task, acknowledged=True)
        case TaskClaimed(member=member, agency=agency, at=at):
            return replace(task, acknowledged=True, holder=Holder(member, agency, at), offer=None)
        case TaskReleased():
            return replace(task, holder=None, offer=None)
        case TaskHandOverOffered(offered_by=by, to_agency=agency, to_member=member):
            return replace(task, offer=Offer(by, agency, member), declined_by=None)
        case TaskHandedOver(to_agency=agency, to_member=member, at=at):
            return replace(task, agency=agency, acknowledged=True, holder=Holder(member, agency, at), offer=None)
        case TaskHandOverDeclined(declined_by=member):
            return replace(task, offer=None, declined_by=member)
        case TaskHandOverWithdrawn():
            return replace(task, offer=None)
        case TaskNoted() | TaskOpened() | TaskReopened():
            return task
        case TaskCompleted(member=member, outcome=outcome):
            return Ended(was=task, waived=False, outcome=outcome, by=member)
        case TaskWaived(member=member):
            return Ended(was=task, waived=True, by=member)
        case TaskClockPaused(because=because, at=at, until=until, member=member, due_at=due_at):
            return replace(task, pause=Pause(because, at, until, member), due_at=due_at)
        case TaskClockResumed(at=at, due_at=due_at):
            waited = timedelta() if task.pause is None else at - task.pause.at
            return replace(task, pause=None, due_at=due_at, may_pause=task.may_pause - waited)
        case TaskWentOverdue():
            return replace(task, overdue=True)
        case TaskEscalated(step=step):
            return replace(task, escalated=step)
        case _:
            assert_never(event)
