"""What can be asked of the remarks on a case.

Invariant: a command says everything its decision needs that history and circumstances do not; none of them removes.
"""

from __future__ import annotations

from typing import Annotated

from msgspec import Meta

from domain.context import Code, Command, NewId, Text, Token


class MakeRemark(Command, frozen=True, kw_only=True):
    """Remark something on a case, and perhaps ask an agency for an answer."""

    case: Token
    remark: NewId
    agency: Token | None = None
    check: Code | None = None
    anchor: Token | None = None
    facts: Annotated[tuple[Token, ...], Meta(max_length=20)] = ()
    words: Text


class AnswerRemark(Command, frozen=True, kw_only=True):
    """Answer what the own agency was asked."""

    remark: Token
    words: Text


class SettleRemark(Command, frozen=True, kw_only=True):
    """Say that there is no more to ask, and why."""

    remark: Token
    words: Text


RemarkCommand = MakeRemark | AnswerRemark | SettleRemark
