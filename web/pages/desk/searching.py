"""The search: as the palette over every page, and as a page of its own.

Invariant: what somebody looks for is in the body of a request and never in an address, so that no log of a proxy, no
history of a browser and no shared link holds a name that was typed.
"""

from __future__ import annotations

import re
from contextlib import suppress
from typing import Any

from litestar import Response, get, post
from litestar.background_tasks import BackgroundTask

from domain.ports import StoreFault
from web import finding
from web.access.justifying import asker
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import is_fragment, page
from web.services import Services

IN_PALETTE, ON_PAGE = 5, 20
"""How many of each kind."""

_CASE = re.compile(r"/cases/([^/]+)")


@get("/search", include_in_schema=False)
async def search_page(request: AppRequest) -> Response[Any]:
    """The field to search with, and what one may want without typing anything."""
    return await _answer(request, "", None)


@post("/search", include_in_schema=False, status_code=200)
async def search(request: AppRequest) -> Response[Any]:
    """What was looked for; *here* is the path of the page on which somebody is."""
    form = await request.form()
    here = _CASE.match(str(form.get("here", "")))
    return await _answer(request, str(form.get("q", "")), here[1] if here else None)


async def _answer(request: AppRequest, text: str, here: str | None) -> Response[Any]:
    services, inline = services_of(request), is_fragment(request)
    groups = await finding.find(services, request.user, text, here, IN_PALETTE if inline else ON_PAGE)
    total = sum(len(group.items) for group in groups)
    template = "partials/desk/found.html" if inline else "pages/search.html"
    answer = page(request, template, groups=groups, total=total, sought=text.strip())
    if text.strip():
        # That somebody searched, never for what: it may be a name. Nothing private is shown, so it need not wait.
        answer.background = BackgroundTask(_note, services, request.user, "palette" if inline else "search")
    return answer


async def _note(services: Services, viewer: Viewer, what: str) -> None:
    with suppress(StoreFault):
        await services.consultations.note("searched", asker(viewer), what)


HANDLERS = (search_page, search)
