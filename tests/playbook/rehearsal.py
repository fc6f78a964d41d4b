"""A small Lantern for tests: the log in memory, real handlers, a clock driven by hand."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from domain.case import decider as case
from domain.case.commands import CaseCommand, JoinAgency, NoticeAbsence, OpenCase
from domain.codes import Country, Role
from domain.context import Context
from domain.deciding.handling import Handler, Outcome
from domain.envelope import Occurred, Recorded
from domain.events import Event
from domain.ids import derive
from domain.task import decider as task
from domain.task import events as t
from infra.memory import MemoryEventStore, MemoryKeys
from infra.vault import Keks, KeyRing
from projections.views import D, Value, View

CASE = "0190f3a07c1c7c0fa4c36b6f2f6d1e01"
START = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)


class HandClock:
    """Shows the time it was set to."""

    def __init__(self, now: datetime = START) -> None:
        self.time = now

    def now(self) -> datetime:
        return self.time

    def on(self, time: timedelta) -> None:
        self.time += time


class Positions:
    """Remembers positions; breaks instead while *broken*, as a kill before the write would."""

    def __init__(self) -> None:
        self.at: dict[str, int] = {}
        self.broken = False

    def get(self, name: str) -> int:
        return self.at.get(name, 0)

    def set(self, name: str, position: int) -> None:
        if self.broken:
            raise KeyboardInterrupt
        self.at[name] = position


class Rehearsal:
    """The log, the handlers and the clock; agencies are called by role and country."""

    def __init__(self) -> None:
        ring = KeyRing(MemoryKeys(), Keks("test", {"test": bytes(32)}))
        self.store = MemoryEventStore(ring)
        self.clock = HandClock()
        self.cases = Handler(case.DECIDER, self.store)
        self.tasks = Handler(task.DECIDER, self.store)
        self._count = 0

    async def ask(self, command: CaseCommand, by: str = "carer.it") -> Outcome[Any]:
        """Let an agency ask something of the case."""
        return await self.cases.handle(f"case.{CASE}.file", command, self.context(by))

    def context(self, by: str) -> Context:
        self._count += 1
        role, country = by.split(".")
        now = self.clock.now()
        return Context(
            command_id=derive(CASE, "asked", self._count),
            now=now,
            occurred_at=Occurred(now),
            actor=f"somebody of {by}",
            agency=by,
            role=Role(role),
            country=Country(country),
        )

    async def begin(self, *others: str) -> None:
        """Open the case for the Italian carer, bring *others* in, and miss the child."""
        await self.ask(OpenCase(reference="IT-2026-001", country=Country.IT))
        for agency in others:
            role, country = agency.split(".")
            await self.ask(JoinAgency(agency=agency, role=Role(role), country=Country(country)))
        await self.ask(NoticeAbsence(episode="first", country=Country.IT))

    async def log(self) -> Sequence[Recorded[Event]]:
        """Everything that was recorded."""
        if not await self.store.last_position():
            return []
        facts: list[Recorded[Event]] = []
        follower = self.store.follow(0)
        while len(facts) < await self.store.last_position():
            facts += await anext(follower)
        await follower.aclose()
        return facts

    async def opened(self) -> list[str]:
        """The codes of the tasks that were opened, in order."""
        return [fact.event.code for fact in await self.log() if isinstance(fact.event, t.TaskOpened)]


class Folded:
    """Documents folded from the log when asked to catch up, as the projecting loop would."""

    def __init__(self, view: View[Any]) -> None:
        self.view = view
        self.documents: dict[str, Any] = {}
        self.at = 0
        self.read = 0

    def catch_up(self, facts: Sequence[Recorded[Event]]) -> None:
        for fact in facts:
            if fact.position > self.at:
                for key in self.view.keys(fact):
                    self.documents[key] = self.view.evolve(self.documents.get(key), fact)
                self.at = fact.position

    def get(self, view: View[D], key: str) -> D | None:
        assert view is self.view
        return self.documents.get(key)

    def select(
        self,
        view: View[D],
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        *,
        less_or_equal: Mapping[str, Value] | None = None,
        order_by: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[D]:
        assert (view, where, list(less_or_equal or ()), order_by, offset) == (
            self.view, None, ["next_at"], ("next_at",), 0,
        )  # fmt: skip
        column = view.columns["next_at"]
        keyed = [(value, key) for key, document in self.documents.items() if (value := column(document)) is not None]
        found = [self.documents[key] for _, key in sorted(keyed)[:limit]]
        self.read += len(found)
        return found

    def values(self, *_: Any, **__: Any) -> list[tuple[Value, ...]]:
        raise NotImplementedError

    def count(self, *_: Any, **__: Any) -> int:
        raise NotImplementedError

    def position(self, view: View[Any]) -> int:
        assert view is self.view
        return self.at

    async def reached(self, view: View[Any], position: int, within: float = 5.0) -> None:
        assert view is self.view
        self.waited = (position, within)
        if position > self.at:
            raise TimeoutError

    def parked(self) -> list[Any]:
        return []
