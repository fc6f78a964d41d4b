"""The second factor: set up with an authenticator, recovery codes, removed.

Invariant: the secret is shown while it waits to be confirmed, the recovery codes once; whatever weakens an account is
done by who proved a moment ago who they are.
"""

from __future__ import annotations

from typing import Any

import segno
from litestar import Response, post
from litestar.response import Redirect

from web.access.viewer import AppRequest, services_of
from web.answers.faults import Paused, fault_of
from web.answers.rendering import page
from web.forms.fields import ShownError, ShownField, ShownForm
from web.pages.account.proving import need_proof
from web.proofs.ports import Enrolment
from web.proofs.proving import count, refuse_while_paused
from web.texts.catalog import gettext as _

QR_SCALE = 5


@post("/account/second", include_in_schema=False, status_code=200)
async def begin(request: AppRequest) -> Response[Any]:
    """Show a fresh secret, as a QR code and as text, and ask for a code of it."""
    await need_proof(request, _("Set up a second factor"), own=True)
    services = services_of(request)
    if (await services.factors.status(request.user.member_id)).totp:
        return Redirect("/account", status_code=303)
    enrolment = await services.factors.begin(request.user.member_id, _account(request))
    return _enrol(request, enrolment)


@post("/account/second-confirm", include_in_schema=False, status_code=200)
async def confirm(request: AppRequest) -> Response[Any]:
    """Let the secret count once a code of it was typed; show the recovery codes."""
    # The page of a wrong code shows the secret, which waits for as long as nobody confirms it.
    await need_proof(request, _("Set up a second factor"), own=True)
    services, viewer, form = services_of(request), request.user, await request.form()
    enrolment = await services.factors.pending(viewer.member_id, _account(request))
    if enrolment is None:
        return Redirect("/account", status_code=303)
    account = f"code of {viewer.member_id}"
    try:
        refuse_while_paused(request, account)
    except Paused as error:
        return _enrol(request, enrolment, fault_of(error, "").why, 429)
    codes = await services.factors.confirm(viewer.member_id, str(form.get("code", "")))
    count(request, account, right=codes is not None)
    if codes is None:
        wrong = _("This is not the code that belongs to this secret now. Check the clock of your telephone.")
        return _enrol(request, enrolment, wrong, 422)
    await services.sessions.end_all(viewer.member_id, but=viewer.session.token)
    services.sittings.end_of(viewer.member_id)
    return page(request, "pages/recovery.html", codes=codes, first=True)


@post("/account/recovery", include_in_schema=False, status_code=200)
async def renew_recovery(request: AppRequest) -> Response[Any]:
    """Recovery codes in place of those there were."""
    await need_proof(request, _("Make new recovery codes"), own=True)
    services, viewer = services_of(request), request.user
    if not (await services.factors.status(viewer.member_id)).totp:
        return Redirect("/account", status_code=303)
    return page(
        request, "pages/recovery.html", codes=await services.factors.renew_recovery(viewer.member_id), first=False
    )


@post("/account/second-remove", include_in_schema=False, status_code=200)
async def remove(request: AppRequest) -> Response[Any]:
    """Forget the second factor."""
    await need_proof(request, _("Remove your second factor"), own=True)
    await services_of(request).factors.remove(request.user.member_id)
    return Redirect("/account?done=removed", status_code=303)


def _account(request: AppRequest) -> str:
    member = services_of(request).people.member(request.user.member_id)
    return member.email if member else ""


def _enrol(request: AppRequest, enrolment: Enrolment, error: str | None = None, status: int = 200) -> Response[Any]:
    hint = _("The six digits that the authenticator shows now.")
    form = ShownForm(
        slug="second-confirm",
        title=_("Set up a second factor"),
        fields=[ShownField("code", "text", _("Code"), hint=hint, error=error, autocomplete="one-time-code")],
        submit=_("Turn it on"),
        key="none",
        errors=[ShownError("code", error)] if error else [],
    )
    picture = segno.make(enrolment.address, error="m").svg_data_uri(scale=QR_SCALE, light="#fff", dark="#000")
    return page(request, "pages/second.html", status=status, form=form, picture=picture, secret=enrolment.secret)


HANDLERS = (begin, confirm, renew_recovery, remove)
