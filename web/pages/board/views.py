"""Views of the board that a person or an agency has kept: by name, to go back to, to share, to begin with.

Invariant: what is kept is an address of the board and a name; following it shows each reader only what they may see.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.response import Redirect
from msgspec.structs import replace

from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import NotThere
from web.desks import NameTaken, agency_desk, member_desk, with_view, with_view_renamed, without_view
from web.forms.reading import text_of
from web.pages.board.looking import board_of, board_shown
from web.ports import Desk, SavedView
from web.shown.board.asked import PATH, Asked, read_text
from web.shown.board.kept import WrongName
from web.texts.catalog import gettext as _

Alter = Callable[[Desk], Desk]


def owner_of(data: FormMultiDict, viewer: Viewer) -> str:
    """Whose desk the form is about."""
    return agency_desk(viewer) if data.get("whose") == "agency" else member_desk(viewer)


def saving(data: FormMultiDict, asked: Asked) -> Alter:
    """Keep what is *asked* for under a name, perhaps to begin with."""
    view = SavedView(text_of(data.get("name", "")), asked.query)

    def alter(desk: Desk) -> Desk:
        kept = with_view(desk, view)
        return replace(kept, opens_with=asked.query) if data.get("first") else kept

    return alter


def renaming(data: FormMultiDict, asked: Asked) -> Alter:
    """Call a view differently."""
    old, name = str(data.get("view", "")), text_of(data.get("name", ""))
    return lambda desk: with_view_renamed(desk, old, SavedView(name, asked.query))


def removing(data: FormMultiDict, asked: Asked) -> Alter:
    """Forget a view; who began with it begins with the plain board again."""

    def alter(desk: Desk) -> Desk:
        rest = without_view(desk, str(data.get("view", "")))
        return replace(rest, opens_with="") if desk.opens_with == asked.query else rest

    return alter


def beginning(_data: FormMultiDict, asked: Asked) -> Alter:
    """Begin with a view."""
    return lambda desk: replace(desk, opens_with=asked.query)


def plain(_data: FormMultiDict, asked: Asked) -> Alter:
    """Begin with the plain board again, where that view is the one to begin with."""
    return lambda desk: replace(desk, opens_with="") if desk.opens_with == asked.query else desk


STEPS = {"save": saving, "rename": renaming, "remove": removing, "begin": beginning, "plain": plain}
"""Each made twice is the same as made once: a store that did not answer is asked again."""


def _why(error: ValueError) -> str:
    if isinstance(error, NameTaken):
        return _("Another view has that name already. Choose a different one.")
    return _("A view needs a name of at most 60 characters, and there can be 50 of them.")


@post(f"{PATH}/views", include_in_schema=False, status_code=200)
async def change(request: AppRequest) -> Response[Any]:
    """Keep, rename, remove or begin with a view, and go on with the board as it was."""
    data, services, viewer = await request.form(), services_of(request), request.user
    step, asked = STEPS.get(str(data.get("do"))), read_text(str(data.get("query", "")))
    if step is None:
        raise NotThere
    try:
        await services.desks.change(owner_of(data, viewer), step(data, asked))
    except ValueError as error:
        wrong = WrongName(_why(error), text_of(data.get("name", "")), str(data.get("whose", "")))
        return await board_shown(request, board_of(services, viewer, asked), status=422, wrong_name=wrong)
    return Redirect(asked.url, status_code=303)


@get(f"{PATH}/views", include_in_schema=False)
async def again() -> Redirect:
    """The board, for who comes back to the address of the form."""
    return Redirect(PATH, status_code=303)


HANDLERS = (change, again)
