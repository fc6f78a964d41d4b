"""Invitations over the API: what the own agency is asked to take part in, and its answers.

Invariant: the same cut as on screens: who asks, for what and on what basis, and neither the case nor its number.
"""

from __future__ import annotations

from datetime import datetime

from litestar import Response, get, post
from litestar.params import FromPath

from domain.case.codes import DeclineGround, LegalBasis, SharedFor
from domain.case.commands import DeclineToTakePart, TakePart
from domain.case.coordination.grounds import Provision
from domain.case.decider import originator
from projections.standing import inviting
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import act_on_case, shown
from web.api import shapes
from web.api.requests import key_of, shaped, versioned, writer_of
from web.services import Services


class Invitation(shapes.Shape, frozen=True, kw_only=True):
    """That an agency asks yours to take part in a case."""

    id: str
    by: str
    purpose: SharedFor
    legal_basis: LegalBasis
    provision: Provision | None
    at: datetime
    exercise: str | None


class Invitations(shapes.Shape, frozen=True, kw_only=True):
    """The invitations that wait for an answer of your agency."""

    invitations: list[Invitation]


class Declining(shapes.Shape, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """On what ground your agency does not take part."""

    ground: DeclineGround
    note: str = ""


@get("/api/v1/invitations", tags=["cases"], operation_id="getInvitations")
async def list_invitations(request: AppRequest) -> Invitations:
    """What other agencies ask yours to take part in; the case is seen once your agency has accepted."""
    return _waiting(services_of(request), request.user)


@post(
    "/api/v1/invitations/{invitation_id:str}/accept",
    tags=["cases"],
    operation_id="acceptInvitation",
    status_code=200,
)
async def accept(request: AppRequest, invitation_id: FromPath[str]) -> Response[shapes.Case]:
    """Take part, for the purpose and on the basis that the invitation says."""
    services, viewer = services_of(request), writer_of(request)
    asked = seeing.invitation_once(services, viewer, invitation_id)
    outcome = await act_on_case(services, viewer, asked.case, TakePart(), key=key_of(request), exercise=asked.exercise)
    await shown(services, outcome.position, inviting.VIEW)
    case = seeing.case_for(services, viewer, asked.case)
    state = (await services.cases.state(originator(case.id))).state
    actions = list(seeing.next_commands(services, viewer, case, state)[1])
    return Response(shapes.case(case, actions), headers=versioned(case.version))


@post(
    "/api/v1/invitations/{invitation_id:str}/decline",
    tags=["cases"],
    operation_id="declineInvitation",
    status_code=200,
)
async def decline(request: AppRequest, invitation_id: FromPath[str]) -> Invitations:
    """Do not take part, and say on what ground; the answer is what still waits."""
    services, viewer = services_of(request), writer_of(request)
    body = await shaped(request, Declining)
    asked = seeing.invitation_once(services, viewer, invitation_id)
    command = DeclineToTakePart(ground=body.ground, note=body.note)
    outcome = await act_on_case(services, viewer, asked.case, command, key=key_of(request), exercise=asked.exercise)
    await shown(services, outcome.position, inviting.VIEW)
    return _waiting(services, viewer)


def _waiting(services: Services, viewer: Viewer) -> Invitations:
    return Invitations(
        invitations=[
            Invitation(
                id=each.id,
                by=each.invited_by,
                purpose=each.purpose,
                legal_basis=each.legal_basis,
                provision=each.provision,
                at=each.at,
                exercise=each.exercise,
            )
            for each in seeing.invitations(services, viewer)
        ]
    )


HANDLERS = (list_invitations, accept, decline)
