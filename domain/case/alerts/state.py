"""Which alerts exist, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec

from domain.case.alerts.events import AlertEvent, AlertIssued, AlertRequested, AlertWithdrawn


class Alerts(msgspec.Struct, frozen=True):
    """The last fact about each alert."""

    last: tuple[AlertEvent, ...] = ()

    def find(self, alert: str) -> AlertEvent | None:
        """The last fact about *alert*."""
        return next((event for event in self.last if event.alert == alert), None)

    def issued(self) -> tuple[AlertIssued, ...]:
        """The alerts that exist now."""
        return tuple(event for event in self.last if isinstance(event, AlertIssued))


def evolve(alerts: Alerts, event: AlertEvent) -> Alerts:
    """The alerts after *event*."""
    match event:
        case AlertRequested(alert=alert) | AlertIssued(alert=alert) | AlertWithdrawn(alert=alert):
            return Alerts((*(other for other in alerts.last if other.alert != alert), event))
        case _:
            assert_never(event)
