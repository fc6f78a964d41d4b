"""What can be asked about the rights of the child.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.case.rights.codes import AccessGround, Asking, DisputeFinding
from domain.codes import Country
from domain.context import Command, MaybeText, NewId, Text, Token

EventName = Annotated[str, Meta(pattern=r"^[A-Z][A-Za-z]{2,60}$")]
FieldName = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9_]{0,40}$")]


class DisputeRecord(Command, frozen=True, kw_only=True):
    """Put down that a fact is said to be wrong or incomplete."""

    dispute: NewId
    fact: Token
    event: EventName
    recorded_by: Token
    asked_by: Asking
    words: Text


class CorrectRecord(Command, frozen=True, kw_only=True):
    """Say what a text of a fact should read, and why. The fact itself stays as it was recorded."""

    fact: Token
    event: EventName
    field: FieldName
    recorded_by: Token
    country: Country | None = None
    text: Text
    reason: Text


class AnswerDispute(Command, frozen=True, kw_only=True):
    """Say what was found about a disputed fact of one's own agency."""

    dispute: Token
    finding: DisputeFinding
    words: Text


class RequestSubjectAccess(Command, frozen=True, kw_only=True):
    """Put down that the child, or somebody for them, wants to read what is recorded."""

    request: NewId
    asked_by: Asking
    identified: Text
    words: MaybeText = ""


class GrantSubjectAccess(Command, frozen=True, kw_only=True):
    """Hand out what is recorded, without the facts *withheld*."""

    request: Token
    withheld: tuple[Token, ...] = ()
    reason: MaybeText = ""


class RefuseSubjectAccess(Command, frozen=True, kw_only=True):
    """Hand out nothing, and say why."""

    request: Token
    ground: AccessGround
    words: Text


RightsCommand = (
    DisputeRecord | CorrectRecord | AnswerDispute | RequestSubjectAccess | GrantSubjectAccess | RefuseSubjectAccess
)
