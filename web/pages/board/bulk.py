"""Several tasks at once: claimed, or offered to a colleague.

Invariant: nothing else can be done to several tasks at once, whatever a form says; above all none is completed.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.response import Redirect

from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.pages.board.doing import do, said, with_deed
from web.pages.board.looking import board_of, board_shown
from web.pages.board.together import SPECS, bulk_form, chosen, command_of, wrong
from web.shown.board.asked import PATH, read_text
from web.shown.board.deeds import Deed


@post(f"{PATH}/bulk", include_in_schema=False, status_code=200)
async def act(request: AppRequest) -> Response[Any]:
    """Do one thing with all tasks that were chosen; say for each what came of it."""
    data, services, viewer = await request.form(), services_of(request), request.user
    if data.get("do") not in SPECS:
        raise NotThere
    if wrong(data, viewer):
        return await _again(request, data)
    key = str(data.get("key") or services.ids.new())
    asked = read_text(str(data.get("back", "")))
    deed = await do(services, viewer, str(data["do"]), chosen(data), command_of(data, viewer), key, asked.url)
    return told(request, deed)


async def _again(request: AppRequest, data: FormMultiDict) -> Response[Any]:
    services, viewer = services_of(request), request.user
    asked = read_text(str(data.get("back", "")))
    if request.headers.get("hx-request") == "true":
        form = bulk_form(services, viewer, data)
        return page(request, "partials/board/bulk_again.html", status=422, bulk=form, asked=asked)
    board = board_of(services, viewer, asked, picked=chosen(data))
    return await board_shown(request, board, status=422, refused=data)


def told(request: AppRequest, deed: Deed) -> Response[Any]:
    """What *deed* did: as a notice beside what stands there, or on the page where it was done."""
    if request.headers.get("hx-request") == "true":
        return page(request, "partials/board/told.html", deed=deed, said=said(deed))
    return Redirect(with_deed(deed.back or PATH, deed), status_code=303)


@get(f"{PATH}/bulk", include_in_schema=False)
async def again() -> Redirect:
    """The board, for who comes back to the address of the form."""
    return Redirect(PATH, status_code=303)


HANDLERS = (act, again)
