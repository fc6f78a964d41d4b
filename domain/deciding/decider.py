"""The one shape of every aggregate: an initial state, a decision, a fold.

Invariant: *decide* and *evolve* are total. A command ends in facts, in no facts when there is nothing to do, or in a
named refusal; history is never rejected. No decision depends on private text in history: it is sealed there, and its
key may be gone. So a repeat is known by its command (see :class:`domain.deciding.handling.Handler`), by the identifier
of the part it makes, or by the codes in clear that it leads to, never by its words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Generic, TypeVar

from domain.context import Context
from domain.deciding.refusals import Backwards, InTheFuture, ReasonNeeded
from domain.envelope import Audience
from domain.events import Event
from domain.privacy import Clear

S = TypeVar("S")
C = TypeVar("C")

CLOCK_TOLERANCE = timedelta(minutes=2)
"""How far ahead another agency's clock may run before a time counts as being in the future."""


@dataclass(frozen=True)
class For:
    """A decided fact that not every agency of the case may see."""

    event: Event
    audience: Audience


Decided = tuple[Event | For, ...]


@dataclass(frozen=True)
class Decider(Generic[S, C]):
    """One aggregate: where it starts, what a command leads to, how a fact changes it."""

    initial: S
    decide: Callable[[S, C, Context], Decided]
    evolve: Callable[[S, Event], S]

    def fold(self, events: Iterable[Event], state: S | None = None) -> S:
        """The state after *events*, from *state* or from the start."""
        folded = self.initial if state is None else state
        for event in events:
            folded = self.evolve(folded, event)
        return folded


def check_times(context: Context) -> None:
    """Refuse a time in the future (beyond the tolerance between clocks) and a range that runs backwards."""
    occurred = context.occurred_at
    if occurred.until is not None and occurred.until < occurred.at:
        raise Backwards("occurred_at")
    check_past(max(occurred.at, occurred.until or occurred.at), "occurred_at", context)


def check_past(moment: datetime | None, field: str, context: Context) -> None:
    """Refuse a time in the future (beyond the tolerance between clocks) in *field*."""
    if moment is not None and moment > context.now + CLOCK_TOLERANCE:
        raise InTheFuture(field)


def reason_in(field: str, text: str) -> Clear:
    """The reason given in *field*, on its way to be sealed. Refuses an empty one."""
    if not text.strip():
        raise ReasonNeeded(field)
    return Clear(text)
