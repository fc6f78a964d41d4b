"""Taking back what was just done: by a further fact that makes up for it, never by removing one.

Invariant: only who did something takes it back, each task decides whether it still can be, and what was answered or
taken by somebody else meanwhile stays.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect

from domain.task.commands import Claim, Release, TaskCommand, WithdrawHandOver
from projections import board
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere
from web.pages.board.bulk import told
from web.pages.board.doing import UNDONE, do
from web.shown.board.asked import PATH
from web.texts.catalog import gettext as _
from web.texts.times import now


def compensation(viewer: Viewer, slug: str, task: board.Task) -> TaskCommand:
    """The command that makes up for *slug*. Raises :class:`BadBody` where there is nothing to take back any more."""
    if slug == "claim" and task.claimed_by is not None:
        return Release(reason=_("Taken back right after claiming it."))
    if slug in ("hand-over", "shift") and task.hand_over is not None and task.hand_over.offered_by == viewer.member_id:
        return WithdrawHandOver()
    if slug == "release" or (slug == "shift" and task.claimed_by is None):
        return Claim()
    raise BadBody(_("It has been answered or taken back already."))


@post(f"{PATH}/undo", include_in_schema=False, status_code=200)
async def undo(request: AppRequest) -> Response[Any]:
    """Take back what the form names, as far as it can be."""
    data, services, viewer = await request.form(), services_of(request), request.user
    deed = services.deeds.find(str(data.get("deed", "")), viewer.member_id, now())
    if deed is None or deed.slug not in UNDONE:
        raise NotThere
    tasks = [about.id for about in deed.done]
    # Under a key of its own that follows from the deed: pressed twice, it takes back once.
    undone = await do(
        services,
        viewer,
        "undo",
        tasks,
        lambda task: compensation(viewer, deed.slug, task),
        f"undo {deed.id}",
        deed.back,
    )
    return told(request, undone)


@get(f"{PATH}/undo", include_in_schema=False)
async def again() -> Redirect:
    """The board, for who comes back to the address of the form."""
    return Redirect(PATH, status_code=303)


HANDLERS = (undo, again)
