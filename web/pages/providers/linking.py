"""Going to a provider from the account, from a question, or from an invitation.

Invariant: a provider is linked by who has just proven to us who they are, or by who accepts an invitation with it;
never because an address is the same.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath
from litestar.response import Redirect
from msgspec.structs import replace

from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.pages.account.proving import ask, kept_to_prove, need_proof, own_provider
from web.pages.members.joining import Wrong, accepting_of, over, show_form, who
from web.pages.signing import leaving
from web.people import Agency
from web.proofs.providing import ProviderFault
from web.texts.catalog import gettext as _


def failed(request: AppRequest, agency: Agency, fault: ProviderFault, path: str) -> Response[Any]:
    """What is the matter with the provider of *agency*, and the way back to *path*."""
    why, status = leaving.said(fault, agency), leaving.status_of(fault)
    return page(request, "pages/not_let_in.html", status=status, agency=agency.name, why=why, onward=path)


@post("/account/link", include_in_schema=False, status_code=200)
async def link(request: AppRequest) -> Response[Any]:
    """Go to the provider of one's agency, to sign in through it from then on."""
    await need_proof(request, _("Link the sign-in of your agency"), own=True)
    services, viewer, form = services_of(request), request.user, await request.form()
    agency = services.people.agency(str(form.get("agency", "")))
    if agency is None or agency.provider is None or not services.people.acts_for(viewer.member_id, agency.id):
        raise NotThere
    journey = leaving.journey_to(request, agency, "link", "/account")
    journey = replace(journey, member=viewer.member_id, sitting=leaving.own_sitting(request))
    try:
        return await leaving.leave(request, agency, journey)
    except ProviderFault as fault:
        return failed(request, agency, fault, "/account")


@post("/account/unlink", include_in_schema=False, status_code=200)
async def unlink(request: AppRequest) -> Response[Any]:
    """Sign in through the provider of an agency no more; whoever came in through it is signed out."""
    await need_proof(request, _("Remove the sign-in of an agency"), own=True)
    services, viewer, form = services_of(request), request.user, await request.form()
    agency = str(form.get("agency", ""))
    await services.subjects.unlink(viewer.member_id, agency)
    await services.sessions.end_all(viewer.member_id, agency=agency, but=viewer.session.token)
    services.sittings.end_of(viewer.member_id)
    return Redirect("/account?done=unlinked", status_code=303)


@get("/prove/provider", include_in_schema=False)
async def prove_again() -> Redirect:
    """The account, for who comes back to the address of a step."""
    return Redirect("/account", status_code=303)


@post("/prove/provider", include_in_schema=False, status_code=200)
async def prove(request: AppRequest) -> Response[Any]:
    """Go to the provider of one's agency to prove anew who one is; what was to be done waits."""
    kept, agency = kept_to_prove(await request.form()), await own_provider(request)
    if agency is None or (await services_of(request).factors.status(request.user.member_id)).totp:
        return await ask(request, kept)
    typed = [(each.name, each.value) for each in kept.fields]
    journey = leaving.journey_to(request, agency, "prove", kept.path, typed)
    sitting = leaving.own_sitting(request)
    journey = replace(journey, member=request.user.member_id, sitting=sitting, title=kept.title)
    try:
        return await leaving.leave(request, agency, journey)
    except ProviderFault as fault:
        return await ask(request, kept, leaving.said(fault, agency), leaving.status_of(fault))


@get("/link/{secret:str}/provider", include_in_schema=False)
async def join_again(secret: FromPath[str]) -> Redirect:
    """The invitation, for who comes back to the address of a step."""
    return Redirect(f"/link/{secret}", status_code=303)


@post("/link/{secret:str}/provider", include_in_schema=False, status_code=200)
async def join(request: AppRequest, secret: FromPath[str]) -> Response[Any]:
    """Go to the provider of the agency that invites, to accept with what one has there."""
    services, data = services_of(request), await request.form()
    found = await services.links.find(secret)
    member = None if found is None else who(services, found)
    agency = None if found is None else services.people.agency(found.agency)
    if found is None or member is None or agency is None or found.expires_at <= services.clock.now():
        return over(request, found)
    try:
        accepting = accepting_of(found, data)
        if accepting is None or agency.provider is None:
            return over(request, None)
        journey = leaving.journey_to(request, agency, "join", f"/link/{secret}")
        return await leaving.leave(request, agency, replace(journey, link=secret, name=accepting.name))
    except Wrong as wrong:
        return await show_form(request, secret, found, member, data, wrong)
    except ProviderFault as fault:
        return failed(request, agency, fault, f"/link/{secret}")


HANDLERS = (link, unlink, prove_again, prove)
OPEN = (join_again, join)
