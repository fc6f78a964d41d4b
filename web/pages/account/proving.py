"""Asking once more who somebody is before something dangerous, and going on with what they were doing.

Invariant: a proof counts for the session that gave it, for a quarter of an hour, and puts a fresh token in place of the
session's; what was typed into the dangerous form goes through the question from page to page and is stored nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from litestar import Response, post
from litestar.datastructures import FormMultiDict

from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotProven, Paused, ProofNeeded, fault_of
from web.answers.rendering import page
from web.answers.resuming import PREFIX, Kept, resumed
from web.forms.fields import ShownError, ShownField, ShownForm
from web.pages.signing import code_hint, safe_path, session_cookie
from web.people import Agency
from web.proofs.proving import prove_code, prove_password
from web.texts.catalog import gettext as _

FRESH = timedelta(minutes=15)


async def need_proof(request: AppRequest, title: str, *, own: bool = False) -> None:
    """Let go on who proved a moment ago who they are; raise :class:`ProofNeeded` with the form called *title* kept.

    What concerns the person with every agency needs a proof of their *own*: no agency's provider speaks for the others.
    """
    now, session = services_of(request).clock.now(), request.user.session
    proven_at = session.own_at if own else session.proven_at
    if proven_at is not None and timedelta(0) <= now - proven_at < FRESH:
        return
    form = await request.form()
    kept = resumed(request.url.path, [(name, str(value)) for name, value in form.multi_items()])
    raise ProofNeeded(await ask(request, replace(kept, title=title), own=own))


async def ask(
    request: AppRequest, kept: Kept, error: str | None = None, status: int = 403, *, own: bool = False
) -> Response[Any]:
    """Ask for what proves most: a code of who has a second factor, else the password or the agency's provider."""
    services, fields, provider = services_of(request), [], None
    factors = await services.factors.status(request.user.member_id)
    if factors.totp:
        fields = [ShownField("code", "text", _("Code"), code_hint(), error=error, autocomplete="one-time-code")]
    else:
        if await services.credentials.known(request.user.member_id):
            word = _("Your password")
            fields = [ShownField("password", "password", word, error=error, autocomplete="current-password")]
        provider = None if own else await own_provider(request)
    form = ShownForm(
        slug="prove",
        title=_("Is it still you?"),
        fields=fields,
        submit=_("Go on"),
        key="none",
        errors=[ShownError(fields[0].name if fields else None, error)] if error else [],
    )
    touch = bool(factors.passkeys)
    return page(
        request, "pages/prove.html", status=status, form=form, kept=kept, own=own, provider=provider, touch=touch
    )


async def own_provider(request: AppRequest) -> Agency | None:
    """The agency that somebody acts for, where they can prove who they are to its provider."""
    services, viewer = services_of(request), request.user
    agency = services.people.agency(viewer.agency_id)
    if agency is None or agency.provider is None:
        return None
    linked = {each.agency for each in await services.subjects.of(viewer.member_id)}
    return agency if agency.id in linked else None


def kept_to_prove(form: FormMultiDict) -> Kept:
    """What was to be done, out of the *form* that asks for a proof first."""
    typed = [(name.removeprefix(PREFIX), str(value)) for name, value in form.multi_items() if name.startswith(PREFIX)]
    kept = resumed(safe_path(str(form.get("path", ""))), typed)
    return replace(kept, title=str(form.get("title", ""))[:200])


async def proven(request: AppRequest, kept: Kept, *, own: bool = True) -> Response[Any]:
    """Show what was to be done, to be sent now, under a fresh token: who sits there proved it, to us if *own*."""
    services, viewer = services_of(request), request.user
    services.sittings.end(viewer.session.token)
    fresh = await services.sessions.renew(viewer.session, proven=True, own=own)
    cookie = session_cookie(fresh, secure=services.settings.secure_cookies)
    return page(request, "pages/proven.html", cookies=[cookie], kept=kept, fresh_csrf=fresh.csrf)


async def _prove(request: AppRequest, password: str, code: str) -> None:
    services, viewer = services_of(request), request.user
    if (await services.factors.status(viewer.member_id)).totp:
        return await prove_code(request, viewer.member_id, code)
    member = services.people.member(viewer.member_id, viewer.agency_id)
    return await prove_password(request, member.email if member else "", viewer.member_id, password)


@post("/prove", include_in_schema=False, status_code=200)
async def prove(request: AppRequest) -> Response[Any]:
    """Take the proof, and show what was to be done, to be sent now."""
    form = await request.form()
    kept, own = kept_to_prove(form), bool(form.get("own"))
    try:
        await _prove(request, str(form.get("password", "")), str(form.get("code", "")))
    except NotProven:
        return await ask(request, kept, _("That is not right, or was used already. Try again."), 422, own=own)
    except Paused as error:
        return await ask(request, kept, fault_of(error, "").why, 429, own=own)
    return await proven(request, kept)


HANDLERS = (prove,)
