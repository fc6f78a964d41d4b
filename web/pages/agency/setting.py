"""Saying how one's own agency is reached.

Invariant: whatever the answer is, nothing that was typed is lost, and two who change the hours at once do not undo each
other unseen.
"""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Response, get, post
from litestar.datastructures import FormMultiDict
from litestar.params import FromPath
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from domain.directory.commands import NameOnCall, SetContactHours
from domain.ports import VersionTaken
from web.access.viewer import AppRequest, services_of
from web.acting import act_on_agency
from web.answers.faults import BadBody, NotThere, fault_of
from web.answers.rendering import status_for
from web.forms.fields import FormSpec, ShownError
from web.forms.reading import read_form, shown_error, text_of, to_command, version_of
from web.pages.agency.forms import ALWAYS, FORMS, HOURS, shown
from web.pages.agency.hours import read
from web.pages.agency.looking import show
from web.repeating import OtherWords
from web.texts.catalog import gettext as _

CONFLICT = 409


@get("/agency/{action:str}", include_in_schema=False)
async def step_page(action: FromPath[str]) -> Redirect:
    """The page of the agency, for who comes back to the address of a step."""
    if action not in FORMS:
        raise NotThere
    return Redirect(f"/agency#{action}", status_code=303)


@post("/agency/{action:str}", include_in_schema=False, status_code=200)
async def act(request: AppRequest, action: FromPath[str]) -> Response[Any]:
    """Carry out one step for one's own agency."""
    spec, data = FORMS.get(action), await request.form()
    if spec is None:
        raise NotThere
    try:
        command, errors = _hours(data) if spec is HOURS else _shift(spec, data)
        if command is None or errors:
            return _again(request, spec, data, errors)
        seen = version_of(data.get("version")) if spec is HOURS else None
        key = str(data.get("key") or "")
        await act_on_agency(services_of(request), request.user, command, key=key, expected_version=seen)
    except VersionTaken:
        told = _("Somebody changed this agency meanwhile. Compare with what stands above, and save again.")
        return _again(request, spec, data, [ShownError(None, told)], CONFLICT)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        return _again(request, spec, data, [shown_error(fault)], status_for(request, fault.status))
    return Redirect("/agency", status_code=303)


def _hours(data: FormMultiDict) -> tuple[SetContactHours | None, list[ShownError]]:
    always = data.get("when") == ALWAYS
    hours, errors = ((), []) if always else read({name: text_of(data[name]) for name in data})
    if not always and not hours and not errors:
        errors = [ShownError("monday", _("Say the hours of at least one day, or choose that somebody always answers."))]
    body = {
        "fallback": text_of(data.get("fallback", "")) or None,
        "line": text_of(data.get("line", "")) or None,
        "closed_on_holidays": bool(data.get("closed_on_holidays")),
    }
    return to_command(SetContactHours, {**body, "hours": msgspec.to_builtins(hours)}), errors


def _shift(spec: FormSpec, data: FormMultiDict) -> tuple[NameOnCall | None, list[ShownError]]:
    body, errors = read_form(spec, data, "")
    return (None, errors) if errors else (to_command(NameOnCall, body), [])


def _again(
    request: AppRequest, spec: FormSpec, data: FormMultiDict, errors: list[ShownError], status: int = 422
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    typed = {name: [str(each) for each in data.getall(name)] for name in data}
    form = shown(services, viewer, spec, typed, errors)
    return show(request, viewer.agency_id, status=status, refused=form)


HANDLERS = (step_page, act)
