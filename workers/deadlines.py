"""The deadlines loop: clocks that run out become facts, once.

Invariant: whether something fires depends on the view, the rule in :mod:`domain.task.clocks` and the clock port alone,
and every command has a derived identifier. After a crash, a restart or a rebuild nothing fires twice.

A tick reads what is due and nothing else, however many clocks run. The loop sleeps until the next moment, or until the
view has news. A store that is away or full is tried again; a task whose history is damaged is counted, named by its
place and passed by, and all other clocks run on.
"""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any, Protocol

import structlog

from domain.deciding.handling import Handler
from domain.deciding.refusals import Refused
from domain.directory.reaching import Lines, nobody
from domain.ports import Clock, HistoryDamaged, StoreAway, StoreFull
from domain.task.clocks import Clocks, Step, command_id, context_of, next_step, reaching
from domain.task.commands import TaskCommand
from domain.task.decider import originator
from domain.task.state import Task
from projections.deadlines import VIEW
from projections.views import Documents, View

LOG = structlog.get_logger("deadlines")

AT_ONCE = 100
"""How many tasks one tick takes."""

PAUSE = timedelta(seconds=2)
"""How long an absent or full store is left alone."""

FAR = 2**62
"""Later than any moment."""


class Waiting(Protocol):
    """How the loop sleeps."""

    async def until(self, at: datetime | None, beyond: int) -> None:
        """Return at the moment *at*, or once the view has gone *beyond* that position, whichever comes first."""


class ForNews:
    """Sleeps on the notification of a *view*. Looks at the clock every *LONGEST* at least, as clocks are set."""

    LONGEST = timedelta(minutes=1)

    def __init__(self, documents: Documents, clock: Clock, view: View[Any] = VIEW) -> None:
        """Nobody sleeps yet."""
        self._documents = documents
        self._clock = clock
        self._view = view

    async def until(self, at: datetime | None, beyond: int) -> None:
        """See :meth:`Waiting.until`."""
        left = self.LONGEST if at is None else min(self.LONGEST, max(timedelta(), at - self._clock.now()))
        try:
            await self._documents.reached(self._view, beyond + 1, left.total_seconds())
        except TimeoutError:
            return


class Deadlines:
    """Lets clocks run out. It decides nothing: what is due is written down."""

    def __init__(
        self,
        documents: Documents,
        tasks: Handler[Task, TaskCommand],
        clock: Clock,
        waiting: Waiting,
        lines: Lines = nobody,
    ) -> None:
        """Nothing is running out yet. *lines* say how agencies are reached."""
        self._documents = documents
        self._tasks = tasks
        self._clock = clock
        self._waiting = waiting
        self._lines = lines
        self._answered: set[str] = set()
        self.fired = 0
        self.damaged = 0
        self.pauses = 0

    async def run(self) -> None:
        """Fire what is due and sleep until the next moment, for ever."""
        while True:
            seen = self._documents.position(VIEW)
            try:
                upcoming = await self.tick()
            except (StoreAway, StoreFull):
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
            await asyncio.gather(*(self._fire(task, command, now) for task, at, command in fresh if at <= now))
            later = [at for _, at, _ in fresh if at > now]
            if later or len(upcoming) < limit:
                return min(later, default=None)
            many = AT_ONCE

    async def _fire(self, task: Clocks, command: Step, now: datetime) -> None:
        context = context_of(task, command, now)
        try:
            told = reaching(task, command, self._lines, now)
            outcome = await self._tasks.handle(originator(task.case, task.task), told, context)
        except Refused:
            # The task is not what the view still shows: it has moved on, and so will the view.
            self._answered.add(context.command_id)
            return
        except HistoryDamaged as fault:
            self._answered.add(context.command_id)
            self._pass_by(fault)
            return
        self._answered.add(context.command_id)
        self.fired += bool(outcome.events) and not outcome.repeated

    def _pass_by(self, fault: HistoryDamaged) -> None:
        self.damaged += 1
        LOG.error("passed_by", originator=fault.originator, version=fault.version, position=fault.position)
