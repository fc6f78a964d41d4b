"""Tasks with clocks, and the loop that watches them, for tests."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from domain.codes import Country, Role
from domain.directory.reaching import Lines, nobody
from domain.ids import derive
from domain.task import events as t
from domain.task.commands import OpenTask
from domain.task.decider import originator
from projections.deadlines import VIEW
from tests.playbook.rehearsal import CASE, START, Folded, Rehearsal
from workers.deadlines import Deadlines

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


class Bench:
    """Tasks, their clocks, and the loop that watches them."""

    def __init__(self, now: datetime = START, lines: Lines = nobody) -> None:
        self.lines = lines
        self.lantern = Rehearsal()
        self.lantern.clock.time = now
        self.documents = Folded(VIEW)
        self.restart()

    def restart(self) -> None:
        """A new process: nothing remembered, the view still there."""
        self.loop = Deadlines(self.documents, self.lantern.tasks, self.lantern.clock, Asleep(), self.lines)

    async def open(
        self, name: str = "a", *, acknowledge: timedelta | None = None, chain: Sequence[str] = (), **more: Any
    ) -> str:
        now = self.lantern.clock.now()
        task = derive(CASE, name)
        command = OpenTask(
            case=CASE,
            task=task,
            reference="IT-2026-001",
            agency="carer.it",
            role=Role.CARER,
            country=Country.IT,
            code="search-site",
            title="Search the site",
            due_at=now + HOUR,
            acknowledge_by=None if acknowledge is None else now + acknowledge,
            escalate_to=tuple(chain),
            **more,
        )
        await self.do(task, command)
        return task

    async def do(self, task: str, *commands: Any) -> None:
        for command in commands:
            await self.lantern.tasks.handle(originator(CASE, task), command, self.lantern.context("carer.it"))

    async def at(self, time: timedelta) -> list[str]:
        """What fires *time* later, in short."""
        self.lantern.clock.on(time)
        return await self.tick()

    async def tick(self) -> list[str]:
        before = await self.fold()
        await self.loop.tick()
        await self.fold()
        return [short(fact.event) for fact in (await self.lantern.log())[before:]]

    async def fold(self) -> int:
        facts = await self.lantern.log()
        self.documents.catch_up(facts)
        return len(facts)


class Asleep:
    """Never wakes: what it was asked is kept, and the loop is ended."""

    def __init__(self) -> None:
        self.asked: list[tuple[datetime | None, int]] = []

    async def until(self, at: datetime | None, beyond: int) -> None:
        self.asked.append((at, beyond))
        raise KeyboardInterrupt


def short(event: Any) -> str:
    match event:
        case t.TaskWentOverdue():
            return "overdue"
        case t.TaskEscalated(step=step, to=to, because=because):
            return f"{step}: {to}, {because}"
        case t.TaskClockResumed(due_at=due_at):
            return f"resumed, due {due_at:%H:%M}"
        case _:
            return str(type(event).__name__)
