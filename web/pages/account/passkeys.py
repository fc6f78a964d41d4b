"""Passkeys: made on the page of the account, and signing in with one.

Invariant: a challenge is for one browser, a few minutes and one answer; a passkey signs in by itself, since it is two
factors in one: the device, and what its owner shows it.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar import Response, post
from litestar.datastructures import Cookie
from litestar.response import Redirect

from web.access.address import address_of
from web.access.viewer import AppRequest, services_of
from web.answers.faults import Paused, fault_of
from web.answers.rendering import page
from web.answers.resuming import Kept
from web.forms.reading import text_of
from web.pages.account.proving import need_proof
from web.pages.signing import agency_of, begin, elsewhere, first_step, safe_path, sign_in_form
from web.proofs.ports import Session, Site
from web.proofs.proving import count, refuse_while_paused
from web.texts import times
from web.texts.catalog import gettext as _

CHALLENGE = "lantern_challenge"
LONGEST_NAME = 80


@post("/account/passkey", include_in_schema=False, status_code=200)
async def offer(request: AppRequest) -> Response[Any]:
    """The page on which the browser makes a passkey."""
    await need_proof(request, _("Make a passkey"), own=True)
    return await _offer(request)


@post("/account/passkey-make", include_in_schema=False, status_code=200)
async def make(request: AppRequest) -> Response[Any]:
    """Keep the passkey that the browser made."""
    await need_proof(request, _("Make a passkey"), own=True)
    services, viewer, form = services_of(request), request.user, await request.form()
    name, answer = text_of(form.get("name", ""))[:LONGEST_NAME], str(form.get("credential", ""))
    challenge = await take_challenge(request, viewer.member_id)
    kept = challenge is not None and await services.passkeys.register(
        viewer.member_id, name or _("Passkey"), challenge, site_of(request), answer
    )
    if not kept:
        return await _offer(request, _("No passkey was made. Try again, or use another device."), 422)
    return Redirect("/account?done=passkey", status_code=303)


@post("/account/passkey-remove", include_in_schema=False, status_code=200)
async def remove(request: AppRequest) -> Response[Any]:
    """Forget a passkey."""
    await need_proof(request, _("Remove a passkey"), own=True)
    form = await request.form()
    await services_of(request).passkeys.remove(request.user.member_id, str(form.get("passkey", "")))
    return Redirect("/account?done=passkey-removed", status_code=303)


@post("/sign-in/passkey", include_in_schema=False, status_code=200)
async def ask(request: AppRequest) -> Response[Any]:
    """The page on which the browser uses a passkey."""
    form = await request.form()
    return await _ask(request, safe_path(str(form.get("resume", ""))))


@post("/sign-in/passkey-use", include_in_schema=False, status_code=200)
async def use(request: AppRequest) -> Response[Any]:
    """Sign in whoever's passkey signed the challenge of this browser."""
    services, form = services_of(request), await request.form()
    resume = safe_path(str(form.get("resume", "")))
    # Counted by where it comes from alone: who tries a passkey says whose it is, and could say anybody's.
    tried = f"passkeys of {address_of(request)}"
    try:
        refuse_while_paused(request, tried)
    except Paused as error:
        shown = sign_in_form(error=fault_of(error, "").why, resume=resume)
        return first_step(request, shown, resume, [], 429)
    challenge = await take_challenge(request, "")
    answer = str(form.get("credential", ""))
    member = None if challenge is None else await services.passkeys.verify(challenge, site_of(request), answer)
    found = services.people.memberships(member) if member else []
    count(request, tried, right=bool(found))
    if not member or not found:
        return await _ask(request, resume, _("This passkey opens nothing here. Use another, or your password."), 422)
    agency = agency_of(request, member)
    if agency is None:
        shown = sign_in_form(error=elsewhere(services.people.agency_name(found[0].agency)), resume=resume)
        return first_step(request, shown, resume, [], 422)
    return await begin(request, member, agency, resume, [], second=True)


async def _offer(request: AppRequest, error: str = "", status: int = 200) -> Response[Any]:
    services, viewer = services_of(request), request.user
    challenge = await services.sessions.start(viewer.member_id, viewer.agency_id, "challenge")
    member = services.people.member(viewer.member_id, viewer.agency_id)
    account = member.email if member else ""
    options = await services.passkeys.offer(viewer.member_id, account, viewer.name, challenge.csrf, site_of(request))
    return passkey_page(request, challenge, options, error, status, making=True)


async def _ask(request: AppRequest, resume: str, error: str = "", status: int = 200) -> Response[Any]:
    services = services_of(request)
    challenge = await services.sessions.start("", "", "challenge")
    options = services.passkeys.ask(challenge.csrf, site_of(request))
    return passkey_page(request, challenge, options, error, status, resume=resume)


def passkey_page(
    request: AppRequest,
    challenge: Session,
    options: str,
    error: str,
    status: int,
    *,
    making: bool = False,
    resume: str = "",
    kept: Kept | None = None,
    own: bool = False,
) -> Response[Any]:
    """The page on which the browser makes or uses a passkey for *challenge*, which stays with that browser."""
    return page(
        request,
        "pages/passkey.html",
        status=status,
        cookies=[challenge_cookie(request, challenge)],
        options=options,
        error=error,
        making=making,
        resume=resume,
        kept=kept,
        own=own,
    )


async def take_challenge(request: AppRequest, member: str) -> str | None:
    """The challenge that this browser was given for *member*; it is over with that."""
    services, token = services_of(request), request.cookies.get(CHALLENGE) or ""
    challenge = await services.sessions.find(token, "challenge")
    await services.sessions.end(token)
    return challenge.csrf if challenge is not None and challenge.member == member else None


def site_of(request: AppRequest) -> Site:
    """The site that a passkey is for."""
    host = request.headers.get("host", "")
    origin = services_of(request).settings.origin or f"http://{host}"
    return Site(origin, urlsplit(origin).hostname or host)


def challenge_cookie(request: AppRequest, challenge: Session) -> Cookie:
    """The cookie of the browser for which *challenge* is."""
    return Cookie(
        key=CHALLENGE,
        value=challenge.token,
        max_age=int((challenge.expires_at - times.now()).total_seconds()),
        httponly=True,
        secure=services_of(request).settings.secure_cookies,
        samesite="strict",
    )


OPEN = (ask, use)
HANDLERS = (offer, make, remove)
