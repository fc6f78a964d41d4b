"""The browsers that take messages: added by themselves, removed by their owner.

Invariant: a browser is added by who proved a moment ago who they are, and only where its messages are left at a service
that this installation names.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, post
from litestar.response import Redirect

from domain.notice.wishes import Device, with_device, without_device
from web.access.viewer import AppRequest, services_of
from web.pages.account.notices.showing import show
from web.pages.account.proving import need_proof
from web.proofs.devices import device_of
from web.texts.catalog import gettext as _

LONGEST = 1_000


@post("/account/notices-device", include_in_schema=False, status_code=200)
async def add(request: AppRequest) -> Response[Any]:
    """Tell this browser from now on; script has asked it where."""
    await need_proof(request, _("Tell this browser"))
    services, member, form = services_of(request), request.user.member_id, await request.form()
    endpoint, p256dh, auth = (str(form.get(name, ""))[:LONGEST] for name in ("endpoint", "p256dh", "auth"))
    if not services.notices.accepts(endpoint, p256dh, auth):
        said = _(
            "This browser has its messages left where Lantern sends none, or did not say where. Allow messages for "
            "this site in it and try again, or ask who runs Lantern to name its push service."
        )
        return await show(request, await services.notices.wishes(member), refused=said, status=422)
    device = Device(
        id=services.ids.new(),
        name=device_of(request) or _("A browser"),
        endpoint=endpoint,
        p256dh=p256dh,
        auth=auth,
        since=services.clock.now(),
    )
    await services.notices.change(member, lambda wishes: with_device(wishes, device))
    return Redirect("/account/notices?done=device", status_code=303)


@post("/account/notices-remove", include_in_schema=False, status_code=200)
async def remove(request: AppRequest) -> Response[Any]:
    """Tell a browser nothing any more."""
    services, form = services_of(request), await request.form()
    device = str(form.get("device", ""))
    await services.notices.change(request.user.member_id, lambda wishes: without_device(wishes, device))
    return Redirect("/account/notices?done=removed", status_code=303)


HANDLERS = (add, remove)
