"""Who looked: for auditors, for data protection officers, and for the agencies of a case.

Invariant: it says who, for whom, when, what kind of thing and why, and none of what was read; each reader gets what the
rules of ``projections.visibility`` leave of it, and a name is told only where they say so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromPath, FromQuery

from domain.context import SYSTEM_AGENCY
from domain.ports import StoreFault
from projections import cases
from web import seeing
from web.access.justifying import asker
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.wording import looking as wording

A_LOOK = 500
"""How many lines a page looks through; those that are not for the reader are not shown."""


@dataclass(frozen=True)
class Line:
    """A line of the record in words. *who* is empty where the reader is told the agency only; *case* may be none."""

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


def line(services: Services, seen: seeing.SeenLook) -> Line:
    """A line as its reader is told it, in words."""
    looked = seen.looked
    return Line(
        at=looked.at,
        who=services.people.member_name(looked.member) if looked.member else "",
        agency_name=_agency(services, looked.agency),
        kind=looked.kind,
        happened=wording.kind(looked.kind),
        what=wording.what(looked.what),
        why=wording.why(looked.why),
        case=seen.case,
    )


def _agency(services: Services, agency: str) -> str:
    """The name of an agency; what is done on the command line is done by whoever runs all of this."""
    return _("Who runs this installation") if agency == SYSTEM_AGENCY else services.people.agency_name(agency)


def lines(services: Services, found: Sequence[seeing.SeenLook]) -> list[Line]:
    """*found* in words, in its order."""
    return [line(services, each) for each in found]


SHOWN_MONTHS = 37
"""As many as are kept, with the one that runs."""


def months(now: datetime) -> list[str]:
    """The months of which a copy can be taken, the newest first."""
    last = now.astimezone(UTC).year * 12 + now.astimezone(UTC).month - 1
    return [f"{month // 12}-{month % 12 + 1:02d}" for month in range(last, last - SHOWN_MONTHS, -1)]


@get("/audit/looked", include_in_schema=False)
async def looked_page(request: AppRequest, before: FromQuery[str] = "") -> Response[Any]:
    """Who last opened, sought or was refused what, or did so *before* a bookmark."""
    services, viewer = services_of(request), request.user
    if not seeing.reads_looks(viewer):
        raise NotThere
    try:
        lately = await seeing.looks_lately(services, viewer, A_LOOK, services.bookmarks.find(before))
    except StoreFault:
        return page(request, "pages/looked.html", looked=Page((), away=True), months=())
    told = lines(services, lately.lines)
    more = f"/audit/looked?{urlencode({'before': services.bookmarks.mark(lately.before)})}" if lately.before else None
    return page(request, "pages/looked.html", looked=Page(told, more), months=months(services.clock.now()))


@get("/cases/{case_id:str}/looked", include_in_schema=False)
async def case_looked_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Who looked at one case: by name for who answers for that, by agency for the others who take part."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    try:
        found = await seeing.looks_at(services, viewer, case, A_LOOK)
    except StoreFault:
        return page(request, "pages/case_looked.html", case=case, looked=Page((), away=True))
    await services.consultations.note("opened", asker(viewer), "looks", case.id)
    return page(request, "pages/case_looked.html", case=case, looked=Page(lines(services, found.lines)))


HANDLERS = (looked_page, case_looked_page)
