"""What can be asked about who looks after the child.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.codes import Country
from domain.context import Command, MaybeText, NewId, Text, Token


class AppointGuardian(Command, frozen=True, kw_only=True):
    """Write down who speaks for the child; *guardian* is their agency, where it takes part in the case."""

    guardian: Token | None = None
    name: Text
    contact: MaybeText = ""


class StartPlacement(Command, frozen=True, kw_only=True):
    """Say where the child lives from now on and which agency answers for them."""

    placement: NewId
    agency: Token
    country: Country
    place: Text


class EndPlacement(Command, frozen=True, kw_only=True):
    """Say that the child lives there no more."""

    placement: Token
    reason: Text


CareCommand = AppointGuardian | StartPlacement | EndPlacement
