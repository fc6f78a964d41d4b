"""What can be asked of a task.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.codes import Country, Role
from domain.context import Code, Command, MaybeText, Moment, Text, Token


class OpenTask(Command, frozen=True, kw_only=True):
    """Give an agency a duty."""

    case: Token
    task: Token
    reference: str
    agency: Token
    role: Role
    country: Country | None
    code: Code
    title: Annotated[str, Meta(min_length=1, max_length=200)]
    due_at: Moment | None
    acknowledge_by: Moment | None = None
    escalate_to: tuple[str, ...] = ()
    outcomes: tuple[Code, ...] = ()
    source: str | None = None
    mark: str | None = None
    trigger: str | None = None
    clock_from: Moment | None = None
    counts: Code | None = None
    pauses: tuple[Code, ...] = ()
    pause_minutes: int = 0
    note_for: tuple[Code, ...] = ()
    repeat_minutes: int = 0


class Acknowledge(Command, frozen=True, kw_only=True):
    """Say that the duty was seen."""


class Claim(Command, frozen=True, kw_only=True):
    """Take the duty on."""


class Release(Command, frozen=True, kw_only=True):
    """Give the duty back to the agency."""

    reason: MaybeText = ""


class HandOver(Command, frozen=True, kw_only=True):
    """Offer the duty to a colleague, or to another agency of the case."""

    to_agency: Token
    to_member: Token | None = None
    reason: Text


class AcceptHandOver(Command, frozen=True, kw_only=True):
    """Take the offered duty."""


class DeclineHandOver(Command, frozen=True, kw_only=True):
    """Refuse the offered duty."""

    reason: Text


class WithdrawHandOver(Command, frozen=True, kw_only=True):
    """Take the offer back."""


class Note(Command, frozen=True, kw_only=True):
    """Write something down."""

    note: Text


class Complete(Command, frozen=True, kw_only=True):
    """Say that the duty is done, and how it ended."""

    outcome: Code = "done"
    note: MaybeText = ""


class Waive(Command, frozen=True, kw_only=True):
    """Answer for not doing the duty."""

    reason: Text


class PauseClock(Command, frozen=True, kw_only=True):
    """Let the deadline wait, for a reason that the rule knows, until a moment at most."""

    because: Code
    until: Moment
    note: MaybeText = ""


class ResumeClock(Command, frozen=True, kw_only=True):
    """Let the clock run on; the deadline has moved by as long as it waited."""


class MarkOverdue(Command, frozen=True, kw_only=True):
    """The clock has run out."""

    due_at: Moment


class Escalate(Command, frozen=True, kw_only=True):
    """Tell the next in the chain, as the directory says that they are reached now."""

    step: int
    because: Code
    on_call: Token | None = None
    stand_in: Token | None = None
    to: Token | None = None
    to_member: Token | None = None


class Reopen(Command, frozen=True, kw_only=True):
    """Take up a finished duty again."""

    reason: Text
    due_at: Moment | None = None


class OpenAgain(Command, frozen=True, kw_only=True):
    """Give an agency a duty again that the rules had withdrawn, with new clocks."""

    reason: Text
    due_at: Moment | None = None
    acknowledge_by: Moment | None = None


TaskCommand = (
    OpenTask
    | Acknowledge
    | Claim
    | Release
    | HandOver
    | AcceptHandOver
    | DeclineHandOver
    | WithdrawHandOver
    | Note
    | Complete
    | Waive
    | PauseClock
    | ResumeClock
    | MarkOverdue
    | Escalate
    | Reopen
    | OpenAgain
)
