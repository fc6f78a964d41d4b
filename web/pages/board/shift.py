"""The end of a shift: everything that somebody holds, given on one by one or all at once.

Invariant: what goes to a colleague stays with its holder until they accept it; only what goes back to the team leaves
at once.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.response import Redirect

from domain.task.commands import TaskCommand
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody
from web.answers.rendering import page
from web.forms.commands import task_command
from web.forms.fields import ShownError
from web.forms.reading import text_of
from web.pages.board.doing import MOST, do, said, with_deed
from web.pages.board.looking import shelf_of
from web.pages.board.together import colleagues
from web.services import Services
from web.shown.board import shift
from web.shown.board.asked import PATH, Asked
from web.shown.board.deeds import Deed
from web.texts.catalog import gettext as _
from web.texts.times import now

SHIFT = f"{PATH}/shift"
TEAM, KEEP = "team", "keep"


def target_of(data: FormMultiDict, task: str) -> str:
    """To whom *task* goes, as the form says for it or for all; empty where it is kept."""
    chosen = str(data.get(f"to-{task}") or data.get("to") or "")
    return "" if chosen == KEEP else chosen


def reason_of(data: FormMultiDict, task: str) -> str:
    """What is to be known about *task*, as the form says for it or for all."""
    return text_of(data.get(f"reason-{task}", "")) or text_of(data.get("reason", ""))


def command_of(data: FormMultiDict, viewer: Viewer, task: str) -> TaskCommand:
    """What is done with *task*. Raises :class:`BadBody` where what was typed is too long for it."""
    target, reason = target_of(data, task), reason_of(data, task)
    if target == TEAM:
        return task_command("release", {"reason": reason})
    return task_command("hand-over", {"to_agency": viewer.agency_id, "to_member": target, "reason": reason})


def wrong(services: Services, viewer: Viewer, data: FormMultiDict, tasks: list[str]) -> list[ShownError]:
    """What has to be corrected before anything is given on."""
    if not tasks:
        return [ShownError("to", _("Choose who takes over, for all or for single tasks."))]
    known = {TEAM, *(member for member, _name in colleagues(services, viewer))}
    errors = []
    for task in tasks[:MOST]:
        if target_of(data, task) not in known:
            errors.append(ShownError(f"to-{task}", _("That person does not act for that agency.")))
        if target_of(data, task) != TEAM and not reason_of(data, task):
            errors.append(ShownError(f"reason-{task}", _("Say what they should know, here or for all.")))
            continue
        try:
            command_of(data, viewer, task)
        except BadBody as error:
            errors.append(ShownError(f"reason-{task}", error.why))
    return errors


def _page(
    request: AppRequest,
    *,
    typed: FormMultiDict | None = None,
    errors: list[ShownError],
    status: int,
    deed: Deed | None = None,
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    shelf = shelf_of(services, viewer, Asked())
    deed = deed or services.deeds.find(request.query_params.get("did", ""), viewer.member_id, now())
    return page(
        request,
        "pages/shift.html",
        status=status,
        held=shift.held(services, viewer, shelf),
        given=shift.given(services, viewer),
        colleagues=colleagues(services, viewer),
        typed={name: str(value) for name, value in (typed or {}).items()},
        errors=errors,
        wrong={error.field: error.message for error in errors},
        deed=deed,
        said=deed and said(deed),
    )


@get(SHIFT, include_in_schema=False)
async def shift_page(request: AppRequest) -> Response[Any]:
    """What the viewer holds, and what became of what they offered."""
    return _page(request, errors=[], status=200)


@post(SHIFT, include_in_schema=False, status_code=200)
async def give_on(request: AppRequest) -> Response[Any]:
    """Give on what the form says, each task by itself; where one could not be, what was typed stands there again."""
    data, services, viewer = await request.form(), services_of(request), request.user
    tasks = [task for task in dict.fromkeys(map(str, data.getall("task", []))) if target_of(data, task)][:MOST]
    errors = wrong(services, viewer, data, tasks)
    if errors:
        return _page(request, typed=data, errors=errors, status=422)
    key = str(data.get("key") or services.ids.new())
    deed = await do(services, viewer, "shift", tasks, lambda task: command_of(data, viewer, task.id), key, SHIFT)
    if deed.missed:
        return _page(request, typed=data, errors=[], status=409, deed=deed)
    return Redirect(with_deed(SHIFT, deed), status_code=303)


HANDLERS = (shift_page, give_on)
