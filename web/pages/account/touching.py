"""Proving once more who one is with a passkey.

Invariant: the passkey has to be one of the person's own, and signs a challenge that was made for them a moment ago.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, post

from web.access.address import address_of
from web.access.viewer import AppRequest, services_of
from web.answers.faults import Paused, fault_of
from web.answers.resuming import Kept
from web.pages.account.passkeys import passkey_page, site_of, take_challenge
from web.pages.account.proving import ask, kept_to_prove, proven
from web.proofs.proving import count, refuse_while_paused
from web.texts.catalog import gettext as _


@post("/prove/passkey", include_in_schema=False, status_code=200)
async def touch(request: AppRequest) -> Response[Any]:
    """The page on which the browser uses a passkey; what was to be done goes along."""
    form = await request.form()
    return await _page(request, kept_to_prove(form), own=bool(form.get("own")))


@post("/prove/passkey-use", include_in_schema=False, status_code=200)
async def touched(request: AppRequest) -> Response[Any]:
    """Take what the passkey signed, and show what was to be done."""
    services, form = services_of(request), await request.form()
    kept, own = kept_to_prove(form), bool(form.get("own"))
    tried = f"passkeys of {address_of(request)}"
    try:
        refuse_while_paused(request, tried)
    except Paused as error:
        return await ask(request, kept, fault_of(error, "").why, 429, own=own)
    challenge, answer = await take_challenge(request, request.user.member_id), str(form.get("credential", ""))
    member = None if challenge is None else await services.passkeys.verify(challenge, site_of(request), answer)
    right = member == request.user.member_id
    count(request, tried, right=right)
    if not right:
        return await _page(
            request, kept, own=own, error=_("This passkey proves nothing here. Use another."), status=422
        )
    return await proven(request, kept)


async def _page(request: AppRequest, kept: Kept, *, own: bool, error: str = "", status: int = 200) -> Response[Any]:
    services, viewer = services_of(request), request.user
    challenge = await services.sessions.start(viewer.member_id, viewer.agency_id, "challenge")
    options = services.passkeys.ask(challenge.csrf, site_of(request))
    return passkey_page(request, challenge, options, error, status, kept=kept, own=own)


HANDLERS = (touch, touched)
