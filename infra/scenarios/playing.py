"""Playing scenarios: real commands in the order of their times, under a clock that moves with them.

Invariant: whatever is recorded was decided by the same deciders, rules and deadlines that work outside of stories, at
the story's time. All identifiers are derived, so what was played before is found and nothing is played twice; the start
of the first playing stays the start for ever.

Play before the loops start: rules and deadlines run in here, on the story's clock, and the loops will then find that
everything they would do has been done.
"""

import contextlib
import heapq
import itertools
from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec

from domain.case import decider as case_decider
from domain.conference import decider as conference_decider
from domain.conference.following import follows
from domain.context import SYSTEM_AGENCY, Command, Context
from domain.deciding.handling import Outcome
from domain.deciding.refusals import Refused
from domain.envelope import Occurred, Recorded, case_of, conference_of, task_of
from domain.events import Event
from domain.playbook.policy import react, still_to_do
from domain.playbook.rules import Playbooks
from domain.playbook.standing import Standing
from domain.ports import EventStore
from domain.task import decider as task_decider
from domain.task import events as t
from domain.task.clocks import context_of, next_step
from domain.task.commands import TaskCommand
from infra.faults import Misuse
from infra.scenarios.meeting import between, conference_id
from infra.scenarios.people import Demo
from infra.scenarios.routine import Deed, by_agency, deeds
from infra.scenarios.script import Scenario, Step, case_id
from projections.deadlines import Running, evolve

Dispatch = Callable[[str, Command, Context], Awaitable[Outcome[Any]]]
"""Carries a command to the handler of its originator."""

ENROLLED_BEFORE = timedelta(days=1)
"""How long before the first step the agencies and people of the demo are there."""


class ScenarioRefused(Misuse):
    """A step asks for what is impossible at that point of its story."""

    def __init__(self, step: Step, why: str) -> None:
        """Name the place, the step and the refusal."""
        super().__init__(f"{step.where}: {step.slug} by {step.by.name}: {why}")


class Played(msgspec.Struct, frozen=True, kw_only=True):
    """What playing led to: when the story began and ended, and the position of its last fact."""

    start: datetime
    end: datetime
    steps: int
    facts: int
    position: int


async def already_played(store: EventStore, scenarios: Sequence[Scenario]) -> bool:
    """Whether the last step that belongs to a case file is in the log."""
    steps = [step for _, step in _in_order(scenarios, whole=False) if not (step.task or step.conference)]
    if not steps:
        return True
    history = await store.load(case_decider.originator(case_id(steps[-1].case)))
    return any(fact.meta.command_id == steps[-1].command_id for fact in history)


async def play(
    demo: Demo,
    scenarios: Sequence[Scenario],
    playbooks: Playbooks,
    dispatch: Dispatch,
    last: datetime,
    *,
    whole: bool = False,
) -> Played:
    """Enter *demo* and play *scenarios* so that each comes to its interesting moment at *last*; *whole*: to its end.

    Raises :class:`ScenarioRefused` for a step that is impossible where it stands, and the faults of the store.
    """
    steps = _in_order(scenarios, whole=whole)
    length = max((_length(scenario, whole=whole) for scenario in scenarios), default=timedelta())
    stage = _Stage(demo, playbooks, dispatch, scenarios)
    start = await stage.enter(last - length - ENROLLED_BEFORE) + ENROLLED_BEFORE
    for before, step in steps:
        await stage.perform(step, start + before + step.at, start + before)
    return Played(start=start, end=start + length, steps=len(steps), facts=stage.facts, position=stage.position)


def _in_order(scenarios: Sequence[Scenario], *, whole: bool) -> list[tuple[timedelta, Step]]:
    """All steps by time, each with how long after the start its scenario begins, so that all end together."""
    lengths = [_length(scenario, whole=whole) for scenario in scenarios]
    longest = max(lengths, default=timedelta())
    told = [
        (longest - length, step)
        for scenario, length in zip(scenarios, lengths, strict=True)
        for step in _steps(scenario, whole=whole)
    ]
    return sorted(told, key=lambda item: item[0] + item[1].at)


def _steps(scenario: Scenario, *, whole: bool) -> Sequence[Step]:
    return scenario.steps if whole else scenario.steps[: scenario.until]


def _length(scenario: Scenario, *, whole: bool) -> timedelta:
    return max((step.at for step in _steps(scenario, whole=whole)), default=timedelta())


_NEVER = datetime.max.replace(tzinfo=UTC)


class _Stage:
    """The cases and clocks of the stories as they go on."""

    def __init__(
        self, demo: Demo, playbooks: Playbooks, dispatch: Dispatch, scenarios: Sequence[Scenario] = ()
    ) -> None:
        self._demo = demo
        self._routines = {scenario.exercise: scenario.routines for scenario in scenarios}
        self._told = {_duty(step, demo) for scenario in scenarios for step in scenario.steps if step.task}
        self._everyday = by_agency(demo.accounts)
        self._playbooks = playbooks
        self._dispatch = dispatch
        self._cases: dict[str, Standing] = {}
        self._histories: dict[str, list[Recorded[Event]]] = {}
        self._tasks: dict[tuple[str, str, str], str] = {}
        self._clocks: dict[str, Running] = {}
        self._due: list[tuple[datetime, str]] = []
        self._deeds: list[tuple[datetime, int, Deed]] = []
        self._order = itertools.count()
        self._seen: set[str] = set()
        self._now = datetime.min.replace(tzinfo=UTC)
        self.facts = 0
        self.position = 0

    async def enter(self, at: datetime) -> datetime:
        """Enter agencies and people. Returns when that was, which is earlier than *at* when it was done before."""
        for command_id, originator, command in self._demo.commands:
            context = Context(
                command_id=command_id,
                now=at,
                occurred_at=Occurred(at),
                actor="demo",
                agency=SYSTEM_AGENCY,
                role=None,
                country=None,
                purpose="demonstration",
                legal_basis="fictive",
            )
            outcome = await self._dispatch(originator, command, context)
            if outcome.repeated:
                at = min(at, outcome.events[0].recorded_at)
            self._count(outcome)
        return at

    async def perform(self, step: Step, now: datetime, start: datetime) -> None:
        """Let what is due by then run out, give the command, and let the rules answer."""
        await self._run_out(now)
        self._now = now
        case = case_id(step.case)
        originator = self._originator(step, case)
        command = between(step.command(self._demo, start), self._histories.get(originator, ()))
        try:
            outcome = await self._dispatch(originator, command, _context(step, now, start))
        except Refused as refused:
            field = f" ({refused.field})" if refused.field else ""
            raise ScenarioRefused(step, f"{refused.why}{field} {refused.instead}") from refused
        await self._follow(outcome, now)

    def _originator(self, step: Step, case: str) -> str:
        if step.conference:
            return conference_decider.originator(case, conference_id(step.case, step.conference))
        return self._task(step, case) if step.task else case_decider.originator(case)

    def _task(self, step: Step, case: str) -> str:
        task = self._tasks.get((case, step.task, self._demo.agencies[step.of]))
        if task is None:
            raise ScenarioRefused(step, f"{step.of} has no task {step.task} in this case.")
        return task_decider.originator(case, task)

    async def _follow(self, outcome: Outcome[Any], now: datetime) -> None:
        self._count(outcome)
        # A command that was repeated is answered with its first facts; the story has moved on since.
        news = [fact for fact in outcome.events if fact.id not in self._seen]
        self._seen |= {fact.id for fact in news}
        for fact in news:
            if task_of(fact.originator) is not None:
                self._learn(fact)
            elif conference_of(fact.originator) is not None:
                await self._decided(fact, now)
            else:
                await self._react(fact, now)

    async def _decided(self, fact: Recorded[Event], now: datetime) -> None:
        """Let what a conference decided become a task."""
        history = self._histories.setdefault(fact.originator, [])
        history.append(fact)
        follow = follows(conference_decider.DECIDER.fold(each.event for each in history), fact, now)
        if follow is not None:
            await self._try(*follow, now)

    async def _react(self, fact: Recorded[Event], now: datetime) -> None:
        case = case_of(fact.originator) or ""
        after, reactions = react(self._playbooks, self._cases.get(case, Standing()), fact, now)
        self._cases[case] = after
        for reaction in reactions:
            to_do = still_to_do(reaction, self._histories.get(reaction.originator, ()))
            if to_do is None:
                continue
            await self._try(to_do.originator, to_do.command, to_do.context, now)

    async def _try(self, originator: str, command: TaskCommand, context: Context, now: datetime) -> None:
        """Give a command that nobody in the story gives, unless it is impossible: somebody may hold the task.

        What the story knows by then decides. When it is played again the log knows more, and would allow other things.
        """
        known = task_decider.DECIDER.fold(fact.event for fact in self._histories.get(originator, ()))
        with contextlib.suppress(Refused):
            if task_decider.DECIDER.decide(known, command, context):
                await self._follow(await self._dispatch(originator, command, context), now)

    def _learn(self, fact: Recorded[Event]) -> None:
        task = task_of(fact.originator) or ""
        self._histories.setdefault(fact.originator, []).append(fact)
        running = evolve(self._clocks.get(task), fact)
        if running is None:
            return
        self._clocks[task] = running
        if isinstance(fact.event, t.TaskOpened):
            self._tasks[running.case, fact.event.code, fact.event.agency] = task
            self._plan(fact.event, fact.meta.exercise)
        step = next_step(running)
        if step is not None:
            heapq.heappush(self._due, (step[0], task))

    def _plan(self, opened: t.TaskOpened, exercise: str | None) -> None:
        """Have the everyday work about a duty done at its time, unless the story tells of it."""
        by = self._everyday.get(opened.agency)
        if by is None or exercise is None or (opened.case, opened.code, opened.agency) in self._told:
            return
        for at, command in deeds(self._routines.get(exercise, ()), opened):
            deed = Deed(opened.case, opened.task, command, by, exercise)
            heapq.heappush(self._deeds, (at, next(self._order), deed))

    async def _run_out(self, now: datetime) -> None:
        """Let clocks run out and everyday work be done by *now*, each at its moment, or at once where that was past."""
        while (at := min(_first(self._due), _first(self._deeds))) <= now:
            self._now = max(self._now, at)
            if _first(self._due) == at:
                await self._ring(*heapq.heappop(self._due))
            else:
                deed = heapq.heappop(self._deeds)[-1]
                originator = task_decider.originator(deed.case, deed.task)
                await self._try(originator, deed.command, deed.context(self._now), self._now)

    async def _ring(self, at: datetime, task: str) -> None:
        """Write down that a clock ran out."""
        running = self._clocks[task]
        step = next_step(running)
        if step is not None and step[0] == at:
            originator = task_decider.originator(running.case, task)
            outcome = await self._dispatch(originator, step[1], context_of(running, step[1], self._now))
            await self._follow(outcome, self._now)

    def _count(self, outcome: Outcome[Any]) -> None:
        self.facts += 0 if outcome.repeated else len(outcome.events)
        self.position = max(self.position, outcome.position)


def _first(queue: Sequence[tuple[Any, ...]]) -> datetime:
    return queue[0][0] if queue else _NEVER


def _duty(step: Step, demo: Demo) -> tuple[str, str, str]:
    """The duty that a step is about: its case, its code, and the agency that has it."""
    return case_id(step.case), step.task, demo.agencies[step.of]


def _context(step: Step, now: datetime, start: datetime) -> Context:
    until = None if step.occurred_until is None else start + step.occurred_until
    return Context(
        command_id=step.command_id,
        now=now,
        occurred_at=Occurred(start + step.occurred, until, step.approximate),
        actor=step.by.member,
        agency=step.by.agency,
        role=step.by.role,
        country=step.by.country,
        exercise=step.exercise,
    )
