"""Coming back from the provider of an agency.

Invariant: who comes back is taken for somebody only by what is linked to the subject that their provider told; they
act for that provider's agency and no other, and nobody is told whether somebody else is known here.
"""

from __future__ import annotations

import hmac
from dataclasses import replace
from typing import Any

from litestar import Response, get
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from domain.directory.commands import AcceptInvitation
from web.access.viewer import AppRequest, Viewer, services_of
from web.acting import accept_invitation
from web.answers.rendering import page
from web.answers.resuming import Kept, resumed
from web.pages.account.proving import ask, proven
from web.pages.members.joining import is_known, over, who
from web.pages.providers.linking import failed
from web.pages.signing import first_step, go_on, leaving, safe_path, sign_in_form
from web.people import Agency
from web.proofs.admitting import admits
from web.proofs.providing import Journey, ProviderFault
from web.services import Services
from web.texts.catalog import gettext as _


@get(leaving.BACK, include_in_schema=False)
async def back(request: AppRequest) -> Response[Any]:
    """Take what the provider says, once, and go on with what somebody left for."""
    services, token = services_of(request), request.cookies.get(leaving.JOURNEY) or ""
    journey = await services.providers.back(token)
    agency = None if journey is None else services.people.agency(journey.agency)
    if journey is None or agency is None:
        error = _("That took too long, or was answered already, so please begin again.")
        return first_step(request, sign_in_form(error=error), "/", [], 422)
    try:
        response = await _arrived(request, journey, agency, await _subject(request, journey, agency, token))
    except ProviderFault as fault:
        response = await _failed(request, journey, agency, fault)
    response.set_cookie(leaving.journey_cookie(request, ""))
    return response


async def _subject(request: AppRequest, journey: Journey, agency: Agency, token: str) -> str:
    """Who the provider says that it is. Raises :class:`ProviderFault`, also where it is the agency's no more."""
    own, answer = agency.provider, request.query_params
    if own is None or (own.issuer, own.client) != (journey.registration.issuer, journey.registration.client):
        raise ProviderFault("wrong", "another provider")
    names = [name for name, _value in answer.multi_items()]
    if len(names) != len(set(names)):
        raise ProviderFault("wrong", "said twice")
    return await services_of(request).providers.subject(
        journey, token, leaving.back_address(request), {name: str(value) for name, value in answer.multi_items()}
    )


async def _arrived(request: AppRequest, journey: Journey, agency: Agency, subject: str) -> Response[Any]:
    match journey.purpose:
        case "sign-in":
            return await _sign_in(request, journey, agency, subject)
        case "prove":
            return await _prove(request, journey, agency, subject)
        case "link":
            return await _link(request, journey, agency, subject)
        case "join":
            return await _join(request, journey, agency, subject)


async def _sign_in(request: AppRequest, journey: Journey, agency: Agency, subject: str) -> Response[Any]:
    services = services_of(request)
    linked = await services.subjects.find(agency.id, journey.registration.issuer, subject)
    member = None if linked is None else services.people.member(linked.member, agency.id)
    if member is None or not member.acts or not admits(agency, member, agency.id, services.clock.now()):
        error = _(
            "The sign-in of %(agency)s knows you, but it is linked to nobody who acts for %(agency)s here. If you were "
            "invited, open your link. If you have a password here, sign in with it and link your agency's sign-in on "
            "the page of your account."
        ) % {"agency": agency.name}
        return first_step(request, sign_in_form(error=error, resume=journey.path), journey.path, [*journey.kept], 422)
    path = safe_path(journey.path)
    return await go_on(request, member.id, agency.id, path, [*journey.kept], provider=agency.id)


async def _prove(request: AppRequest, journey: Journey, agency: Agency, subject: str) -> Response[Any]:
    services, viewer = services_of(request), _same_viewer(request, journey)
    linked = await services.subjects.find(agency.id, journey.registration.issuer, subject)
    if viewer is None or viewer.agency_id != agency.id or (await services.factors.status(viewer.member_id)).totp:
        raise ProviderFault("wrong", "session")
    if linked is None or linked.member != viewer.member_id:
        raise ProviderFault("wrong", "somebody else")
    return await proven(request, _kept(journey), own=False)


async def _link(request: AppRequest, journey: Journey, agency: Agency, subject: str) -> Response[Any]:
    services, viewer = services_of(request), _same_viewer(request, journey)
    if viewer is None or not services.people.acts_for(viewer.member_id, agency.id):
        raise ProviderFault("wrong", "session")
    if not await services.subjects.link(viewer.member_id, agency.id, journey.registration.issuer, subject):
        return _taken(request, agency, "/account")
    return Redirect("/account?done=linked", status_code=303)


async def _join(request: AppRequest, journey: Journey, agency: Agency, subject: str) -> Response[Any]:
    services, issuer = services_of(request), journey.registration.issuer
    link = await services.links.find(journey.link)
    member = None if link is None or link.agency != agency.id else who(services, link)
    if link is None or member is None or link.expires_at <= services.clock.now():
        return over(request, link)
    viewer: Viewer | None = request.scope.get("user")
    if await is_known(services, member.id) and (viewer is None or viewer.member_id != member.id):
        why = _(
            "This invitation cannot be accepted like this. If you sign in here already, for another agency, accept it "
            "with the password that you have, or sign in first and open the link again."
        )
        return page(request, "pages/not_let_in.html", status=422, agency=agency.name, why=why, onward=journey.path)
    before = await services.subjects.find(agency.id, issuer, subject)
    if not await services.subjects.link(member.id, agency.id, issuer, subject):
        return _taken(request, agency, journey.path)
    if not await _accepted(services, journey):
        if before is None:
            await services.subjects.unlink(member.id, agency.id)
        return over(request, None)
    return await go_on(request, member.id, agency.id, "/", [], provider=agency.id)


async def _accepted(services: Services, journey: Journey) -> bool:
    """Use the invitation up; whether it was good and nobody was first."""
    link = await services.links.find(journey.link)
    member = None if link is None else who(services, link)
    if link is None or member is None or not await services.links.take(journey.link):
        return False
    try:
        await accept_invitation(services, member, AcceptInvitation(member=member.id, name=journey.name))
    except Refused:
        return False
    return True


def _same_viewer(request: AppRequest, journey: Journey) -> Viewer | None:
    """Who sits there, if they are in the session in which they left."""
    viewer: Viewer | None = request.scope.get("user")
    if viewer is None or viewer.member_id != journey.member:
        return None
    return viewer if hmac.compare_digest(leaving.own_sitting(request), journey.sitting) else None


def _taken(request: AppRequest, agency: Agency, path: str) -> Response[Any]:
    why = _("This account at %(agency)s belongs to somebody else here. Sign out there, and come with your own.")
    shown = why % {"agency": agency.name}
    return page(request, "pages/not_let_in.html", status=409, agency=agency.name, why=shown, onward=path)


def _kept(journey: Journey) -> Kept:
    return replace(resumed(journey.path, journey.kept), title=journey.title)


async def _failed(request: AppRequest, journey: Journey, agency: Agency, fault: ProviderFault) -> Response[Any]:
    """What is the matter, with what somebody was doing kept."""
    words, status = leaving.said(fault, agency), leaving.status_of(fault)
    if journey.purpose == "sign-in":
        form = sign_in_form(error=words, resume=journey.path)
        return first_step(request, form, journey.path, [*journey.kept], status)
    if journey.purpose == "prove" and _same_viewer(request, journey) is not None:
        return await ask(request, _kept(journey), words, status)
    return failed(request, agency, fault, journey.path)


HANDLERS = (back,)
