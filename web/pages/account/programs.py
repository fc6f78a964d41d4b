"""Tokens for programs: made, shown once, revoked.

Invariant: a token is made by who proved a moment ago who they are, and stands on one page only.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, cast

from litestar import Response, post
from litestar.response import Redirect

from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.forms.fields import ShownError
from web.forms.reading import text_of
from web.pages.account import asking
from web.pages.account.proving import need_proof
from web.pages.account.showing import show, with_errors
from web.proofs.ports import Scope
from web.texts.catalog import gettext as _

LONGEST_NAME = 80
MOST = 20
"""Tokens of one person: more are lost sight of."""


@post("/account/token", include_in_schema=False, status_code=200)
async def make_token(request: AppRequest) -> Response[Any]:
    """Make a token and show it."""
    await need_proof(request, _("Make a token"))
    services, viewer, form = services_of(request), request.user, await request.form()
    name, scope, lasts = (text_of(form.get(field, "")) for field in ("name", "scope", "lasts"))
    errors = _faults(name, scope, lasts, len(await services.tokens.of(viewer.member_id)))
    if errors:
        refused = with_errors(asking.token_form(services.ids.new(), name, scope, lasts), errors)
        return await show(request, refused=refused, status=422)
    last = timedelta(days=int(lasts))
    token = await services.tokens.create(viewer.member_id, viewer.agency_id, name, cast("Scope", scope), last)
    until = services.clock.now() + last
    return page(request, "pages/token_made.html", token=token, name=name, until=until, scope=_(asking.SCOPES[scope]))


def _faults(name: str, scope: str, lasts: str, there: int) -> list[ShownError]:
    found = []
    if not name:
        found.append(ShownError("name", _("“%(label)s” is needed.") % {"label": _("Name")}))
    if len(name) > LONGEST_NAME:
        found.append(ShownError("name", _("This name is longer than %(n)s characters.") % {"n": LONGEST_NAME}))
    if scope not in asking.SCOPES:
        found.append(ShownError("scope", _("Choose one of the scopes.")))
    if lasts not in asking.LASTS:
        found.append(ShownError("lasts", _("Choose when it ends.")))
    if there >= MOST:
        found.append(ShownError(None, _("You have %(n)s tokens already. Revoke one first.") % {"n": there}))
    return found


@post("/account/revoke", include_in_schema=False, status_code=200)
async def revoke_token(request: AppRequest) -> Response[Any]:
    """Revoke one of one's own tokens."""
    services, form = services_of(request), await request.form()
    await services.tokens.revoke(request.user.member_id, str(form.get("token", "")))
    return Redirect("/account?done=revoke", status_code=303)


HANDLERS = (make_token, revoke_token)
