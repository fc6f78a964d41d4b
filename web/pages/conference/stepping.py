"""Every step in a conference as a form.

Invariant: what the page knows (which fact, which decision, which draft) travels with the form, and no place of the log;
a step that is refused comes back with everything that was typed and the reason beside the field it is about.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.commands import Aggregate, of
from domain.conference.commands import ConferenceCommand
from domain.deciding.refusals import Refused
from projections import cases
from projections.conferences import Conference
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page, status_for
from web.conference.acting import act_on_conference
from web.conference.asking import step_begun, step_form
from web.conference.forms import FORMS
from web.forms import showing
from web.forms.fields import FormSpec, ShownError
from web.forms.reading import read_form, shown_error, to_command
from web.pages.conference.one import ONE
from web.pages.looking.asking import take_answer
from web.repeating import OtherWords
from web.services import Services

STEP = f"{ONE}/do/{{slug:str}}"


@get(STEP, include_in_schema=False)
async def step_page(
    request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str], slug: FromPath[str]
) -> Response[Any]:
    """One step as a form."""
    services, viewer = services_of(request), request.user
    case, conference, spec = _found(services, viewer, case_id, conference_id, slug)
    typed = step_begun(conference, viewer, spec, dict(request.query_params))
    return _form(request, case, conference, spec, typed, services.ids.new())


@post(STEP, include_in_schema=False, status_code=200)
async def step(
    request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str], slug: FromPath[str]
) -> Response[Any]:
    """Take one step; answer with the conference or its room, or with the form and what to correct."""
    services, viewer = services_of(request), request.user
    case, conference, spec = _found(services, viewer, case_id, conference_id, slug)
    data = await request.form()
    await take_answer(services, viewer, case.id, data.get("look_reason"))
    key = str(data.get("key") or services.ids.new())
    typed: showing.Typed = {name: [str(value) for value in data.getall(name)] for name in data}
    body, errors = read_form(spec, data, command_id(services, viewer, key, conference.id))
    if errors:
        return _form(request, case, conference, spec, typed, key, errors=errors, status=422)
    try:
        command = _command(slug, {**body, **_known(conference, slug)})
        await act_on_conference(services, viewer, case.id, conference.id, command, key=key, exercise=case.exercise)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        key = services.ids.new() if isinstance(error, OtherWords) else key
        status = status_for(request, fault.status)
        return _form(request, case, conference, spec, typed, key, errors=[shown_error(fault)], status=status)
    return Redirect(_back(request, conference), status_code=303)


def _command(slug: str, body: Mapping[str, Any]) -> ConferenceCommand:
    """The command under *slug*. Raises :class:`BadBody`."""
    command: ConferenceCommand = to_command(of(Aggregate.CONFERENCE)[slug].command, body)  # type: ignore[assignment]
    return command


def _known(conference: Conference, slug: str) -> Mapping[str, int]:
    """What no form carries: a place of the log would tell its reader how much happens elsewhere."""
    if slug != "draft-minutes":
        return {}
    return {"first": max(conference.begun_position, 1), "last": max(conference.ended_position, 1)}


def _found(
    services: Services, viewer: Viewer, case_id: str, conference_id: str, slug: str
) -> tuple[cases.Case, Conference, FormSpec]:
    """What the step is about. Raises :class:`NotThere` for who only reads, and for a step that there is not."""
    conference = seeing.conference_for(services, viewer, case_id, conference_id)
    case = seeing.case_for(services, viewer, case_id)
    spec = FORMS.get(slug)
    if spec is None or not seeing.may_act(viewer, case):
        raise NotThere(case_id)
    return case, conference, spec


def _back(request: AppRequest, conference: Conference) -> str:
    """Where somebody goes on: the room they came from, or the page of the conference."""
    here = f"/cases/{conference.case}/conferences/{conference.id}"
    return f"{here}/room" if request.query_params.get("to") == "room" else here


def _form(
    request: AppRequest,
    case: cases.Case,
    conference: Conference,
    spec: FormSpec,
    typed: showing.Typed,
    key: str,
    *,
    errors: Sequence[ShownError] = (),
    status: int = 200,
) -> Response[Any]:
    form = step_form(services_of(request), request.user, conference, spec, typed, key=key, errors=errors)
    room = "?to=room" if request.query_params.get("to") == "room" else ""
    action = f"/cases/{case.id}/conferences/{conference.id}/do/{spec.slug}{room}"
    back = _back(request, conference)
    return page(request, "pages/conference_step.html", status=status, case=case, form=form, action=action, back=back)


HANDLERS = (step_page, step)
