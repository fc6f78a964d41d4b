"""The conferences about a case, and calling one.

Invariant: who reads a case sees the conferences they were invited to and no other; who may not bring agencies together
is not offered to call one, and is refused by name.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.conference.commands import CallConference
from domain.deciding.refusals import Refused
from domain.ids import derive
from projections import cases
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import page, status_for
from web.conference.acting import act_on_conference, invited_among
from web.conference.asking import call_begun, call_form
from web.conference.forms import CALL
from web.conference.next import NextConference, may_call, next_conference
from web.conference.rows import row
from web.forms import showing
from web.forms.fields import ShownError
from web.forms.reading import read_form, shown_error, to_command
from web.pages.looking.asking import take_answer
from web.repeating import OtherWords
from web.services import Services

LIST = "/cases/{case_id:str}/conferences"
CALLING = f"{LIST}/call"


@get(LIST, include_in_schema=False)
async def conferences_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The conferences about a case, and the one that is proposed."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    found = seeing.conferences_of(services, viewer, case_id)
    return page(
        request,
        "pages/conferences.html",
        case=case,
        conferences=[row(services, viewer, each) for each in found],
        proposed=_proposed(services, viewer, case),
        may_call=may_call(viewer, case),
    )


def _proposed(services: Services, viewer: Viewer, case: cases.Case) -> NextConference | None:
    tasks, found = seeing.tasks_of_case(services, viewer, case), seeing.conferences_of(services, viewer, case.id)
    return next_conference(viewer, case, tasks, found)


@get(CALLING, include_in_schema=False)
async def call_page(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """The form to call a conference, beginning with the time that is proposed."""
    services, viewer = services_of(request), request.user
    case = _case(services, viewer, case_id)
    proposal = _proposed(services, viewer, case)
    typed = call_begun(case, viewer, None if proposal is None else proposal.starts_at)
    return _form(request, case, typed, services.ids.new())


@post(CALLING, include_in_schema=False, status_code=200)
async def call(request: AppRequest, case_id: FromPath[str]) -> Response[Any]:
    """Call the conference; answer with its page, or with the form and what to correct."""
    services, viewer = services_of(request), request.user
    case = _case(services, viewer, case_id)
    data = await request.form()
    await take_answer(services, viewer, case.id, data.get("look_reason"))
    key = str(data.get("key") or services.ids.new())
    typed: showing.Typed = {name: [str(value) for value in data.getall(name)] for name in data}
    id_ = derive(command_id(services, viewer, key, case.id), "conference")
    body, errors = read_form(CALL, data, id_)
    if errors:
        return _form(request, case, typed, key, errors=errors, status=422)
    try:
        invited = invited_among(services, viewer, case.id, body.pop("invited", ()))
        known = {"case": case.id, "conference": id_, "reference": case.reference, "invited": invited}
        command = to_command(CallConference, {**body, **known})
        await act_on_conference(services, viewer, case.id, id_, command, key=key, exercise=case.exercise)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        key = services.ids.new() if isinstance(error, OtherWords) else key
        status = status_for(request, fault.status)
        return _form(request, case, typed, key, errors=[shown_error(fault)], status=status)
    return Redirect(f"/cases/{case.id}/conferences/{id_}", status_code=303)


def _case(services: Services, viewer: Viewer, case_id: str) -> cases.Case:
    case = seeing.case_for(services, viewer, case_id)
    if not seeing.may_act(viewer, case):
        raise NotThere(case_id)
    return case


def _form(
    request: AppRequest,
    case: cases.Case,
    typed: showing.Typed,
    key: str,
    *,
    errors: Sequence[ShownError] = (),
    status: int = 200,
) -> Response[Any]:
    form = call_form(services_of(request), request.user, case, typed, key=key, errors=errors)
    here = f"/cases/{case.id}/conferences"
    return page(
        request, "pages/conference_step.html", status=status, case=case, form=form, action=f"{here}/call", back=here
    )


HANDLERS = (conferences_page, call_page, call)
