"""Asking once more who somebody is before something dangerous, and going on with what they were doing.

Invariant: a proof counts for the session that gave it, for a quarter of an hour, and puts a fresh token in place of the
session's; what was typed into the dangerous form goes through the question from page to page and is stored nowhere.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

from litestar import Response, post

from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotProven, Paused, fault_of
from web.answers.rendering import page
from web.answers.resuming import PREFIX, Kept, resumed
from web.forms.fields import ShownError, ShownField, ShownForm
from web.pages.signing import code_hint, safe_path, session_cookie
from web.proofs.proving import prove_code, prove_password
from web.texts.catalog import gettext as _

FRESH = timedelta(minutes=15)


async def unless_fresh(request: AppRequest, title: str) -> Response[Any] | None:
    """Nothing for who proved a moment ago who they are; else the question, with the form called *title* kept."""
    now = services_of(request).clock.now()
    if timedelta(0) <= now - request.user.session.proven_at < FRESH:
        return None
    form = await request.form()
    kept = resumed(request.url.path, [(name, str(value)) for name, value in form.multi_items()])
    return await _ask(request, replace(kept, title=title))


async def _ask(request: AppRequest, kept: Kept, error: str | None = None, status: int = 403) -> Response[Any]:
    """Ask for what proves most: a code of who has a second factor, else the password."""
    if (await services_of(request).factors.status(request.user.member_id)).totp:
        field = ShownField("code", "text", _("Code"), code_hint(), error=error, autocomplete="one-time-code")
    else:
        field = ShownField("password", "password", _("Your password"), error=error, autocomplete="current-password")
    form = ShownForm(
        slug="prove",
        title=_("Is it still you?"),
        why="",
        intro="",
        fields=[field],
        submit=_("Go on"),
        version=None,
        key="none",
        errors=[ShownError(field.name, error)] if error else [],
    )
    return page(request, "pages/prove.html", status=status, form=form, kept=kept)


async def _prove(request: AppRequest, password: str, code: str) -> None:
    services, viewer = services_of(request), request.user
    if (await services.factors.status(viewer.member_id)).totp:
        return await prove_code(request, viewer.member_id, code)
    member = services.people.member(viewer.member_id, viewer.agency_id)
    return await prove_password(request, member.email if member else "", viewer.member_id, password)


@post("/prove", include_in_schema=False, status_code=200)
async def prove(request: AppRequest) -> Response[Any]:
    """Take the proof, and show what was to be done, to be sent now."""
    services, viewer, form = services_of(request), request.user, await request.form()
    typed = [(name.removeprefix(PREFIX), str(value)) for name, value in form.multi_items() if name.startswith(PREFIX)]
    kept = resumed(safe_path(str(form.get("path", ""))), typed)
    kept = replace(kept, title=str(form.get("title", ""))[:200])
    try:
        await _prove(request, str(form.get("password", "")), str(form.get("code", "")))
    except NotProven:
        return await _ask(request, kept, _("That is not right, or was used already. Try again."), 422)
    except Paused as error:
        return await _ask(request, kept, fault_of(error, "").why, 429)
    services.sittings.end(viewer.session.token)
    fresh = await services.sessions.renew(viewer.session, proven=True)
    cookie = session_cookie(fresh, secure=services.settings.secure_cookies)
    return page(request, "pages/proven.html", cookies=[cookie], kept=kept, fresh_csrf=fresh.csrf)


HANDLERS = (prove,)
