"""Stories about deciders: given what happened, when somebody asks for something, then this follows.

A story that does not end as expected is printed in the words of the domain. Private text is never printed, not even
the invented one of a test; where two facts differ in nothing else, the fields are named.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Generic, TypeVar

from msgspec.structs import asdict

from domain.context import Command, Context
from domain.deciding import Decided, Decider, For
from domain.deciding.refusals import Refused
from domain.envelope import Occurred
from domain.events import Event
from domain.privacy import Clear, Erased, Sealed
from tests.domain.cast import Actor, acting

S = TypeVar("S")
C = TypeVar("C", bound=Command)


@dataclass(frozen=True)
class Stories(Generic[S, C]):
    """The stories of one decider."""

    decider: Decider[S, C]

    def given(self, *events: Event) -> Story[S, C]:
        """Begin with what has already happened."""
        return Story(self.decider, self.decider.fold(events), tuple(f"Given {told(event)}" for event in events))


@dataclass(frozen=True)
class Story(Generic[S, C]):
    """A story so far: the state, what was told, and how the last command ended."""

    decider: Decider[S, C]
    state: S
    lines: tuple[str, ...]
    decided: Decided = ()
    refused: Refused | None = None

    def when(self, command: C, by: Actor, occurred: Occurred | None = None) -> Story[S, C]:
        """Somebody asks for something; whatever came of the command before has happened by now."""
        lines = (*self.lines, f"When {by.member} of {by.agency} asks: {told(command)}")
        return replace(self._after(), lines=lines)._ask(command, acting(by, occurred=occurred))

    def then(self, *expected: Event | For) -> S:
        """Exactly these facts follow. Gives the state after them."""
        if self.refused is not None or self.decided != expected:
            raise AssertionError(self._print(tuple(told(item) for item in expected), different(self.decided, expected)))
        return self._after().state

    def then_nothing_happened(self) -> None:
        """There was nothing to do, and it was not refused."""
        if self.refused is not None or self.decided:
            raise AssertionError(self._print(("nothing",)))

    def then_refused(self, refusal: type[Refused], field: str | None = None) -> None:
        """It was refused by that name, with the form field at fault where one is."""
        refused = self.refused
        if refused is None or type(refused) is not refusal or refused.field != field:
            raise AssertionError(self._print((f"refused: {refusal.__name__}, field {field}",)))

    def _ask(self, command: C, context: Context) -> Story[S, C]:
        try:
            return replace(self, decided=self.decider.decide(self.state, command, context), refused=None)
        except Refused as refused:
            return replace(self, decided=(), refused=refused)

    def _after(self) -> Story[S, C]:
        events = [item.event if isinstance(item, For) else item for item in self.decided]
        return replace(self, state=self.decider.fold(events, self.state))

    def _print(self, expected: tuple[str, ...], *notes: str) -> str:
        if self.refused is not None:
            ends: tuple[str, ...] = (f"refused: {type(self.refused).__name__}, field {self.refused.field}",)
        else:
            ends = tuple(told(item) for item in self.decided) or ("nothing",)
        story = (*self.lines, *(f"Then expected {line}" for line in expected), *(f"But got {line}" for line in ends))
        return "\n".join(("", *story, *notes))


def told(item: Event | For | Command) -> str:
    """One fact or command in a line, its private texts left out."""
    if isinstance(item, For):
        return f"{told(item.event)} for {item.audience.kind} {' '.join(item.audience.agencies)}".rstrip()
    said = (f"{field}={_shown(item, value)}" for field, value in asdict(item).items() if value)
    return f"{type(item).__name__} {', '.join(said)}".rstrip()


def different(got: Decided, expected: Decided) -> str:
    """The fields in which the facts differ: a private text shows no difference by itself."""
    pairs = zip(map(_bare, got), map(_bare, expected), strict=False)
    fields = [
        f"{type(one).__name__}.{field}"
        for one, other in pairs
        if type(one) is type(other)
        for field, value in asdict(one).items()
        if value != getattr(other, field)
    ]
    return f"They differ in {', '.join(fields)}" if fields else "They are different facts"


def _bare(item: Event | For) -> Event:
    return item.event if isinstance(item, For) else item


def _shown(item: Event | Command, value: object) -> str:
    private = isinstance(value, Clear | Sealed | Erased) or (isinstance(item, Command) and type(value) is str)
    return "…" if private else str(value)
