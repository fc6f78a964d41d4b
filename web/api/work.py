"""Tasks over the API: the board of the own agency, and what can be done with a task.

Invariant: a lost race is answered with the winner and the task as it stands now.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from domain.deciding.refusals import Conflict
from domain.ports import VersionTaken
from domain.task.decider import originator
from projections import board
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_task
from web.answers.faults import NotThere, fault_of
from web.answers.racing import faster, newest_position
from web.api import shapes
from web.api.first import task_then
from web.api.problems import problem
from web.api.requests import expected_version, json_object, key_of, versioned, writer_of
from web.forms.commands import task_command
from web.playbooks.titles import titles_of
from web.services import Services
from web.texts.times import now

ENDED = frozenset({"completed", "waived"})
State = Literal["open", "acknowledged", "claimed", "completed", "waived"]


@get("/api/v1/board", tags=["tasks"], operation_id="getBoard")
async def get_board(
    request: AppRequest,
    *,
    in_state: Annotated[State | None, QueryParameter(name="state", description="Only tasks in this state.")] = None,
    case: Annotated[str | None, QueryParameter(description="Only tasks of this case.")] = None,
    mine: Annotated[bool, QueryParameter(description="Only tasks that you have claimed.")] = False,
    overdue: Annotated[bool | None, QueryParameter(description="Only tasks that are overdue, or that are not.")] = None,
) -> shapes.Board:
    """The tasks of your agency and those offered to it; finished ones of a day, or all by their *state*."""
    services, viewer = services_of(request), request.user
    shelf = seeing.shelf_of(services, viewer)
    ended = seeing.finished_of(services, viewer) if in_state in ENDED else shelf.done
    found = [*shelf.tasks, *ended]
    library = services.rules.library()
    tasks = [shapes.task(task, services.people, now(), titles_of(library, task.playbook)) for task in found]
    chosen = [
        task
        for task in tasks
        if (in_state is None or task.state == in_state)
        and (case is None or task.case == case)
        and (not mine or (task.claimed_by is not None and task.claimed_by.member == viewer.member_id))
        and (overdue is None or task.overdue == overdue)
    ]
    return shapes.Board(tasks=chosen)


@get("/api/v1/tasks/{task_id:str}", tags=["tasks"], operation_id="getTask")
async def get_task(request: AppRequest, task_id: FromPath[str]) -> Response[shapes.Task]:
    """One task, with its version as ``ETag``."""
    services = services_of(request)
    return _answer(services, seeing.task_for(services, request.user, task_id))


@post("/api/v1/tasks/{task_id:str}/{action:str}", tags=["tasks"], operation_id="actOnTask", status_code=200)
async def act(request: AppRequest, task_id: FromPath[str], action: FromPath[str]) -> Response[Any]:
    """Carry out *action* on a task; the body holds the fields of the command."""
    services, viewer = services_of(request), writer_of(request)
    task = seeing.task_for(services, viewer, task_id)
    body = await json_object(request)
    if action == "hand-over":
        body.setdefault("to_agency", viewer.agency_id)
    command = task_command(action, body)
    seen = expected_version(request)
    try:
        outcome = await act_on_task(services, viewer, task, command, key=key_of(request), expected_version=seen)
    except (Conflict, VersionTaken) as error:
        return await _lost(services, viewer, task, error, seen)
    if outcome.repeated:
        folded = await services.tasks.state(originator(task.case, task.id))
        return _answer(services, task_then(viewer, folded, outcome))
    try:
        return _answer(services, seeing.task_for(services, viewer, task_id))
    except NotThere:
        return Response(None, status_code=204)  # It went to an agency whose tasks the asker does not see.


def _answer(services: Services, task: board.Task) -> Response[shapes.Task]:
    return Response(_shape(services, task), headers=versioned(task.version))


def _shape(services: Services, task: board.Task) -> shapes.Task:
    return shapes.task(task, services.people, now(), titles_of(services.rules.library(), task.playbook))


async def _lost(
    services: Services, viewer: Viewer, task: board.Task, error: Exception, seen: int | None
) -> Response[Any]:
    folded = await services.tasks.state(originator(task.case, task.id))
    await services.documents.reached(board.VIEW, newest_position(folded))
    fresh = _shape(services, seeing.task_for(services, viewer, task.id))
    return problem(fault_of(error, ""), faster(folded, error, seen, viewer.member_id), task=fresh)


HANDLERS = (get_board, get_task, act)
