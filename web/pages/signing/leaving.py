"""Going to the provider of an agency: to sign in, or with what one was doing carried along.

Invariant: who goes takes a secret in a cookie of their browser, without which nobody comes back for them; a form leads
to a page with a link, since the policy of our pages lets no form end elsewhere.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec
from litestar import Response, get, post
from litestar.datastructures import Cookie
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from web.access.address import address_of
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.pages.signing.entering import first_step, kept_in, safe_path, sign_in_form
from web.people import Agency
from web.proofs.providing import Fault, Journey, ProviderFault, Purpose, Registration
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

JOURNEY = "lantern_journey"
SECONDS = 900
BACK = "/sign-in/back"
PIECE = 4_096
"""Bytes of what is kept on the way that count as one piece."""

SAID: dict[Fault, str] = {
    "not-allowed": mark(
        "Lantern may not call the sign-in of %(agency)s: whoever runs Lantern has not allowed its address. Tell the "
        "administrator of your agency."
    ),
    "away": mark("The sign-in of %(agency)s does not answer at the moment. Try again in a few minutes."),
    "unfit": mark(
        "The sign-in of %(agency)s and Lantern do not fit together as they are set up. Tell the administrator of your "
        "agency."
    ),
    "refused": mark(
        "The sign-in of %(agency)s did not let you through: you stopped there, or may not use Lantern. Begin again, or "
        "ask whoever gives you your account there."
    ),
    "wrong": mark(
        "What the sign-in of %(agency)s told about you could not be believed, so it counts for nothing. Begin again; "
        "if it happens again, tell the administrator of your agency."
    ),
    "stale": mark(
        "The sign-in of %(agency)s did not ask you anew who you are. Begin again, and type there what it asks for."
    ),
    "busy": mark(
        "Too much is on its way to the sign-in of %(agency)s from where you are. Nothing you typed is lost: try again "
        "in a few minutes."
    ),
}
STATUS: dict[Fault, int] = {"away": 503, "refused": 422, "stale": 422, "busy": 429}
"""What a fault is answered with; 502, an answer of somebody else that is no use, for the others."""


def said(fault: ProviderFault, agency: Agency) -> str:
    """What is the matter, and what somebody can do now, in words."""
    words = _(SAID[fault.fault]) % {"agency": agency.name}
    if agency.provider is not None and agency.provider.passwords:
        words += " " + _("A password that you have here works as before.")
    return words


def status_of(fault: ProviderFault) -> int:
    """The status that *fault* is answered with."""
    return STATUS.get(fault.fault, 502)


def journey_to(
    request: AppRequest, agency: Agency, purpose: Purpose, path: str = "/", kept: Sequence[tuple[str, str]] = ()
) -> Journey:
    """The journey to the provider of *agency*, on from *path* with what was typed there afterwards."""
    if agency.provider is None:
        raise ProviderFault("unfit", "none")
    return Journey(
        agency=agency.id,
        registration=Registration(agency.provider.issuer, agency.provider.client),
        purpose=purpose,
        began_at=services_of(request).clock.now(),
        path=path,
        kept=tuple(kept),
    )


def own_sitting(request: AppRequest) -> str:
    """What a journey remembers of the session it began in."""
    return hashlib.sha256(request.user.session.token.encode()).hexdigest()


async def leave(request: AppRequest, agency: Agency, journey: Journey, *, at_once: bool = False) -> Response[Any]:
    """Send who asks to the provider of *agency*; raises :class:`ProviderFault`."""
    _keep_pace(request, journey)
    token, address = await services_of(request).providers.leave(journey, back_address(request))
    cookie = journey_cookie(request, token)
    if at_once:
        return Redirect(address, cookies=[cookie], status_code=303)
    host = urlsplit(address).hostname
    return page(request, "pages/departing.html", cookies=[cookie], address=address, host=host, agency=agency.name)


def _keep_pace(request: AppRequest, journey: Journey) -> None:
    """Refuse (:class:`ProviderFault`) to keep more for one person, or for an address, than people leave here."""
    services, viewer = services_of(request), request.scope.get("user")
    sender = f"address {address_of(request)}" if viewer is None else f"member {viewer.member_id}"
    pieces = 1 + len(msgspec.json.encode(journey)) // PIECE
    if services.journeys.wait(sender, services.clock.now(), pieces):
        raise ProviderFault("busy", "pace")


def back_address(request: AppRequest) -> str:
    """Where a provider sends people back to."""
    origin = services_of(request).settings.origin or f"http://{request.headers.get('host', '')}"
    return origin + BACK


def journey_cookie(request: AppRequest, token: str) -> Cookie:
    """The cookie of a journey; it goes where there is no *token*. Lax: the way back begins on another site."""
    secure, seconds = services_of(request).settings.secure_cookies, SECONDS if token else 0
    return Cookie(
        key=JOURNEY, value=token, max_age=seconds, path="/sign-in", httponly=True, secure=secure, samesite="lax"
    )


@get("/sign-in/provider/{agency_id:str}", include_in_schema=False)
async def go(request: AppRequest, agency_id: FromPath[str], resume: FromQuery[str | None] = None) -> Response[Any]:
    """Go to the provider of an agency to sign in."""
    agency = services_of(request).people.agency(agency_id)
    if agency is None or agency.provider is None:
        return Redirect("/sign-in", status_code=303)
    path = safe_path(resume)
    try:
        return await leave(request, agency, journey_to(request, agency, "sign-in", path), at_once=True)
    except ProviderFault as fault:
        return first_step(request, sign_in_form(error=said(fault, agency), resume=path), path, [], status_of(fault))


@post("/sign-in/provider/{agency_id:str}", include_in_schema=False, status_code=200)
async def go_with(request: AppRequest, agency_id: FromPath[str]) -> Response[Any]:
    """Go to the provider of an agency in the middle of a form; what was typed waits, sealed for this browser."""
    agency, data = services_of(request).people.agency(agency_id), await request.form()
    path, kept = safe_path(data.get("resume")), kept_in(data)
    if agency is None or agency.provider is None:
        return first_step(request, sign_in_form(resume=path), path, kept, 422)
    try:
        return await leave(request, agency, journey_to(request, agency, "sign-in", path, kept))
    except ProviderFault as fault:
        return first_step(request, sign_in_form(error=said(fault, agency), resume=path), path, kept, status_of(fault))


HANDLERS = (go, go_with)
