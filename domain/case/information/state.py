"""What became known and what was asked, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.information.events import (
    InformationEvent,
    InformationGiven,
    InformationRefused,
    InformationRequested,
    ProtectedSightingRecorded,
    SightingRecorded,
)


class Request(msgspec.Struct, frozen=True):
    """What was asked, and the last *answer*."""

    asked: InformationRequested
    answer: InformationGiven | InformationRefused | None = None


class Information(msgspec.Struct, frozen=True):
    """The identifiers of all sightings, and every request."""

    sightings: tuple[str, ...] = ()
    requests: tuple[Request, ...] = ()

    def find(self, request: str) -> Request | None:
        """The request of that identifier."""
        return next((asked for asked in self.requests if asked.asked.request == request), None)


def evolve(state: Information, event: InformationEvent) -> Information:
    """The information after *event*. What does not fit leaves it as it is: history is never rejected."""
    match event:
        case SightingRecorded(sighting=sighting) | ProtectedSightingRecorded(sighting=sighting):
            return replace(state, sightings=(*state.sightings, sighting))
        case InformationRequested():
            return replace(state, requests=(*state.requests, Request(event)))
        case InformationGiven() | InformationRefused():
            return replace(state, requests=tuple(_answered(request, event) for request in state.requests))
        case _:
            assert_never(event)


def _answered(request: Request, event: InformationGiven | InformationRefused) -> Request:
    return replace(request, answer=event) if request.asked.request == event.request else request
