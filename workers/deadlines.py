"""The deadlines loop: clocks that run out become facts, once.

Invariant: whether something fires depends on the task and the clock port alone, and every command has an identifier
derived from the task, the turn of its clock and the step. After a crash, a restart or a rebuild nothing fires twice.

The view keeps the next moment of every task in an indexed column, so that a tick reads what is due and nothing else,
however many clocks run. The loop sleeps until the next moment, or until the view has news.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol

from msgspec.structs import replace

from domain.codes import Country
from domain.context import SYSTEM_AGENCY, Context
from domain.envelope import Audience, Occurred, PlaybookRef, task_of
from domain.handling import Handler
from domain.ids import derive
from domain.ports import Clock, StoreAway
from domain.refusals import Refused
from domain.task import events as e
from domain.task.commands import Escalate, MarkOverdue, TaskCommand
from domain.task.decider import originator
from domain.task.state import Task
from projections.views import Document, Documents, Fact, View, moment

SYSTEM_ACTOR = "deadlines"
"""The actor of everything a clock does."""

STEP = timedelta(hours=1)
"""[D] How long one step of an escalation has before the next is told."""

AT_ONCE = 100
"""How many tasks one tick takes."""

PAUSE = timedelta(seconds=2)
"""How long an absent store is left alone."""

FAR = 2**62
"""Later than any moment."""


class Running(Document, frozen=True, kw_only=True):
    """The clocks of one task. *turn* is the version of the fact that started them."""

    task: str
    case: str
    turn: int
    due_at: datetime | None
    acknowledge_by: datetime | None
    steps: int
    ended: bool = False
    acknowledged: bool = False
    overdue: bool = False
    escalated: int = 0
    told_at: datetime | None = None
    cause: str
    correlation: str | None
    country: Country | None
    audience: Audience
    playbook: PlaybookRef | None
    exercise: str | None


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
        case e.TaskAcknowledged() | e.TaskClaimed() | e.TaskHandedOver():
            return replace(task, acknowledged=True)
        case e.TaskCompleted() | e.TaskWaived():
            return replace(task, ended=True)
        case e.TaskWentOverdue():
            return replace(task, overdue=True)
        case e.TaskEscalated(step=step):
            return replace(task, escalated=step, told_at=fact.recorded_at)
        case e.TaskReopened(due_at=due_at):
            again = replace(task, turn=fact.version, due_at=due_at, ended=False, overdue=False)
            return replace(again, escalated=0, told_at=None)
        case _:
            return task


def _opened(event: e.TaskOpened, fact: Fact) -> Running:
    return Running(
        task=event.task,
        case=event.case,
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


def next_step(task: Running) -> tuple[datetime, MarkOverdue | Escalate] | None:
    """What the clocks of *task* do next, and when; None while nothing can run out."""
    if task.ended:
        return None
    due, escalation = _due(task), _escalation(task)
    if due is not None and escalation is not None:
        return min(due, escalation, key=lambda step: step[0])
    return due or escalation


def _due(task: Running) -> tuple[datetime, MarkOverdue | Escalate] | None:
    if task.due_at is None or task.overdue:
        return None
    return task.due_at, MarkOverdue(due_at=task.due_at)


def _escalation(task: Running) -> tuple[datetime, MarkOverdue | Escalate] | None:
    """The next step of the chain: at once for its first, a :data:`STEP` after the one before for the others."""
    if task.escalated >= task.steps:
        return None
    if task.overdue:
        since, because = task.due_at, "overdue"
    elif not task.acknowledged:
        since, because = task.acknowledge_by, "unacknowledged"
    else:
        return None
    if since is None:
        return None
    at = since if task.told_at is None else max(since, task.told_at + STEP)
    return at, Escalate(step=task.escalated + 1, because=because)


def command_id(task: Running, command: MarkOverdue | Escalate) -> str:
    """The identifier of *command*: the same for the same clock and step, for ever."""
    step = "overdue" if isinstance(command, MarkOverdue) else f"step {command.step}"
    return derive(task.task, "deadline", task.turn, step)


def context_of(task: Running, command: MarkOverdue | Escalate, now: datetime) -> Context:
    """The circumstances under which the clock of *task* gives *command*: Lantern's own, because it was opened."""
    return Context(
        command_id=command_id(task, command),
        now=now,
        occurred_at=Occurred(now),
        actor=SYSTEM_ACTOR,
        agency=SYSTEM_AGENCY,
        role=None,
        country=task.country,
        audience=task.audience,
        causation_id=task.cause,
        correlation_id=task.correlation,
        playbook=task.playbook,
        exercise=task.exercise,
    )


def _next_at(task: Running) -> int | None:
    step = next_step(task)
    return None if step is None else moment(step[0])


VIEW: View[Running] = View(
    name="deadlines",
    version=1,
    document=Running,
    keys=keys,
    evolve=evolve,
    columns={"next_at": _next_at},
    indexes=(("next_at", "key"),),
)


class Waiting(Protocol):
    """How the loop sleeps."""

    async def until(self, at: datetime | None, beyond: int) -> None:
        """Return at the moment *at*, or once the view has gone *beyond* that position, whichever comes first."""


class ForNews:
    """Sleeps on the view's own notification. Looks at the clock every *LONGEST* at least, as clocks are set."""

    LONGEST = timedelta(minutes=1)

    def __init__(self, documents: Documents, clock: Clock) -> None:
        """Nobody sleeps yet."""
        self._documents = documents
        self._clock = clock

    async def until(self, at: datetime | None, beyond: int) -> None:
        """See :meth:`Waiting.until`."""
        left = self.LONGEST if at is None else min(self.LONGEST, max(timedelta(), at - self._clock.now()))
        try:
            await self._documents.reached(VIEW, beyond + 1, left.total_seconds())
        except TimeoutError:
            return


class Deadlines:
    """Lets clocks run out. It decides nothing: what is due is written down."""

    def __init__(self, documents: Documents, tasks: Handler[Task, TaskCommand], clock: Clock, waiting: Waiting) -> None:
        """Nothing is running out yet."""
        self._documents = documents
        self._tasks = tasks
        self._clock = clock
        self._waiting = waiting
        self._answered: set[str] = set()
        self.fired = 0
        self.pauses = 0

    async def run(self) -> None:
        """Fire what is due and sleep until the next moment, for ever."""
        while True:
            seen = self._documents.position(VIEW)
            try:
                upcoming = await self.tick()
            except StoreAway:
                self.pauses += 1
                upcoming = self._clock.now() + PAUSE
            await self._waiting.until(upcoming, seen)

    async def tick(self) -> datetime | None:
        """Fire what is due now. Returns when to look again, None when no clock runs."""
        many = 1
        while True:
            limit = many + len(self._answered)
            upcoming = self._documents.select(VIEW, less_or_equal={"next_at": FAR}, order_by=("next_at",), limit=limit)
            steps = {command_id(task, step[1]): (task, *step) for task in upcoming if (step := next_step(task))}
            # What the view has folded by now is forgotten; what it has not is not sent again.
            self._answered &= steps.keys()
            fresh = [step for known, step in steps.items() if known not in self._answered]
            now = self._clock.now()
            await asyncio.gather(*(self._fire(task, command) for task, at, command in fresh if at <= now))
            later = [at for _, at, _ in fresh if at > now]
            if later or len(upcoming) < limit:
                return min(later, default=None)
            many = AT_ONCE

    async def _fire(self, task: Running, command: MarkOverdue | Escalate) -> None:
        context = context_of(task, command, self._clock.now())
        try:
            outcome = await self._tasks.handle(originator(task.case, task.task), command, context)
        except Refused:
            # The task is not what the view still shows: it has moved on, and so will the view.
            self._answered.add(context.command_id)
            return
        self._answered.add(context.command_id)
        self.fired += bool(outcome.events) and not outcome.repeated
