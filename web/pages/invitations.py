"""What an agency sees of cases that it takes no part in: that it is asked to, and that it once did.

Invariant: nothing of a case is shown here but who asks, for what and on what basis; neither who the child is nor the
number of a case that an agency has not joined.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect

from domain.case.codes import DeclineGround
from domain.case.commands import DeclineToTakePart, TakePart
from domain.case.coordination.refusals import TakesPartAnyway
from domain.deciding.refusals import Refused
from projections.standing import inviting
from projections.standing.inviting import Invitation
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case, shown
from web.answers.faults import NotThere, fault_of
from web.answers.rendering import page, status_for
from web.forms.fields import ShownError, ShownField, ShownForm
from web.forms.showing import code_options
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Asked:
    """An invitation as its agency reads it."""

    id: str
    by: str
    purpose: str
    basis: str
    provision: str
    at: datetime
    exercise: str | None


@dataclass(frozen=True)
class Gone:
    """A part that has ended, as its agency reads it."""

    reference: str
    since: datetime
    until: datetime
    by: str


@get("/invitations", include_in_schema=False)
async def list_page(request: AppRequest) -> Response[Any]:
    """Who asks the viewer's agency to take part, and where it once did."""
    services, viewer = services_of(request), request.user
    asked = [_asked(services, each) for each in seeing.invitations(services, viewer)]
    gone = [_gone(services, each) for each in seeing.parts_ended(services, viewer)]
    return page(request, "pages/invitations.html", asked=asked, gone=gone)


@get("/invitations/{invitation_id:str}", include_in_schema=False)
async def one_page(request: AppRequest, invitation_id: FromPath[str]) -> Response[Any]:
    """One invitation, with its two answers; of one that waits no more, that it does not."""
    services, viewer = services_of(request), request.user
    try:
        asked = seeing.invitation(services, viewer, invitation_id)
    except NotThere:
        seeing.invitation_once(services, viewer, invitation_id)
        return _over(request, {}, NotThere())
    return _one(request, asked, {}, ())


@post("/invitations/{invitation_id:str}/{answer:str}", include_in_schema=False, status_code=200)
async def answer_it(request: AppRequest, invitation_id: FromPath[str], answer: FromPath[str]) -> Response[Any]:
    """Accept, and go on to the case; or decline, and see it no more. Of what waits no more, that is told."""
    services, viewer = services_of(request), request.user
    if answer not in {"accept", "decline"}:
        raise NotThere
    asked = seeing.invitation_once(services, viewer, invitation_id)
    typed = {name: str(value) for name, value in (await request.form()).items()}
    key = typed.get("key") or services.ids.new()
    if answer == "accept":
        return await _accepted(request, asked, key)
    if typed.get("ground") not in set(DeclineGround):
        return _one(request, asked, typed, [ShownError("ground", _("Say on what ground your agency declines."))])
    command = DeclineToTakePart(ground=DeclineGround(typed["ground"]), note=typed.get("note", ""))
    try:
        await _answer(services, viewer, asked, command, key)
    except Refused as error:
        return _over(request, typed, error)
    return Redirect("/invitations", status_code=303)


async def _accepted(request: AppRequest, asked: Invitation, key: str) -> Response[Any]:
    services, viewer = services_of(request), request.user
    try:
        await _answer(services, viewer, asked, TakePart(), key)
        seeing.case_for(services, viewer, asked.case)
    except (Refused, NotThere) as error:
        return _over(request, {}, error)
    return Redirect(f"/cases/{asked.case}", status_code=303)


def _over(request: AppRequest, typed: Mapping[str, str], error: Refused | NotThere) -> Response[Any]:
    """That an invitation waits no more: what was refused says why, else it is told what can have happened."""
    fault = fault_of(error, "")
    own = isinstance(error, TakesPartAnyway)
    told = fault.why if own else _("It was withdrawn or answered, or the case was closed. Nothing was recorded.")
    instead = fault.instead if own else _("Ask the agency that invited yours to do so again.")
    status = status_for(request, fault.status)
    return page(
        request,
        "pages/invitation_over.html",
        status=status,
        told=told,
        instead=instead,
        note=typed.get("note", ""),
    )


async def _answer(
    services: Services, viewer: Viewer, asked: Invitation, command: TakePart | DeclineToTakePart, key: str
) -> None:
    """Carry out *command* in the case that *asked* is about, and wait until the invitation is gone from every list."""
    outcome = await act_on_case(services, viewer, asked.case, command, key=key, exercise=asked.exercise)
    await shown(services, outcome.position, inviting.VIEW)


def _one(
    request: AppRequest, asked: Invitation, typed: Mapping[str, str], errors: Sequence[ShownError]
) -> Response[Any]:
    services = services_of(request)
    form = _form(typed.get("key") or services.ids.new(), typed, errors)
    status = 422 if errors else 200
    return page(request, "pages/invitation.html", status=status, asked=_asked(services, asked), form=form)


def _form(key: str, typed: Mapping[str, str], errors: Sequence[ShownError]) -> ShownForm:
    told = {error.field: error.message for error in errors}
    fields = [
        ShownField("ground", "select", _("Ground"), options=code_options(DeclineGround)),
        ShownField(
            "note", "textarea", _("Note"), _("The agencies of the case read it."), required=False, recorded=True
        ),
    ]
    for field in fields:
        field.value, field.error = typed.get(field.name, ""), told.get(field.name)
    return ShownForm(
        slug="decline",
        title=_("Decline"),
        fields=fields,
        submit=_("Decline"),
        key=key,
        errors=list(errors),
    )


def _asked(services: Services, invitation: Invitation) -> Asked:
    return Asked(
        id=invitation.id,
        by=services.people.agency_name(invitation.invited_by),
        purpose=wording.code(invitation.purpose.value),
        basis=wording.code(invitation.legal_basis.value),
        provision="" if invitation.provision is None else wording.code(invitation.provision.value),
        at=invitation.at,
        exercise=invitation.exercise,
    )


def _gone(services: Services, part: seeing.PartEnded) -> Gone:
    by = "" if part.ended_by is None else services.people.agency_name(part.ended_by)
    return Gone(part.reference, part.since, part.until, by)


HANDLERS = (list_page, one_page, answer_it)
