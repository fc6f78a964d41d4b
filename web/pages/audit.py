"""The audit trail of the cases an auditor may read.

Invariant: it shows who did what when, and none of what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import QueryParameter

from domain.codes import Country, Role
from domain.ports import StoreFault
from projections import audit, cases, visibility
from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.pages.home.auditor import Look, looks
from web.texts import wording

A_PAGE = 100

A_LOOK = 500
"""How many consultations a page looks through; those of other countries' cases are not shown."""


@dataclass(frozen=True)
class Line:
    """One fact in the trail."""

    position: int
    recorded_at: datetime
    event: str
    title: str
    agency_name: str
    country: Country | None
    actor_name: str
    reference: str
    case_id: str | None


@dataclass(frozen=True)
class Trail:
    """A page of the trail, the newest first."""

    entries: Sequence[Line]
    filters: Sequence[Any]
    next_url: str | None


@get("/audit", include_in_schema=False)
async def audit_page(
    request: AppRequest, before: Annotated[int | None, QueryParameter(ge=1, le=2**53)] = None
) -> Response[Any]:
    """The newest facts of the auditor's cases, or those *before* a position."""
    if request.user.role is not Role.AUDITOR:
        raise NotThere
    lines = _lines(request, before)
    more = f"/audit?{urlencode({'before': lines[A_PAGE - 1].position})}" if len(lines) > A_PAGE else None
    return page(request, "pages/audit.html", audit=Trail(lines[:A_PAGE], (), more))


def _lines(request: AppRequest, before: int | None) -> list[Line]:
    """A page of lines and one more, if there is one; what may not be seen leaves no gap that could be counted."""
    services, eyes = services_of(request), seeing.eyes(request.user)
    seen = {case.id: case for case in seeing.cases_for(services, request.user)}
    lines: list[Line] = []
    while len(lines) <= A_PAGE:
        found = services.documents.select(
            audit.VIEW,
            {"case": tuple(seen)},
            less_or_equal=None if before is None else {"position": before - 1},
            order_by=("-position",),
            limit=A_PAGE + 1,
        )
        lines += [
            _line(trace, seen[trace.case], request)
            for trace in found
            if trace.case in seen and visibility.trace_seen(eyes, trace, seen[trace.case].agencies)
        ]
        if len(found) <= A_PAGE:
            break
        before = found[-1].position
    return lines[: A_PAGE + 1]


def _line(trace: audit.Trace, case: cases.Case, request: AppRequest) -> Line:
    people = services_of(request).people
    agency = people.agency(trace.agency)
    return Line(
        position=trace.position,
        recorded_at=trace.recorded_at,
        event=trace.name,
        title=wording.event(trace.name),
        agency_name=agency.name if agency else "Lantern",
        country=agency.country if agency else None,
        actor_name=people.member_name(trace.actor),
        reference=case.reference,
        case_id=case.id,
    )


@dataclass(frozen=True)
class Looks:
    """A page of who looked, the newest first; *away* while the access log cannot be read."""

    entries: Sequence[Look]
    next_url: str | None
    away: bool = False


@get("/audit/looked", include_in_schema=False)
async def looked_page(
    request: AppRequest, before: Annotated[int | None, QueryParameter(ge=1, le=2**53)] = None
) -> Response[Any]:
    """Who last opened what of the auditor's cases, or who did *before* a position of the access log."""
    if request.user.role is not Role.AUDITOR:
        raise NotThere
    services = services_of(request)
    try:
        lately = await services.consultations.lately(A_LOOK, before)
    except StoreFault:
        return page(request, "pages/looked.html", looked=Looks((), None, away=True))
    seen = {case.id: case for case in seeing.cases_for(services, request.user)}
    entries = looks(services, request.user, seen, lately)
    more = f"/audit/looked?{urlencode({'before': lately[-1].position})}" if len(lately) == A_LOOK else None
    return page(request, "pages/looked.html", looked=Looks(entries, more))


HANDLERS = (audit_page, looked_page)
