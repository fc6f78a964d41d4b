"""What was known when, and by whom: a case at a moment of its record.

Invariant: every view is an address that names facts and agencies and no position of the log; the texts of its facts are
opened as on the page of the case, after that is on record.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.casefile.known.then import Choice, steps_of, then
from web.casefile.record import record_of


@get("/cases/{case_id:str}/then", include_in_schema=False)
async def then_page(
    request: AppRequest,
    case_id: FromPath[str],
    at: FromQuery[str] = "",
    by: FromQuery[str] = "",
    since: FromQuery[str] = "",
    step: FromQuery[str] = "",
) -> Response[Any]:
    """The case as it was known *at* a fact, *by* an agency too; a *step* of the slider leads to its fact's address."""
    services, viewer = services_of(request), request.user
    record, choice = record_of(services, viewer, case_id), Choice(at, by, since)
    if step:
        steps = steps_of(record)
        number = int(step) if step.isascii() and step.isdigit() and len(step) < len(str(10**9)) else len(steps)
        choice = Choice(steps[max(1, min(number, len(steps))) - 1].id, by, since)
    shown = await then(services, viewer, record, choice)
    if step:
        return Redirect(shown.links["here"], status_code=303)
    return page(request, "pages/then.html", case=record.case, then=shown, choice=choice)


HANDLERS = (then_page,)
