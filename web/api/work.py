"""Tasks over the API: the board of the own agency, and what can be done with a task.

Invariant: a lost race is answered with the winner and the task as it stands now.
"""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Response, get, post
from litestar.openapi.datastructures import ResponseSpec
from litestar.params import Parameter

from domain.ports import VersionTaken
from domain.refusals import Conflict
from domain.task.decider import originator
from projections import board
from web import seeing
from web.access.viewer import AppRequest, services_of
from web.acting import act_on_task, last_fact
from web.answers.faults import fault_of
from web.api import shapes
from web.api.problems import Problem, problem, winner_of
from web.api.requests import expected_version, json_object, key_of, versioned
from web.forms.commands import task_command
from web.pages.board import finished_tasks, running_tasks
from web.services import Services
from web.texts.times import now

PROBLEMS = {
    401: ResponseSpec(Problem, description="No token, or one that has ended."),
    404: ResponseSpec(Problem, description="It does not exist, or you may not see it."),
    409: ResponseSpec(Problem, description="Somebody was faster, or the state of affairs does not allow it."),
    422: ResponseSpec(Problem, description="The body or a header is not as expected; nothing was recorded."),
    503: ResponseSpec(Problem, description="The log cannot be reached; send the same request again."),
}

STATES = {"open", "acknowledged", "claimed", "completed", "waived"}


@get("/api/v1/board", tags=["tasks"], responses={401: PROBLEMS[401]})
async def get_board(
    request: AppRequest,
    *,
    in_state: Annotated[str | None, Parameter(query="state")] = None,
    case: str | None = None,
    mine: bool = False,
    overdue: bool | None = None,
) -> shapes.Board:
    """The tasks of your agency and those offered to it; finished ones for a day, or when asked for by *state*."""
    services, viewer = services_of(request), request.user
    found = running_tasks(services, viewer.agency_id) + finished_tasks(services, viewer.agency_id)
    tasks = [shapes.task(task, services.people, now()) for task in found]
    chosen = [
        task
        for task in tasks
        if (in_state is None or task.state == in_state)
        and (case is None or task.case == case)
        and (not mine or (task.claimed_by is not None and task.claimed_by.member == viewer.member_id))
        and (overdue is None or task.overdue == overdue)
    ]
    return shapes.Board(tasks=chosen)


@get("/api/v1/tasks/{task_id:str}", tags=["tasks"], responses={code: PROBLEMS[code] for code in (401, 404)})
async def get_task(request: AppRequest, task_id: str) -> Response[shapes.Task]:
    """One task, with its version as ``ETag``."""
    services = services_of(request)
    return _answer(services, seeing.task_for(services, request.user, task_id))


@post("/api/v1/tasks/{task_id:str}/{action:str}", tags=["tasks"], status_code=200, responses=PROBLEMS)
async def act(request: AppRequest, task_id: str, action: str) -> Response[Any]:
    """Carry out *action* on a task; the body holds the fields of the command.

    Actions: acknowledge, claim, release, hand-over, accept-hand-over, decline-hand-over, withdraw-hand-over, note,
    complete, waive, reopen.
    """
    services, viewer = services_of(request), request.user
    task = seeing.task_for(services, viewer, task_id)
    body = await json_object(request)
    if action == "hand-over":
        body.setdefault("to_agency", viewer.agency_id)
    command = task_command(action, body)
    try:
        await act_on_task(
            services, viewer, task, command, key=key_of(request), expected_version=expected_version(request)
        )
    except (Conflict, VersionTaken) as error:
        return await _lost(request, task, error)
    return _answer(services, seeing.task_for(services, viewer, task_id))


def _answer(services: Services, task: board.Task) -> Response[shapes.Task]:
    return Response(shapes.task(task, services.people, now()), headers=versioned(task.version))


async def _lost(request: AppRequest, task: board.Task, error: Exception) -> Response[Any]:
    services, viewer = services_of(request), request.user
    newest = last_fact(await services.tasks.state(originator(task.case, task.id)))
    await services.documents.reached(board.VIEW, newest.position if newest else 0)
    fresh = shapes.task(seeing.task_for(services, viewer, task.id), services.people, now())
    return problem(fault_of(error, ""), winner_of(newest), task=fresh)


HANDLERS = (get_board, get_task, act)
