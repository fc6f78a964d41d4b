"""The board: what an agency has to do, what needs it now first.

Invariant: an answer without a change is told by its mark alone, and that mark covers everything that the answer shows.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.response import Redirect

from domain.case.codes import CASE_ROLES
from projections import cases
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import is_fragment, page
from web.answers.shared import shared
from web.pages.board import together
from web.pages.board.doing import said
from web.playbooks.titles import languages_read
from web.seeing import Shelf
from web.services import Services
from web.shown.board.asked import PATH, Asked, read, read_text
from web.shown.board.choices import Choices, choices, said_of
from web.shown.board.deeds import Deed
from web.shown.board.kept import KeptViews, WrongName, kept_views
from web.shown.board.laying import Laid, lay, sizes
from web.shown.board.raised import Raised, raised_to
from web.texts import catalog
from web.texts.times import now


@dataclass(frozen=True)
class Board:
    """The board on a page; the tasks under *picked* are chosen already."""

    laid: Laid
    choices: Choices
    mark: str
    picked: frozenset[str] = frozenset()
    raised: Sequence[Raised] = ()
    """What others have not answered, and this agency was told of."""

    @property
    def asked(self) -> Asked:
        """What was asked for."""
        return self.laid.asked


def shelf_of(services: Services, viewer: Viewer, asked: Asked) -> Shelf:
    """The tasks that *asked* chooses from."""
    others = asked.scope == "all" and viewer.role in CASE_ROLES
    return seeing.shelf_of(services, viewer, others=others)


def board_of(services: Services, viewer: Viewer, asked: Asked, *, pick: str = "", picked: Iterable[str] = ()) -> Board:
    """The board as *viewer* *asked* for it; all of group *pick* and the tasks *picked* are chosen already."""
    shelf = shelf_of(services, viewer, asked)
    laid = lay(services.people, viewer, asked, shelf, now())
    own = sizes(viewer, shelf_of(services, viewer, Asked()))
    group = {task.id for group in laid.groups if group.key == pick for task in group.tasks}
    chosen = choices(services.people, laid, shelf, own)
    raised = raised_to(services, viewer) if viewer.role in CASE_ROLES else ()
    mark = _mark(viewer, laid, shelf, raised)
    return Board(laid, chosen, mark, frozenset(picked) | frozenset(group), raised)


async def board_shown(
    request: AppRequest,
    board: Board,
    *,
    status: int = 200,
    deed: Deed | None = None,
    refused: FormMultiDict | None = None,
    kept: KeptViews | None = None,
    wrong_name: WrongName | None = None,
    unsaid: Sequence[str] = (),
) -> Response[Any]:
    """The page of *board*, with what was just done, and the form for several tasks as it was *refused*."""
    services, viewer = services_of(request), request.user
    bulk = together.bulk_form(services, viewer, refused)
    return page(
        request,
        "pages/board.html",
        status=status,
        board=board,
        asked=board.asked,
        deed=deed,
        said=deed and said(deed),
        bulk=bulk,
        kept=kept or await kept_views(services, viewer, board.asked),
        wrong_name=wrong_name,
        unsaid=unsaid,
    )


def _mark(viewer: Viewer, laid: Laid, shelf: Shelf, raised: Sequence[Raised]) -> str:
    """The same for boards that look the same, but for the words about the time left, which the page keeps itself."""
    groups = [(group.key, group.total) for group in laid.groups]
    cards = [(task.id, task.risk, task.urgency) for group in laid.groups for task in group.tasks]
    reader = (viewer.member_id, viewer.zone, catalog.language())
    told = [(each.id, each.at) for each in raised]
    known = (shelf.stamp, cards, groups, laid.counts, laid.asked.query, told, reader)
    return hashlib.blake2b(repr(known).encode(), digest_size=12).hexdigest()


@get(PATH, include_in_schema=False)
async def board_page(request: AppRequest) -> Response[Any]:
    """The board, or its region for a live update."""
    services, viewer, given = services_of(request), request.user, request.query_params
    asked = read(dict(given))
    if "" in given.values() and not is_fragment(request):
        return Redirect(asked.url, status_code=303)  # A form sends its empty fields too; an address to share has none.
    kept = None if is_fragment(request) else await kept_views(services, viewer, asked)
    if kept and kept.begin and not given:
        return Redirect(read_text(kept.begin).url, status_code=303)
    if not is_fragment(request):
        board = board_of(services, viewer, asked, pick=given.get("pick", ""))
        deed = services.deeds.find(given.get("did", ""), viewer.member_id, now())
        return await board_shown(request, board, deed=deed, kept=kept)
    # Within a minute, the words about the time left are the same; the page keeps them true by itself.
    minute = int(now().timestamp() // 60)
    own = (viewer.member_id, viewer.agency_id, viewer.zone, catalog.language(), languages_read(viewer))
    stamps = (shelf_of(services, viewer, asked).stamp, services.documents.position(cases.VIEW))
    place = (stamps, asked.query, minute, *own)
    return shared(request, place, "partials/board/region.html", lambda: _region(services, viewer, asked))


def _region(services: Services, viewer: Viewer, asked: Asked) -> tuple[str, dict[str, Any]]:
    board = board_of(services, viewer, asked)
    return board.mark, {"board": board}


@post(f"{PATH}/filter", include_in_schema=False, status_code=200)
async def sift(request: AppRequest) -> Response[Any]:
    """Go to the board as it was chosen in a form.

    Words that no task says are told and go into no address: what somebody looks for may be a name.
    """
    services, viewer, data = services_of(request), request.user, await request.form()
    asked = read({name: str(value) for name, value in data.items()})
    asked, unsaid = said_of(shelf_of(services, viewer, asked), asked)
    if not unsaid:
        return Redirect(asked.url, status_code=303)
    return await board_shown(request, board_of(services, viewer, asked), unsaid=unsaid)


@get(f"{PATH}/filter", include_in_schema=False)
async def again() -> Redirect:
    """The board, for who comes back to the address of the form."""
    return Redirect(PATH, status_code=303)


HANDLERS = (board_page, sift, again)
