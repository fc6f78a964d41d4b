"""Faults as RFC 9457 problem details.

Invariant: ``type`` is stable for ever; programs decide by it, people read ``title``, ``detail`` and ``instead``.
"""

from __future__ import annotations

from datetime import datetime

import msgspec
from litestar import Response
from litestar.status_codes import HTTP_401_UNAUTHORIZED, HTTP_503_SERVICE_UNAVAILABLE

from web.answers import racing
from web.answers.faults import Fault
from web.api.shapes import Case, Task

MEDIA_TYPE = "application/problem+json"
TYPE = "urn:lantern:problem:"


class Winner(msgspec.Struct, frozen=True, kw_only=True):
    """Who was first: the agency, the member and the moment."""

    agency: str
    member: str
    at: datetime


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


def headers_of(fault: Fault) -> dict[str, str]:
    """What an answer that tells *fault* says to machines."""
    found = dict(fault.headers)
    if fault.status == HTTP_503_SERVICE_UNAVAILABLE:
        found.setdefault("retry-after", "2")
    if fault.status == HTTP_401_UNAUTHORIZED:
        found.setdefault("www-authenticate", "Bearer")
    return found


def problem(
    fault: Fault, winner: racing.Winner | None = None, *, task: Task | None = None, case: Case | None = None
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
        winner=Winner(agency=winner.agency, member=winner.member, at=winner.at) if winner else None,
        task=task,
        case=case,
    )
    return Response(body, status_code=fault.status, media_type=MEDIA_TYPE, headers=headers_of(fault))
