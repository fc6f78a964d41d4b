"""The board on a wall: read from four metres away, by itself, for as long as somebody is signed in.

Invariant: nothing on it can be pressed, and it says until when it will go on.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get

from web.access.viewer import AppRequest, services_of
from web.answers.rendering import is_fragment, page
from web.pages.board.looking import shelf_of
from web.shown.board.asked import PATH, Asked
from web.shown.board.wall import wall
from web.texts.times import now


@get(f"{PATH}/wall", include_in_schema=False)
async def wall_page(request: AppRequest) -> Response[Any]:
    """The wall, or what of it a live update replaces."""
    services, viewer = services_of(request), request.user
    shown = wall(services.people, viewer, shelf_of(services, viewer, Asked()), now())
    template = "partials/board/wall.html" if is_fragment(request) else "pages/wall.html"
    return page(request, template, wall=shown)


HANDLERS = (wall_page,)
