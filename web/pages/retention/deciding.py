"""Proposing, declining and confirming an erasure: what the form says, what the rules say, and the decider's answer.

Invariant: the rules and the day come from the files of this installation, never from the form; who proposes or confirms
has proven a moment ago who they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case import commands as c
from domain.deciding.refusals import Refused
from domain.ids import derive
from domain.retention.codes import RecordClass
from domain.retention.rules import Due
from projections import cases
from web import seeing
from web.access.circumstances import command_id
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case
from web.answers.faults import BadBody, NotThere, fault_of
from web.forms.fields import ShownForm
from web.forms.reading import shown_error, to_command
from web.pages.account.proving import need_proof
from web.pages.retention.due import reviews
from web.pages.retention.one_case import Typed, forms_for, plain, show, typed_again
from web.pages.retention.standing import due_of
from web.repeating import OtherWords
from web.services import Services
from web.texts.catalog import gettext as _

STEPS = {"propose": lambda: _("Propose the erasure"), "confirm": lambda: _("Confirm the erasure"), "decline": None}


@get("/cases/{case_id:str}/retention/{step:str}", include_in_schema=False)
async def again(case_id: FromPath[str], step: FromPath[str]) -> Redirect:  # noqa: ARG001  part of the address
    """The page of the case's keeping, for who comes back to the address of a step."""
    return Redirect(f"/cases/{case_id}/retention", status_code=303)


@post("/cases/{case_id:str}/retention/{step:str}", include_in_schema=False, status_code=200)
async def decide(request: AppRequest, case_id: FromPath[str], step: FromPath[str]) -> Response[Any]:
    """Carry out one step."""
    services, viewer = services_of(request), request.user
    case = seeing.case_for(services, viewer, case_id)
    if step not in STEPS or not (reviews(viewer) and seeing.may_act(viewer, case)):
        raise NotThere(case_id)
    title = STEPS[step]
    if title is not None:
        await need_proof(request, title())
    data = await request.form()
    typed = {name: [str(value) for value in data.getall(name, [])] for name in data}
    key = (typed.get("key") or [services.ids.new()])[0]
    try:
        command = _command(services, case, step, typed, command_id(services, viewer, key, f"{case_id}:{step}"))
        await act_on_case(services, viewer, case_id, command, key=key, exercise=case.exercise)
    except (Refused, BadBody, OtherWords) as error:
        fault = fault_of(error, "")
        form = typed_again(_form(services, viewer, case, step), typed, shown_error(fault))
        return show(request, case, status=fault.status, refused=form)
    return Redirect(f"/cases/{case_id}/retention", status_code=303)


def _form(services: Services, viewer: Viewer, case: cases.Case, step: str) -> ShownForm:
    made = next((form for form in forms_for(services, viewer, case) if form.slug == step), None)
    return made or plain(services, step, _("This is not possible now"), [], _("Try again"))


def _command(services: Services, case: cases.Case, step: str, typed: Typed, id_: str) -> c.RetentionCommand:
    due = {each.of: each for each in due_of(services, case)}
    proposed = case.keeping.proposed
    if step == "propose":
        classes = tuple(typed.get("classes", ()))
        if not classes:
            raise BadBody(_("Choose what is erased."), "classes")
        body = {"erasure": derive(id_, "erasure"), "classes": classes, "note": _first(typed, "note")}
        return to_command(
            c.ProposeErasure, body | _by_rules([due[kind] for kind in due if kind.value in classes], services)
        )
    erasure = proposed.id if proposed is not None else "-"
    if step == "decline":
        if not _first(typed, "reason"):
            raise BadBody(_("“%(label)s” is needed.") % {"label": _("Reason")}, "reason")
        return to_command(c.DeclineErasure, {"erasure": erasure, "reason": _first(typed, "reason")})
    if typed.get("sure") != ["yes"]:
        raise BadBody(_("Say that you have looked at the case yourself."), "sure")
    chosen: Sequence[RecordClass] = proposed.classes if proposed is not None else ()
    return to_command(
        c.ConfirmErasure, {"erasure": erasure} | _by_rules([due[kind] for kind in chosen if kind in due], services)
    )


def _by_rules(due: Sequence[Due], services: Services) -> dict[str, Any]:
    """The rules that let the classes go, and the last of their days; of an open case none, and now."""
    at = max((each.at for each in due), default=services.clock.now())
    return {"rules": [each.name for each in due], "due_at": at.isoformat()}


def _first(typed: Typed, name: str) -> str:
    return next(iter(typed.get(name, ())), "").strip()


HANDLERS = (again, decide)
