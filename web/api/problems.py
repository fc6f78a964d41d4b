"""Faults as RFC 9457 problem details.

Invariant: ``type`` is stable for ever; programs decide by it, people read ``title``, ``detail`` and ``instead``.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import Response

from domain.envelope import Recorded
from domain.events import Event
from web.answers.faults import Fault
from web.api.shapes import Case, Task

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:lantern:problem:"


class Winner(msgspec.Struct, frozen=True, kw_only=True):
    """Who was first: the agency, the member and the moment."""

    agency: str
    member: str
    at: datetime


def winner_of(newest: Recorded[Event] | None) -> Winner | None:
    """Who recorded the *newest* fact."""
    if newest is None:
        return None
    return Winner(agency=newest.meta.agency, member=newest.meta.actor, at=newest.recorded_at)


class Problem(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Why a request was not carried out."""

    type: str
    title: str
    status: int
    detail: str
    instead: str
    field: str | None = None
    incident: str | None = None
    winner: Winner | None = None
    task: Task | None = None
    case: Case | None = None


def problem(
    fault: Fault, winner: Winner | None = None, *, task: Task | None = None, case: Case | None = None
) -> Response[Problem]:
    """The answer that tells *fault*, with the *winner* of a lost race and the *task* or *case* as it stands now."""
    body = Problem(
        type=TYPE + fault.slug,
        title=fault.title,
        status=fault.status,
        detail=fault.why,
        instead=fault.instead,
        field=fault.field,
        incident=fault.incident,
        winner=winner,
        task=task,
        case=case,
    )
    headers = {"retry-after": "2"} if fault.status == 503 else None
    return Response(body, status_code=fault.status, media_type=MEDIA_TYPE, headers=headers)
