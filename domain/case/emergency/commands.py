"""What can be asked about emergency access.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.case.codes import EmergencyFinding, EmergencyReason
from domain.context import Command, NewId, Text, Token


class TakeEmergencyAccess(Command, frozen=True, kw_only=True):
    """Read a case that the own agency takes no part in, for some hours."""

    access: NewId
    reason: EmergencyReason
    circumstances: Text


class ReviewEmergencyAccess(Command, frozen=True, kw_only=True):
    """Say whether it was right to take it."""

    access: Token
    finding: EmergencyFinding
    note: Text


EmergencyCommand = TakeEmergencyAccess | ReviewEmergencyAccess
