"""The reacting loop: every fact of a case, under the rules, leads to tasks; so does what a conference decided.

Invariant: what a fact leads to is recorded before its position is remembered. A crash between the two means that the
fact is looked at again, and because every task and command has an identifier derived from the fact, looking again
changes nothing. To start from an older position, or on a fresh machine with an old log, is therefore harmless.

Strategy on failure: a store that is away or full is waited for, from the remembered position; a command that a rule
asked for and a task refuses (somebody has just taken it) is counted and passed by; what is damaged is counted, named by
its place and passed by, so that every other case goes on; a case by rules that this release cannot read is named and
left for a release that can, which finds the position where it was left; anything else ends the loop, loudly.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import reduce
from itertools import chain
from typing import Protocol

import msgspec
import structlog

from domain.case.decider import originator
from domain.conference import following
from domain.conference.decider import DECIDER as CONFERENCE
from domain.deciding.handling import Handler
from domain.deciding.refusals import Refused
from domain.envelope import Recorded, case_of
from domain.events import Event
from domain.playbook.library import InForce, RulesUnknown
from domain.playbook.policy import Reaction, react, still_to_do
from domain.playbook.repeating import asked_for, came_back, withdrawal
from domain.playbook.standing import Standing
from domain.playbook.state import CaseSoFar, evolve
from domain.ports import Clock, Damaged, EventStore, HistoryDamaged, StoreAway, StoreFull, VersionTaken
from domain.task.commands import TaskCommand
from domain.task.events import TaskReopened
from domain.task.state import Task

LOG = structlog.get_logger("reacting")

NAME = "reacting"
"""Under this name the position is remembered. It is permanent."""

REMEMBERED = 5_000
"""How many cases are kept folded; one that is not is read again from the log."""

PAUSE = timedelta(seconds=2)
"""How long an absent or full store is left alone."""


class Positions(Protocol):
    """Where loops that keep no view remember how far they have come."""

    def get(self, name: str) -> int:
        """The position that *name* has reached, 0 before the first."""

    def set(self, name: str, position: int) -> None:
        """Remember that *name* has reached *position*. It may be lost in a crash, it must not run ahead."""


class Known(msgspec.Struct, frozen=True):
    """A case as far as it was folded."""

    standing: Standing = Standing()
    version: int = 0


class Reacting:
    """Carries out the rules. *pause* waits for the given time, and is the only thing here that does."""

    def __init__(
        self,
        store: EventStore,
        tasks: Handler[Task, TaskCommand],
        playbooks: InForce,
        clock: Clock,
        positions: Positions,
        pause: Callable[[timedelta], Awaitable[None]],
        left: set[str] | None = None,
    ) -> None:
        """Remember nothing yet; the cases by rules that nobody here can read are put into *left*."""
        self._store = store
        self._tasks = tasks
        self._playbooks = playbooks
        self._clock = clock
        self._positions = positions
        self._pause = pause
        self._known: OrderedDict[str, Known] = OrderedDict()
        self.refused = 0
        self.damaged = 0
        self.pauses = 0
        self.left = set[str]() if left is None else left
        self._left_at: int | None = None

    async def run(self) -> None:
        """React to every fact after the remembered position, for ever."""
        while True:
            try:
                async for batch in self._store.follow(self._positions.get(NAME)):
                    await self.take(batch)
            except (StoreAway, StoreFull):
                self.pauses += 1
                await self._pause(PAUSE)

    async def take(self, batch: Sequence[Recorded[Event]]) -> None:
        """React to the facts of *batch*, then remember that this was done."""
        for fact in batch:
            self._playbooks.learn(fact)
            case = case_of(fact.originator)
            about_a_case = case is not None and fact.originator == originator(case)
            if about_a_case and not isinstance(fact.event, Damaged):
                await self._react(fact)
            elif case is not None and isinstance(fact.event, TaskReopened):
                await self._came_back(case, fact)
            elif isinstance(fact.event, following.LEADING):
                await self._follow(fact)
        if batch:
            self._positions.set(NAME, batch[-1].position if self._left_at is None else self._left_at)

    async def _react(self, fact: Recorded[Event]) -> None:
        try:
            before = await self._before(fact)
        except HistoryDamaged as fault:
            # Nobody knows the case any more; what it leads to is for people to say.
            self._pass_by(fault)
            return
        try:
            after, reactions = react(self._playbooks, before, fact, self._clock.now())
        except RulesUnknown as unknown:
            self._leave(fact, unknown)
            return
        await asyncio.gather(*map(self._carry_out, reactions))
        self.left.discard(fact.originator)
        self._known[fact.originator] = Known(after, fact.version)
        self._known.move_to_end(fact.originator)
        if len(self._known) > REMEMBERED:
            self._known.popitem(last=False)

    async def _came_back(self, case: str, fact: Recorded[Event]) -> None:
        """Withdraw a duty that repeats where its reason ended while somebody held it; nobody else would end it."""
        try:
            folded = await self._tasks.state(fact.originator)
            opened = came_back(list(chain(*folded.commands.values())), fact)
            if opened is None:
                return
            file = [each for each in await self._store.load(originator(case)) if each.position < fact.position]
            if asked_for(self._playbooks, reduce(evolve, file, CaseSoFar()), opened.task):
                return
            command, context = withdrawal(opened, fact, self._clock.now())
            await self._tasks.handle(fact.originator, command, context, expected_version=fact.version)
        except (Refused, VersionTaken, RulesUnknown):
            # Somebody works on it again, or nobody here knows what it is for: it is theirs to end.
            self.refused += 1
        except HistoryDamaged as fault:
            self._pass_by(fault)

    async def _follow(self, fact: Recorded[Event]) -> None:
        """Open the task that a conference decided on, or withdraw it where nobody has taken it."""
        try:
            history = [each.event for each in await self._store.load(fact.originator) if each.version <= fact.version]
            follows = following.follows(CONFERENCE.fold(history), fact, self._clock.now())
            if follows is not None:
                await self._tasks.handle(*follows)
        except Refused:
            # Somebody works on it, or has ended it: it is theirs to end.
            self.refused += 1
        except HistoryDamaged as fault:
            self._pass_by(fault)

    async def _before(self, fact: Recorded[Event]) -> Standing:
        """The case as it was before *fact*: remembered, or read again from the log."""
        known = self._known.get(fact.originator, Known())
        if known.version >= fact.version:
            known = Known()
        if known.version == fact.version - 1:
            return known.standing
        case = known.standing.case
        for earlier in await self._store.load(fact.originator, known.version):
            if earlier.version < fact.version:
                case = evolve(case, earlier)
        return Standing(case)

    async def _carry_out(self, reaction: Reaction) -> None:
        try:
            while not await self._tried(reaction):
                pass  # Somebody else has worked on the task in between, and so it is looked at again.
        except Refused:
            # Somebody took or ended the task in the meantime: their act stands.
            self.refused += 1
        except HistoryDamaged as fault:
            self._pass_by(fault)

    async def _tried(self, reaction: Reaction) -> bool:
        folded = await self._tasks.state(reaction.originator)
        facts = sorted(chain(*folded.commands.values()), key=lambda fact: fact.version)
        to_do = still_to_do(reaction, facts)
        if to_do is not None:
            try:
                await self._tasks.handle(*to_do[:3], expected_version=folded.version)
            except VersionTaken:
                return False
        return True

    def _leave(self, fact: Recorded[Event], unknown: RulesUnknown) -> None:
        """Do nothing for the case: rules that are half understood would withdraw duties that somebody has."""
        if self._left_at is None:
            self._left_at = fact.position - 1
        if fact.originator not in self.left:
            self.left.add(fact.originator)
            said = {"playbook": unknown.playbook, "version": unknown.version, "position": fact.position}
            LOG.error("rules_unknown", originator=fact.originator, **said)

    def _pass_by(self, fault: HistoryDamaged) -> None:
        self.damaged += 1
        LOG.error("passed_by", originator=fault.originator, version=fault.version, position=fault.position)
