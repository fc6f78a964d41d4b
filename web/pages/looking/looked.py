"""Who looked: for auditors, for data protection officers, and for the agencies of a case.

Invariant: it says who, for whom, when, what kind of thing and why, and none of what was read; each reader gets what the
rules of ``projections.visibility`` leave of it, and a name is told only where they say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromPath, QueryParameter

from domain.ports import StoreFault
from projections import cases, visibility
from projections.visibility import Looks
from projections.visibility import Viewer as Eyes
from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.ports import Looked
from web.services import Services
from web.texts.wording import looking as wording

A_LOOK = 500
"""How many lines a page looks through; those that are not for the reader are not shown."""


@dataclass(frozen=True)
class Line:
    """A line of the record in words. *who* is empty where the reader is told the agency only; *case* may be none."""

    position: int
    at: datetime
    who: str
    agency_name: str
    kind: str
    happened: str
    what: str
    why: str
    case: cases.Case | None


@dataclass(frozen=True)
class Page:
    """A page of lines, the newest first; *away* while the access log cannot be read."""

    entries: Sequence[Line]
    next_url: str | None = None
    away: bool = False


def line(services: Services, viewer: Viewer, looked: Looked, case: cases.Case | None) -> Line | None:
    """*looked* in words as far as *viewer* may know of it; None where they may not. *case* is one they see, or none."""
    agency = services.people.agency(looked.agency)
    by = Eyes(looked.agency, agency.role if agency else None, agency.country if agency else None)
    seen = visibility.looks_seen(seeing.eyes(viewer), by, case.agencies if case else None)
    if seen is Looks.NONE or (seen is Looks.AGENCIES and looked.kind != "opened"):
        return None
    return Line(
        position=looked.position,
        at=looked.at,
        who=services.people.member_name(looked.member) if seen is Looks.NAMES else "",
        agency_name=services.people.agency_name(looked.agency),
        kind=looked.kind,
        happened=wording.kind(looked.kind),
        what=wording.what(looked.what),
        why=wording.why(looked.why),
        case=case,
    )


def lines(services: Services, viewer: Viewer, found: Sequence[Looked]) -> list[Line]:
    """Those of *found* that *viewer* may know of, in their order; a case that they do not see is not named."""
    ids = {looked.case for looked in found if looked.case}
    seen = {case.id: case for case in seeing.cases_among(services, viewer, ids)}
    told = [line(services, viewer, looked, seen.get(looked.case)) for looked in found]
    return [each for each in told if each is not None]


SHOWN_MONTHS = 37
"""As many as are kept, with the one that runs."""


def months(now: datetime) -> list[str]:
    """The months of which a copy can be taken, the newest first."""
    last = now.astimezone(UTC).year * 12 + now.astimezone(UTC).month - 1
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(last, last - SHOWN_MONTHS, -1)]


@get("/audit/looked", include_in_schema=False)
async def looked_page(
    request: AppRequest, before: Annotated[int | None, QueryParameter(ge=1, le=2**53)] = None
) -> Response[Any]:
    """Who last opened, sought or was refused what, or did so *before* a position of the access log."""
    services, viewer = services_of(request), request.user
    if not visibility.reads_looks(seeing.eyes(viewer)):
        raise NotThere
    try:
        lately = await services.consultations.lately(A_LOOK, before)
    except StoreFault:
        return page(request, "pages/looked.html", looked=Page((), away=True), months=())
    told = lines(services, viewer, lately)
    more = f"/audit/looked?{urlencode({'before': lately[-1].position})}" if len(lately) == A_LOOK else None
    return page(request, "pages/looked.html", looked=Page(told, more), months=months(services.clock.now()))


@get("/cases/{case_id:str}/looked", include_in_schema=False)
async def case_looked_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Who looked at one case: by name for who answers for that, by agency for the others who take part."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    try:
        found = await services.consultations.of_case(case.id)
    except StoreFault:
        return page(request, "pages/case_looked.html", case=case, looked=Page((), away=True))
    await services.consultations.note("opened", asker(viewer), "looks", case.id)
    told = [line(services, viewer, looked, case) for looked in found[:A_LOOK]]
    return page(request, "pages/case_looked.html", case=case, looked=Page([each for each in told if each is not None]))


HANDLERS = (looked_page, case_looked_page)
