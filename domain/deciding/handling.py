"""Load, decide, append: the only way a command becomes facts.

Invariant: a command is carried out once. Its facts get identifiers derived from the command's, and a command already
found in the history is answered with the facts it led to. A lost race is decided again on the newer history.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from typing import Generic, TypeVar

import msgspec

from domain.context import Context
from domain.deciding import Decided, Decider, For
from domain.deciding.refusals import Refused
from domain.envelope import Draft, Recorded
from domain.events import Event
from domain.ids import derive
from domain.ports import EventStore, VersionTaken

S = TypeVar("S")
C = TypeVar("C")

ATTEMPTS = 20
"""How often a lost race is decided again. Each lost round means that somebody else made progress."""

REMEMBERED = 2_000
"""How many aggregates a process keeps folded. A stale one is harmless: the append conflicts and it is read on."""


class Folded(msgspec.Struct, Generic[S], frozen=True):
    """An aggregate as far as it has been read, with the facts each command led to."""

    state: S
    version: int
    commands: dict[str, tuple[Recorded[Event], ...]]


class Outcome(msgspec.Struct, Generic[S], frozen=True):
    """What a command led to: the facts (none when there was nothing to do) and the state after them."""

    state: S
    version: int
    events: tuple[Recorded[Event], ...]
    repeated: bool = False

    @property
    def position(self) -> int:
        """The position of the last fact, 0 without facts."""
        return self.events[-1].position if self.events else 0


class Expected(VersionTaken):
    """The caller decided on another version than the one the history has."""


class Handler(Generic[S, C]):
    """Carries out the commands of one kind of aggregate."""

    def __init__(self, decider: Decider[S, C], store: EventStore) -> None:
        """Remember nothing yet."""
        self._decider = decider
        self._store = store
        self._remembered: OrderedDict[str, Folded[S]] = OrderedDict()

    async def state(self, originator: str) -> Folded[S]:
        """The aggregate as it is now, read on from what is remembered."""
        known = self._remembered.get(originator) or Folded(self._decider.initial, 0, {})
        return self._learn(originator, known, await self._store.load(originator, known.version))

    async def handle(
        self, originator: str, command: C, context: Context, *, expected_version: int | None = None
    ) -> Outcome[S]:
        """Carry out *command* on *originator*.

        Raises the decider's refusals, :class:`Expected` when *expected_version* is given and the history is elsewhere,
        and the faults of the store. What is remembered may be stale: it is good enough to append from, because the
        append conflicts then, but an answer without an append is given only on a fresh read: what is at hand may end
        in the middle of what a command led to.
        """
        folded = self._remembered.get(originator) or self._recall(originator)
        fresh = folded is None
        for _ in range(ATTEMPTS):
            if folded is None:
                folded = await self.state(originator)
            try:
                outcome = await self._attempt(originator, folded, command, context, expected_version)
            except VersionTaken as taken:
                if fresh and isinstance(taken, Expected):
                    raise
            except Refused:
                if fresh:
                    raise
            else:
                if fresh or (outcome.events and not outcome.repeated):
                    return outcome
            folded, fresh = await self.state(originator), True
        raise VersionTaken(originator)

    def _recall(self, originator: str) -> Folded[S] | None:
        """The aggregate as far as the store has it at hand, which may be stale like what is remembered here."""
        facts = self._store.recall(originator)
        return self._learn(originator, Folded(self._decider.initial, 0, {}), facts) if facts else None

    async def _attempt(
        self, originator: str, folded: Folded[S], command: C, context: Context, expected: int | None
    ) -> Outcome[S]:
        before = folded.commands.get(context.command_id)
        if before is not None:
            return Outcome(folded.state, folded.version, before, repeated=True)
        if expected is not None and expected != folded.version:
            raise Expected(originator)
        decided = self._decider.decide(folded.state, command, context)
        if not decided:
            return Outcome(folded.state, folded.version, ())
        drafts = drafts_of(decided, context)
        recorded = await self._store.append(originator, folded.version, drafts, context.now)
        learnt = self._learn(originator, folded, recorded)
        return Outcome(learnt.state, learnt.version, tuple(recorded))

    def _learn(self, originator: str, folded: Folded[S], news: Sequence[Recorded[Event]]) -> Folded[S]:
        if not news:
            learnt = folded
        else:
            commands = dict(folded.commands)
            for fact in news:
                key = fact.meta.command_id
                commands[key] = (*commands.get(key, ()), fact)
            state = self._decider.fold((fact.event for fact in news), folded.state)
            learnt = Folded(state, news[-1].version, commands)
        self._remembered[originator] = learnt
        self._remembered.move_to_end(originator)
        if len(self._remembered) > REMEMBERED:
            self._remembered.popitem(last=False)
        return learnt


def drafts_of(decided: Decided, context: Context) -> tuple[Draft, ...]:
    """The decided facts in their envelopes, each with the identifier derived from the command and its place in it."""
    drafts = []
    for place, item in enumerate(decided):
        event, audience = (item.event, item.audience) if isinstance(item, For) else (item, None)
        drafts.append(Draft(id=derive(context.command_id, place), meta=context.meta(audience), event=event))
    return tuple(drafts)
