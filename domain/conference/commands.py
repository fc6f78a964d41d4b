"""What can be asked of a conference.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.conference.codes import Topic
from domain.conference.events import Invited
from domain.context import Command, MaybeText, Moment, NewId, Text, Token

Lasting = Annotated[int, Meta(ge=5, le=600)]
"""How many minutes a conference lasts."""

Draft = Annotated[int, Meta(ge=1)]
"""Which draft of the minutes is meant."""

Place = Annotated[int, Meta(ge=1)]
"""A position in the log."""


class CallConference(Command, frozen=True, kw_only=True):
    """Ask agencies of the case to talk. Role and country of each come from the directory, never from a form."""

    case: Token
    conference: NewId
    reference: str
    starts_at: Moment
    lasts_minutes: Lasting = 60
    chair: Token
    invited: tuple[Invited, ...]
    topics: tuple[Topic, ...] = ()
    agenda: MaybeText = ""


class MoveConference(Command, frozen=True, kw_only=True):
    """Let it take place at another time."""

    starts_at: Moment
    lasts_minutes: Lasting = 60
    reason: MaybeText = ""


class CancelConference(Command, frozen=True, kw_only=True):
    """Let it not take place."""

    reason: Text


class SendApologies(Command, frozen=True, kw_only=True):
    """Say that an agency cannot be there: the own one, or, for who steers, another that said so.

    Of one that has *left* the case who steers says it at any time: nobody can answer for it any more.
    """

    agency: Token
    note: MaybeText = ""
    left: bool = False


class RecordAttendance(Command, frozen=True, kw_only=True):
    """Say that an agency is there, and through whom: the own one, or, for who steers, another."""

    agency: Token
    who: MaybeText = ""


class BeginConference(Command, frozen=True, kw_only=True):
    """Sit down together, and look at the case as it is known now."""


class FreezeView(Command, frozen=True, kw_only=True):
    """Let everybody look at the case as it was known at a moment, now where none is given."""

    known_at: Moment | None = None
    moment: Annotated[str, Meta(pattern=r"^([0-9a-f]{32})?$")] = ""


class ReleaseView(Command, frozen=True, kw_only=True):
    """Let everybody look at the case as it is known."""


class PinFact(Command, frozen=True, kw_only=True):
    """Put a fact of the case before the conference. Whom the fact is for stands in the circumstances."""

    fact: Token
    note: MaybeText = ""


class UnpinFact(Command, frozen=True, kw_only=True):
    """Take a fact away again."""

    fact: Token


class TakeDecision(Command, frozen=True, kw_only=True):
    """Record what was decided, and who does it until when."""

    decision: NewId
    topic: Topic
    decided: Text
    owner: Token | None = None
    due_at: Moment | None = None


class WithdrawDecision(Command, frozen=True, kw_only=True):
    """Record that a decision does not stand."""

    decision: Token
    reason: Text


class RecordDissent(Command, frozen=True, kw_only=True):
    """Record that an agency does not agree: the own one, or, for who steers, another."""

    decision: Token
    agency: Token
    reason: Text


class EndConference(Command, frozen=True, kw_only=True):
    """Rise."""


class DraftMinutes(Command, frozen=True, kw_only=True):
    """Put what happened between two positions before those who were there, with words added to it."""

    first: Place
    last: Place
    added: MaybeText = ""


class ApproveMinutes(Command, frozen=True, kw_only=True):
    """Stand by a draft of the minutes for the own agency."""

    draft: Draft


class ObjectToMinutes(Command, frozen=True, kw_only=True):
    """Say why the own agency does not stand by a draft of the minutes."""

    draft: Draft
    reason: Text


ConferenceCommand = (
    CallConference
    | MoveConference
    | CancelConference
    | SendApologies
    | RecordAttendance
    | BeginConference
    | FreezeView
    | ReleaseView
    | PinFact
    | UnpinFact
    | TakeDecision
    | WithdrawDecision
    | RecordDissent
    | EndConference
    | DraftMinutes
    | ApproveMinutes
    | ObjectToMinutes
)
