"""Cases over the API: the list, one case, its commands, its timeline.

Invariant: the same cut as on screens; a case that may not be seen does not exist.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from litestar import Response, get, post
from litestar.params import FromPath, QueryParameter

from domain.case.codes import CASE_ROLES
from domain.case.commands import LeaveCase
from domain.case.decider import originator
from domain.case.state import Case as CaseState
from domain.deciding.refusals import Conflict
from domain.ids import is_token
from domain.looking import LookReason
from domain.ports import VersionTaken
from projections import cases
from web import seeing
from web.access.circumstances import command_id
from web.access.justifying import say_why
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case, shown
from web.answers.faults import NotThere, fault_of
from web.answers.racing import faster, newest_position
from web.api import shapes
from web.api.first import case_then
from web.api.problems import problem
from web.api.requests import expected_version, json_object, key_of, moment_of, occurred_of, shaped, versioned, writer_of
from web.forms.commands import case_command
from web.opening import open_case
from web.services import Services
from web.shown.history import timeline_of

Reason = Literal["duty", "standing-in", "conference", "question", "supervision", "rights"]


@get("/api/v1/cases", tags=["cases"], operation_id="getCases")
async def list_cases(request: AppRequest) -> shapes.Cases:
    """The cases your agency takes part in."""
    found = seeing.cases_for(services_of(request), request.user)
    return shapes.Cases(cases=[shapes.summary(case) for case in found])


@post("/api/v1/cases", tags=["cases"], operation_id="openCase", status_code=201)
async def post_case(request: AppRequest) -> Response[shapes.Case]:
    """Open a case; your agency is the first to take part."""
    services, viewer = services_of(request), request.user
    body = await shaped(request, shapes.OpenCase)
    if viewer.role not in CASE_ROLES:
        raise NotThere
    outcome = await open_case(services, viewer, body.country, key=key_of(request))
    case = seeing.case_for(services, viewer, outcome.case)
    folded = await services.cases.state(originator(case.id))
    if outcome.done.repeated:
        return _answer(services, viewer, *case_then(services, viewer, case, folded, outcome.done), status=201)
    return _answer(services, viewer, case, folded.state, status=201)


@get("/api/v1/cases/{case_id:str}", tags=["cases"], operation_id="getCase")
async def get_case(request: AppRequest, case_id: FromPath[str]) -> Response[shapes.Case]:
    """One case, with its version as ``ETag``; ``actions`` names the commands that are possible now."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    return _answer(services, viewer, case, (await services.cases.state(originator(case.id))).state)


@post("/api/v1/cases/{case_id:str}/{action:str}", tags=["cases"], operation_id="actOnCase", status_code=200)
async def act(request: AppRequest, case_id: FromPath[str], action: FromPath[str]) -> Response[Any]:
    """Carry out the command *action*, its name in kebab case.

    The body holds its fields, and when it happened: ``occurred_at``, ``occurred_until``, ``approximate``.
    """
    services, viewer = services_of(request), writer_of(request)
    if action == LeaveCase.slug() and await _left_before(services, viewer, case_id, key_of(request)):
        return Response(None, status_code=204)
    case = seeing.case_for(services, viewer, case_id)
    if not seeing.may_act(viewer, case):
        raise NotThere
    occurred, body = occurred_of(await json_object(request))
    key = key_of(request) or services.ids.new()
    command = case_command(services, action, body, command_id(services, viewer, key, case.id))
    seen, exercise = expected_version(request), case.exercise
    try:
        outcome = await act_on_case(
            services, viewer, case_id, command, key=key, occurred=occurred, exercise=exercise, expected_version=seen
        )
    except (Conflict, VersionTaken) as error:
        return await _lost(services, viewer, case_id, error, seen)
    folded = await services.cases.state(originator(case_id))
    if outcome.repeated:
        return _answer(services, viewer, *case_then(services, viewer, case, folded, outcome))
    try:
        return _answer(services, viewer, seeing.case_for(services, viewer, case_id), folded.state)
    except NotThere:
        return Response(None, status_code=204)  # The asker has left the case.


@get("/api/v1/cases/{case_id:str}/timeline", tags=["cases"], operation_id="getTimeline")
async def get_timeline(
    request: AppRequest,
    case_id: FromPath[str],
    as_known_at: Annotated[str | None, QueryParameter(description="Only what was recorded by this time.")] = None,
    as_seen_by: Annotated[str | None, QueryParameter(description="Only what this agency could see as well.")] = None,
    reason: Annotated[
        Reason | None,
        QueryParameter(description="Why you look; what a token said stands, until it says what opens more."),
    ] = None,
) -> shapes.Timeline:
    """What happened, as far as you may see it; opening it is put on record, with why you look."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    await say_why(services, viewer, case.id, LookReason.PROGRAM if reason is None else LookReason(reason))
    known, by = moment_of(as_known_at, "as_known_at"), _eyes(services, as_seen_by)
    entries = seeing.timeline_for(services, viewer, case, as_known_at=known, as_seen_by=by)
    told = await timeline_of(services, viewer, case, entries)
    return shapes.Timeline(entries=[shapes.entry(entry) for entry in told])


def _eyes(services: Services, agency_id: str | None) -> seeing.Eyes | None:
    if agency_id is None:
        return None
    found = seeing.eyes_of(services, agency_id)
    if found is None:
        raise NotThere
    return found


def _answer(
    services: Services, viewer: Viewer, case: cases.Case, state: CaseState, status: int = 200
) -> Response[shapes.Case]:
    shape = shapes.case(case, _actions(services, viewer, case, state))
    return Response(shape, status_code=status, headers=versioned(case.version))


def _actions(services: Services, viewer: Viewer, case: cases.Case, state: CaseState) -> list[str]:
    return list(seeing.next_commands(services, viewer, case, state)[1]) if seeing.may_act(viewer, case) else []


async def _left_before(services: Services, viewer: Viewer, case_id: str, key: str | None) -> bool:
    """Whether *viewer* has left the case by this very command, and so does not see it any more."""
    if key is None or not is_token(case_id):
        return False
    folded = await services.cases.state(originator(case_id))
    left = command_id(services, viewer, key, f"{case_id}:{LeaveCase.__name__}")
    return left in folded.commands and not seeing.works_on(services, viewer, case_id)


async def _lost(services: Services, viewer: Viewer, case_id: str, error: Exception, seen: int | None) -> Response[Any]:
    folded = await services.cases.state(originator(case_id))
    await shown(services, newest_position(folded), cases.VIEW)
    case = seeing.case_for(services, viewer, case_id)
    first = faster(folded, error, seen, viewer.member_id, lambda fact: seeing.may_know(services, viewer, case_id, fact))
    fresh = shapes.case(case, _actions(services, viewer, case, folded.state))
    return problem(fault_of(error, ""), first, case=fresh)


HANDLERS = (list_cases, post_case, get_case, act, get_timeline)
