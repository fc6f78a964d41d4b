"""The audit trail of the cases an auditor may read.

Invariant: it shows who did what when, and none of what was written.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.exceptions import ValidationException
from litestar.params import FromQuery

from domain.codes import Country, Role
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

    id: str
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
    before: FromQuery[str] = "",
    agency: FromQuery[str] = "",
    kind: FromQuery[str] = "",
) -> Response[Any]:
    """The newest facts of the auditor's cases, or those *before* a bookmark; of one *agency* or *kind*, or of all."""
    if request.user.role is not Role.AUDITOR:
        raise NotThere
    services = services_of(request)
    people = services.people
    chosen = {"agency": agency if people.agency(agency) else "", "kind": kind if kind in KINDS else ""}
    said = {name: value for name, value in chosen.items() if value}
    lines = _lines(request, before, **chosen)
    last = services.bookmarks.mark(lines[A_PAGE - 1].trace.position) if len(lines) > A_PAGE else ""
    more = f"/audit?{urlencode(said | {'before': last})}" if last else None
    shown = [_line(request, each) for each in lines[:A_PAGE]]
    agencies = [(each.id, each.name) for each in people.agencies()]
    choices = Choices(chosen["agency"], chosen["kind"], agencies, [(code, _(words)) for code, words in KINDS.items()])
    return page(request, "pages/audit.html", audit=Trail(shown, choices, more))


def _lines(request: AppRequest, before: str, agency: str, kind: str) -> list[seeing.SeenTrace]:
    """A page of lines and one more, if there is one; what may not be seen leaves no gap that could be counted."""
    services = services_of(request)
    names = tuple(name for name, its in OF.items() if its == kind) if kind else ()
    place = services.bookmarks.find(before)
    if before and place is None:
        raise ValidationException("before")
    return seeing.traces(services, request.user, A_PAGE + 1, before=place, agency=agency, names=names)


def _line(request: AppRequest, seen: seeing.SeenTrace) -> Line:
    trace, case = seen.trace, seen.case
    people = services_of(request).people
    agency = people.agency(trace.agency)
    return Line(
        id=trace.id,
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
