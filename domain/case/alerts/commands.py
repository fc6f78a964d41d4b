"""What can be asked about alerts.

Invariant: a command says everything its decision needs that history and circumstances do not.
"""

from __future__ import annotations

from domain.codes import AlertKind, Country
from domain.context import Command, NewId, Text, Token


class RequestAlert(Command, frozen=True, kw_only=True):
    """Ask a police agency of the case to issue an alert."""

    alert: NewId
    kind: AlertKind
    of_agency: Token


class IssueAlert(Command, frozen=True, kw_only=True):
    """Say that an alert was issued, on a request or directly."""

    alert: NewId
    kind: AlertKind
    country: Country


class WithdrawAlert(Command, frozen=True, kw_only=True):
    """Say that the alert was withdrawn."""

    alert: Token
    reason: Text


AlertCommand = RequestAlert | IssueAlert | WithdrawAlert
