"""The board: one document for each task, as its agency works on it.

Invariant: the document follows every fact of its task, also those it shows nothing of, so that its version is the one a
command must name.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.envelope import Audience, PlaybookRef, task_of
from domain.task import events as e
from projections.kept import Kept, keep
from projections.views import Document, Fact, View, moment


class Claim(msgspec.Struct, frozen=True):
    """Who has taken the duty on, for whom, since when."""

    member: str
    agency: str
    at: datetime


class HandOver(msgspec.Struct, frozen=True, kw_only=True):
    """An offer that waits for its answer."""

    to_agency: str
    to_member: str | None
    offered_by: str
    at: datetime
    reason: Kept | None


class Pause(msgspec.Struct, frozen=True, kw_only=True):
    """A deadline that waits: for which reason, at whose word, since when, until when at most."""

    because: str
    member: str
    at: datetime
    until: datetime


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the last step of an escalation reached, *because* of what, and when."""

    to: str
    member: str | None
    because: str
    at: datetime


class Task(Document, frozen=True, kw_only=True):
    """A duty of one agency. *state* is open, acknowledged, claimed, completed or waived.

    For one of the reasons in *pauses* its clock may wait, for *may_pause* from now on; a pause that runs is part of it.
    """

    id: str
    case: str
    reference: str
    agency: str
    role: Role
    country: Country | None
    code: str
    title: str
    state: str = "open"
    acknowledged: bool = False
    opened_at: datetime
    due_at: datetime | None
    acknowledge_by: datetime | None
    clock_from: datetime | None = None
    counts: str | None = None
    pauses: tuple[str, ...] = ()
    may_pause: timedelta = timedelta()
    pause: Pause | None = None
    escalate_to: tuple[str, ...] = ()
    overdue: bool = False
    escalated: int = 0
    told: Told | None = None
    claimed_by: Claim | None = None
    hand_over: HandOver | None = None
    outcome: str | None = None
    outcomes: tuple[str, ...] = ()
    ended_at: datetime | None = None
    source: str | None = None
    mark: str | None = None
    playbook: PlaybookRef | None = None
    audience: Audience = Audience()
    exercise: str | None = None
    version: int = 1

    @property
    def running(self) -> bool:
        """Whether there is still something to do."""
        return self.state not in {"completed", "waived"}


def keys(fact: Fact) -> Sequence[str]:
    """The task that *fact* is about."""
    task = task_of(fact.originator)
    return () if task is None else (task,)


def evolve(task: Task | None, fact: Fact) -> Task | None:
    """The task after *fact*; what it does not know changes the version only."""
    event = fact.event
    if task is None:
        return _opened(event, fact) if isinstance(event, e.TaskOpened) else None
    if not task.running:
        return _ended(task, fact)
    match event:
        case e.TaskAcknowledged():
            state = "acknowledged" if task.state == "open" else task.state
            return replace(task, version=fact.version, state=state, acknowledged=True)
        case e.TaskClaimed(member=member, agency=agency, at=at):
            return _held(task, fact, task.agency, Claim(member, agency, at))
        case e.TaskCompleted(outcome=outcome):
            return _end(task, fact, "completed", outcome)
        case e.TaskReleased():
            state = "acknowledged" if task.acknowledged else "open"
            return replace(task, version=fact.version, state=state, claimed_by=None, hand_over=None)
        case e.TaskHandOverOffered():
            return replace(task, version=fact.version, hand_over=_offer(event, fact))
        case e.TaskHandOverDeclined() | e.TaskHandOverWithdrawn():
            return replace(task, version=fact.version, hand_over=None)
        case e.TaskHandedOver(to_agency=agency, to_member=member, at=at):
            return _held(task, fact, agency, Claim(member, agency, at))
        case e.TaskClockPaused(because=because, member=member, at=at, until=until, due_at=due_at):
            pause = Pause(because=because, member=member, at=at, until=until)
            return replace(task, version=fact.version, pause=pause, due_at=due_at)
        case e.TaskClockResumed(at=at, due_at=due_at):
            left = _left(task, at)
            return replace(task, version=fact.version, pause=None, may_pause=left, due_at=due_at)
        case e.TaskWentOverdue():
            return replace(task, version=fact.version, overdue=True)
        case e.TaskEscalated(step=step, to=to, to_member=member, because=because):
            told = Told(to=to, member=member, because=because, at=fact.recorded_at)
            return replace(task, version=fact.version, escalated=step, told=told)
        case e.TaskWaived():
            return _end(task, fact, "waived")
        case _:
            return replace(task, version=fact.version)


def _opened(event: e.TaskOpened, fact: Fact) -> Task:
    return Task(
        id=event.task,
        case=event.case,
        reference=event.reference,
        agency=event.agency,
        role=event.role,
        country=event.country,
        code=event.code,
        title=event.title,
        opened_at=event.opened_at,
        due_at=event.due_at,
        acknowledge_by=event.acknowledge_by,
        clock_from=event.clock_from,
        counts=event.counts,
        pauses=event.pauses,
        may_pause=timedelta(minutes=event.pause_minutes),
        escalate_to=event.escalate_to,
        outcomes=event.outcomes,
        source=event.source,
        mark=event.mark,
        playbook=fact.meta.playbook,
        audience=fact.meta.audience,
        exercise=fact.meta.exercise,
        version=fact.version,
    )


def _offer(event: e.TaskHandOverOffered, fact: Fact) -> HandOver:
    return HandOver(
        to_agency=event.to_agency,
        to_member=event.to_member,
        offered_by=event.offered_by,
        at=event.at,
        reason=keep(fact, "reason", event.reason),
    )


def _left(task: Task, until: datetime | None = None) -> timedelta:
    """How long the clock of *task* may wait once its pause has ended, *until* a moment or as late as it could."""
    return task.may_pause if task.pause is None else task.may_pause - ((until or task.pause.until) - task.pause.at)


def _held(task: Task, fact: Fact, agency: str, claim: Claim) -> Task:
    return replace(
        task,
        version=fact.version,
        agency=agency,
        state="claimed",
        acknowledged=True,
        claimed_by=claim,
        hand_over=None,
    )


def _end(task: Task, fact: Fact, state: str, outcome: str | None = None) -> Task:
    return replace(
        task,
        version=fact.version,
        state=state,
        outcome=outcome,
        ended_at=fact.meta.occurred_at.at,
        may_pause=_left(task),
        hand_over=None,
        pause=None,
    )


def _ended(task: Task, fact: Fact) -> Task:
    event = fact.event
    if not isinstance(event, e.TaskReopened):
        return replace(task, version=fact.version)
    return replace(
        task,
        version=fact.version,
        state="acknowledged" if event.acknowledged else "open",
        acknowledged=event.acknowledged,
        claimed_by=None,
        outcome=None,
        ended_at=None,
        overdue=False,
        escalated=0,
        told=None,
        due_at=event.due_at,
        acknowledge_by=event.acknowledge_by,
        pause=None,
    )


def _due(task: Task) -> int | None:
    return None if task.due_at is None else moment(task.due_at)


def _told_to(task: Task) -> str | None:
    """The agency that was told last, as long as what it was told of holds."""
    holds = task.running and (task.overdue or not task.acknowledged)
    return task.told.to if task.told is not None and holds else None


VIEW: View[Task] = View(
    name="board",
    version=6,
    document=Task,
    keys=keys,
    evolve=evolve,
    columns={
        "agency": lambda task: task.agency,
        "offered_to": lambda task: task.hand_over.to_agency if task.hand_over else None,
        "told_to": _told_to,
        "case": lambda task: task.case,
        "holder": lambda task: task.claimed_by.member if task.claimed_by else None,
        "state": lambda task: task.state,
        "running": lambda task: task.running,
        "due_at": _due,
        "ended_at": lambda task: None if task.ended_at is None else moment(task.ended_at),
        "version": lambda task: task.version,
    },
    indexes=(
        ("agency", "running", "due_at"),
        ("agency", "ended_at"),
        ("offered_to", "running"),
        ("told_to", "due_at"),
        ("case",),
        ("holder", "running"),
    ),
)
