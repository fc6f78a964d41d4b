"""The first page: which one it is depends on what somebody is there for.

Invariant: it only leads on, or shows what the home of one's own role shows.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.response import Redirect

from domain.codes import Role
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.pages.home import auditor, chair

ELSEWHERE = {Role.ADMIN: "/installation", Role.CHAIR: "/home", Role.AUDITOR: "/home"}
"""Where the first page is not the board."""


def home_of(role: Role) -> str:
    """The first page of whoever acts for an agency of *role*."""
    return ELSEWHERE.get(role, "/board")


@get("/", include_in_schema=False)
async def first_page(request: AppRequest) -> Response[Any]:
    """On to one's own first page."""
    return Redirect(home_of(request.user.role))


@get("/home", include_in_schema=False)
async def home_page(request: AppRequest) -> Response[Any]:
    """What needs a decision, for a chair; what to look at, for an auditor; for everybody else, on to theirs."""
    services, viewer = services_of(request), request.user
    if viewer.role is Role.CHAIR:
        return page(request, "pages/home_chair.html", home=chair.home(services, viewer))
    if viewer.role is Role.AUDITOR:
        return page(request, "pages/home_auditor.html", home=await auditor.home(services, viewer))
    return Redirect(home_of(viewer.role))


HANDLERS = (first_page, home_page)
