"""Cases over the API: the list, one case, its commands, its timeline.

Invariant: the same cut as on screens; a case that may not be seen does not exist.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import Parameter

from domain.case.codes import CASE_ROLES
from domain.case.decider import originator
from domain.ports import VersionTaken
from domain.refusals import Conflict
from projections import cases
from projections.visibility import Viewer as Eyes
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case, command_id, last_fact
from web.answers.faults import NotThere, fault_of
from web.api import shapes
from web.api.problems import problem, winner_of
from web.api.requests import expected_version, json_object, key_of, occurred_of, shaped, versioned
from web.api.work import PROBLEMS
from web.forms.commands import case_command
from web.opening import open_case
from web.services import Services


@get("/api/v1/cases", tags=["cases"], responses={401: PROBLEMS[401]})
async def list_cases(request: AppRequest) -> shapes.Cases:
    """The cases your agency takes part in."""
    found = seeing.cases_for(services_of(request), request.user)
    return shapes.Cases(cases=[shapes.summary(case) for case in found])


@post("/api/v1/cases", tags=["cases"], status_code=201, responses=PROBLEMS)
async def post_case(request: AppRequest) -> Response[shapes.Case]:
    """Open a case; your agency is the first to take part."""
    services, viewer = services_of(request), request.user
    body = await shaped(request, shapes.OpenCase)
    if viewer.role not in CASE_ROLES:
        raise NotThere
    case_id = await open_case(services, viewer, body.country, key=key_of(request))
    return await _answer(services, viewer, case_id, status=201)


@get("/api/v1/cases/{case_id:str}", tags=["cases"], responses={code: PROBLEMS[code] for code in (401, 404)})
async def get_case(request: AppRequest, case_id: str) -> Response[shapes.Case]:
    """One case, with its version as ``ETag``; ``actions`` names the commands that are possible now."""
    return await _answer(services_of(request), request.user, case_id)


@post("/api/v1/cases/{case_id:str}/{action:str}", tags=["cases"], status_code=200, responses=PROBLEMS)
async def act(request: AppRequest, case_id: str, action: str) -> Response[Any]:
    """Carry out the command *action*, its name in kebab case.

    The body holds its fields, and when it happened: ``occurred_at``, ``occurred_until``, ``approximate``.
    """
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    if not seeing.may_act(viewer, case):
        raise NotThere
    occurred, body = occurred_of(await json_object(request))
    key = key_of(request) or services.ids.new()
    command = case_command(services, action, body, command_id(services, viewer, key, case.id))
    try:
        await act_on_case(
            services,
            viewer,
            case.id,
            command,
            key=key,
            occurred=occurred,
            exercise=case.exercise,
            expected_version=expected_version(request),
        )
    except (Conflict, VersionTaken) as error:
        return await _lost(request, case, error)
    if action == "leave-case":
        return Response(None, status_code=204)
    return await _answer(services, viewer, case_id)


@get("/api/v1/cases/{case_id:str}/timeline", tags=["cases"], responses={c: PROBLEMS[c] for c in (401, 404, 422)})
async def get_timeline(
    request: AppRequest,
    case_id: str,
    as_known_at: datetime | None = Parameter(default=None, description="Only what was recorded by then."),
    as_seen_by: str | None = Parameter(default=None, description="Only what that agency could see, by its identifier."),
) -> shapes.Timeline:
    """What happened, as far as you may see it; opening it is put on record."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    entries = await seeing.timeline_of(
        services, viewer, case, as_known_at=as_known_at, as_seen_by=_eyes(services, as_seen_by)
    )
    return shapes.Timeline(entries=[shapes.entry(entry) for entry in entries])


def _eyes(services: Services, agency_id: str | None) -> Eyes | None:
    if agency_id is None:
        return None
    agency = services.people.agency(agency_id)
    if agency is None:
        raise NotThere
    return Eyes(agency.id, agency.role, agency.country)


async def _answer(services: Services, viewer: Viewer, case_id: str, status: int = 200) -> Response[shapes.Case]:
    case = seeing.case_for(services, viewer, case_id)
    return Response(await _shape(services, viewer, case), status_code=status, headers=versioned(case.version))


async def _shape(services: Services, viewer: Viewer, case: cases.Case) -> shapes.Case:
    actions: list[str] = []
    if seeing.may_act(viewer, case):
        state = (await services.cases.state(originator(case.id))).state
        actions = list(seeing.next_commands(services, viewer, case, state)[1])
    return shapes.case(case, actions)


async def _lost(request: AppRequest, case: cases.Case, error: Exception) -> Response[Any]:
    services, viewer = services_of(request), request.user
    newest = last_fact(await services.cases.state(originator(case.id)))
    await services.documents.reached(cases.VIEW, newest.position if newest else 0)
    fresh = await _shape(services, viewer, seeing.case_for(services, viewer, case.id))
    return problem(fault_of(error, ""), winner_of(newest), case=fresh)


HANDLERS = (list_cases, post_case, get_case, act, get_timeline)
