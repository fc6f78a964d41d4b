"""What can be asked about keeping and erasing a case.

Invariant: a command says everything its decision needs that history and circumstances do not. What the rules say about
the day is put in by who reads the rules, never by who asks.
"""

from __future__ import annotations

from typing import Annotated

import msgspec

from domain.context import Command, MaybeText, Moment, NewId, Text, Token
from domain.retention.codes import HoldGround, RecordClass

Classes = Annotated[tuple[RecordClass, ...], msgspec.Meta(min_length=1)]


class PlaceLegalHold(Command, frozen=True, kw_only=True):
    """Keep the case from being erased until the hold is lifted."""

    hold: NewId
    ground: HoldGround
    note: Text


class LiftLegalHold(Command, frozen=True, kw_only=True):
    """Let the rules decide again how long the case is kept."""

    hold: Token
    note: Text


class ProposeErasure(Command, frozen=True, kw_only=True):
    """Say after a review that these *classes* need not be kept any more: by these *rules*, since *due_at*."""

    erasure: NewId
    classes: Classes
    rules: tuple[str, ...]
    due_at: Moment
    note: MaybeText = ""


class DeclineErasure(Command, frozen=True, kw_only=True):
    """Keep what somebody proposed to erase; who proposed it takes it back like this."""

    erasure: Token
    reason: Text


class ConfirmErasure(Command, frozen=True, kw_only=True):
    """Destroy the keys, as the second person who has looked at it; the rules as they are now."""

    erasure: Token
    rules: tuple[str, ...]
    due_at: Moment


class RecordDestruction(Command, frozen=True, kw_only=True):
    """Put on record which keys were destroyed, each with its fingerprint where there was one."""

    erasure: Token
    keys: tuple[str, ...]
    fingerprints: tuple[str, ...]
    destroyed_at: Moment


RetentionCommand = PlaceLegalHold | LiftLegalHold | ProposeErasure | DeclineErasure | ConfirmErasure | RecordDestruction
