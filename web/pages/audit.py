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
from litestar.params import FromQuery, QueryParameter

from domain.codes import Country, Role
from projections import audit, cases, visibility
from projections.views import Value
from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.casefile.kinds import KINDS, OF
from web.texts import wording
from web.texts.catalog import gettext as _

A_PAGE = 100


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
class Choices:
    """Whose facts and of which kind are shown, and what else could be chosen."""

    agency: str
    kind: str
    agencies: Sequence[tuple[str, str]]
    kinds: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Trail:
    """A page of the trail, the newest first."""

    entries: Sequence[Line]
    choices: Choices
    next_url: str | None


@get("/audit", include_in_schema=False)
async def audit_page(
    request: AppRequest,
    before: Annotated[int | None, QueryParameter(ge=1, le=2**53)] = None,
    agency: FromQuery[str] = "",
    kind: FromQuery[str] = "",
) -> Response[Any]:
    """The newest facts of the auditor's cases, or those *before* a position; of one *agency* or *kind*, or of all."""
    if request.user.role is not Role.AUDITOR:
        raise NotThere
    people = services_of(request).people
    chosen = {"agency": agency if people.agency(agency) else "", "kind": kind if kind in KINDS else ""}
    said = {name: value for name, value in chosen.items() if value}
    lines = _lines(request, before, **chosen)
    more = f"/audit?{urlencode(said | {'before': lines[A_PAGE - 1].position})}" if len(lines) > A_PAGE else None
    agencies = [(each.id, each.name) for each in people.agencies()]
    choices = Choices(chosen["agency"], chosen["kind"], agencies, [(code, _(words)) for code, words in KINDS.items()])
    return page(request, "pages/audit.html", audit=Trail(lines[:A_PAGE], choices, more))


def _lines(request: AppRequest, before: int | None, agency: str, kind: str) -> list[Line]:
    """A page of lines and one more, if there is one; what may not be seen leaves no gap that could be counted."""
    services, eyes = services_of(request), seeing.eyes(request.user)
    where: dict[str, Value | Sequence[Value]] = {"case": tuple(seeing.case_ids(services, request.user))}
    where |= {"agency": agency} if agency else {}
    where |= {"name": tuple(name for name, its in OF.items() if its == kind)} if kind else {}
    lines: list[Line] = []
    while len(lines) <= A_PAGE:
        found = services.documents.select(
            audit.VIEW,
            where,
            less_or_equal=None if before is None else {"position": before - 1},
            order_by=("-position",),
            limit=A_PAGE + 1,
        )
        ids = {trace.case for trace in found if trace.case is not None}
        seen = {case.id: case for case in seeing.cases_among(services, request.user, ids)}
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


HANDLERS = (audit_page,)
