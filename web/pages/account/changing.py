"""Ending sessions, and changing the password.

Invariant: a password is changed by who knows it; every other session and every token ends with it, and the session that
stays goes on under a fresh token.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.response import Redirect

from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotProven, NotThere, Paused, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownError
from web.pages.account import asking
from web.pages.account.proving import need_proof
from web.pages.account.showing import show, with_errors
from web.pages.signing import agency_cookie, leaving, session_cookie
from web.people import Agency
from web.proofs.admitting import admits
from web.proofs.passwords import fault_of_password
from web.proofs.providing import ProviderFault
from web.proofs.proving import prove_password
from web.texts.catalog import gettext as _


@post("/account/session", include_in_schema=False, status_code=200)
async def end_one(request: AppRequest) -> Response[Any]:
    """End one of one's own sessions."""
    services, form = services_of(request), await request.form()
    await services.sessions.end_one(request.user.member_id, str(form.get("sitting", "")))
    services.sittings.end_of(request.user.member_id)
    return Redirect("/account?done=session", status_code=303)


@post("/account/others", include_in_schema=False, status_code=200)
async def end_others(request: AppRequest) -> Response[Any]:
    """End every session but this one."""
    services, viewer = services_of(request), request.user
    await services.sessions.end_all(viewer.member_id, but=viewer.session.token)
    services.sittings.end_of(viewer.member_id)
    return Redirect("/account?done=others", status_code=303)


@post("/account/agency", include_in_schema=False, status_code=200)
async def act_for(request: AppRequest) -> Response[Any]:
    """Act for another of one's agencies from now on, under a fresh token; begin where one's work there is."""
    services, viewer, form = services_of(request), request.user, await request.form()
    agency = str(form.get("agency", ""))
    there, member = services.people.agency(agency), services.people.member(viewer.member_id, agency)
    if there is None or member is None or not member.acts:
        raise NotThere
    if not admits(there, member, "", services.clock.now()):
        return await _through_its_own(request, there)
    if viewer.session.provider:
        # What one agency's provider said about somebody counts for that agency alone.
        await need_proof(request, _("Act for %(agency)s") % {"agency": there.name}, own=True)
    services.sittings.end(viewer.session.token)
    fresh = await services.sessions.renew(viewer.session, agency)
    secure = services.settings.secure_cookies
    cookies = [session_cookie(fresh, secure=secure), agency_cookie(agency, secure=secure)]
    return Redirect("/", cookies=cookies, status_code=303)


async def _through_its_own(request: AppRequest, agency: Agency) -> Response[Any]:
    """Go to the provider of *agency*, which lets its people in through nothing else."""
    try:
        return await leaving.leave(request, agency, leaving.journey_to(request, agency, "sign-in"))
    except ProviderFault as fault:
        why, status = leaving.said(fault, agency), leaving.status_of(fault)
        return page(request, "pages/not_let_in.html", status=status, agency=agency.name, why=why, onward="/account")


@post("/account/password", include_in_schema=False, status_code=200)
async def change_password(request: AppRequest) -> Response[Any]:
    """Take a new password in place of the one that was typed too."""
    services, viewer, form = services_of(request), request.user, await request.form()
    member = services.people.member(viewer.member_id, viewer.agency_id)
    email = member.email if member else ""
    password, again = str(form.get("password", "")), str(form.get("again", ""))
    try:
        await prove_password(request, email, viewer.member_id, str(form.get("current", "")))
    except (NotProven, Paused) as error:
        wrong = _("This is not your password now.") if isinstance(error, NotProven) else fault_of(error, "").why
        return await _refused(request, ShownError("current", wrong), 429 if isinstance(error, Paused) else 422)
    fault = fault_of_password(password, again, (viewer.name, email, viewer.agency_name))
    if fault:
        return await _refused(request, ShownError("password", fault), 422)
    await services.credentials.set_password(viewer.member_id, password)
    await services.sessions.end_all(viewer.member_id, but=viewer.session.token)
    services.sittings.end_of(viewer.member_id)
    await services.tokens.revoke_all(viewer.member_id)
    fresh = await services.sessions.renew(viewer.session, proven=True)
    cookie = session_cookie(fresh, secure=services.settings.secure_cookies)
    return Redirect("/account?done=password", cookies=[cookie], status_code=303)


async def _refused(request: AppRequest, error: ShownError, status: int) -> Response[Any]:
    form = with_errors(asking.password_form(services_of(request).ids.new()), [error])
    return await show(request, refused=form, status=status)


HANDLERS = (end_one, end_others, act_for, change_password)
