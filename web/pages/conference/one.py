"""One conference: its page, and its invitation for a calendar.

Invariant: the page is folded from what its reader may see of the case; the invitation names nobody and no case.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath

from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import is_fragment, page
from web.conference.calendar import invitation
from web.conference.showing import conference_shown
from web.texts.wording.looking import reasons

ONE = "/cases/{case_id:str}/conferences/{conference_id:str}"


@get(ONE, include_in_schema=False)
async def conference_page(request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str]) -> Response[Any]:
    """The conference, or its region for a live update."""
    services, viewer = services_of(request), request.user
    conference = seeing.conference_for(services, viewer, case_id, conference_id)
    case = seeing.case_for(services, viewer, case_id)
    shown = await conference_shown(services, viewer, case, conference)
    template = "partials/conference/region.html" if is_fragment(request) else "pages/conference.html"
    return page(request, template, case=case, conference=shown, reasons=reasons() if shown.asks else ())


@get(f"{ONE}/invitation.ics", include_in_schema=False)
async def calendar(request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str]) -> Response[Any]:
    """The invitation for a calendar."""
    services = services_of(request)
    conference = seeing.conference_for(services, request.user, case_id, conference_id)
    origin = services.settings.origin or str(request.base_url).rstrip("/")
    text = invitation(conference, f"{origin}/cases/{conference.case}/conferences/{conference.id}")
    headers = {"Content-Disposition": 'attachment; filename="conference.ics"', "Cache-Control": "no-store"}
    return Response(text.encode(), media_type="text/calendar; charset=utf-8", headers=headers)


HANDLERS = (conference_page, calendar)
