"""The cases of an agency, and opening a new one.

Invariant: an agency's list holds the cases it takes part in, and no trace of any other.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from domain.case.codes import CASE_ROLES
from domain.looking import LookReason
from web.access.justifying import say_why
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.opening import open_case
from web.shown.caselist import choice_of, list_of


@get("/cases", include_in_schema=False)
async def cases_page(request: AppRequest) -> Response[Any]:
    """A page of the list of cases; :class:`CaseChoice` says what can be chosen."""
    services, viewer = services_of(request), request.user
    listed = list_of(services, viewer, choice_of(request.query_params))
    return page(request, "pages/cases.html", list=listed, may_open=viewer.role in CASE_ROLES)


@get("/cases/new", include_in_schema=False)
async def new_case_page(request: AppRequest) -> Response[Any]:
    """The form to open a case."""
    if request.user.role not in CASE_ROLES:
        raise NotThere
    return page(request, "pages/new_case.html", key=services_of(request).ids.new())


@post("/cases", include_in_schema=False, status_code=200)
async def new_case(request: AppRequest) -> Response[Any]:
    """Open a case, and go on to who the child is."""
    data = await request.form()
    if request.user.role not in CASE_ROLES:
        raise NotThere
    services = services_of(request)
    opened = await open_case(services, request.user, None, key=str(data.get("key") or services.ids.new()))
    await say_why(services, request.user, opened.case, LookReason.DUTY)  # They open it, and are about to say of whom.
    return Redirect(f"/cases/{opened.case}/do/record-identity", status_code=303)


HANDLERS = (cases_page, new_case_page, new_case)
