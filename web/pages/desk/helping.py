"""The keys of every page, as a page of their own for whoever has no script or wants to print it.

Invariant: it shows nothing of any case.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from web.access.viewer import AppRequest
from web.answers.rendering import page
from web.desks.keys import GROUPS


@get("/help", include_in_schema=False)
async def help_page(request: AppRequest) -> Response[Any]:
    """All keys, by where they work."""
    return page(request, "pages/help.html", keys=GROUPS)


HANDLERS = (help_page,)
