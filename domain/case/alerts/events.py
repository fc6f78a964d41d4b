"""What can have happened to alerts. That they exist is stored, never what they say.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from domain.codes import AlertKind, Country
from domain.events import Event, stored_as
from domain.privacy import Narrative


@stored_as("AlertRequested")
class AlertRequested(Event, frozen=True, kw_only=True):
    """A police agency was asked to issue an alert."""

    alert: str
    kind: AlertKind
    of_agency: str
    by_agency: str


@stored_as("AlertIssued")
class AlertIssued(Event, frozen=True, kw_only=True):
    """An alert exists."""

    alert: str
    kind: AlertKind
    country: Country
    agency: str


@stored_as("AlertWithdrawn")
class AlertWithdrawn(Event, frozen=True, kw_only=True):
    """The alert exists no more."""

    alert: str
    agency: str
    reason: Narrative


AlertEvent = AlertRequested | AlertIssued | AlertWithdrawn
