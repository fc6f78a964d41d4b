"""Choosing how one is told, and having a message sent to see that it comes.

Invariant: where mail goes is changed by who proved a moment ago who they are; what was typed and refused comes back.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from litestar import Response, post
from litestar.response import Redirect

from domain.notice.delivering import Notice
from domain.notice.wishes import Kind, Wishes
from web.access.viewer import AppRequest, services_of
from web.pages.account.notices import asking
from web.pages.account.notices.showing import show
from web.pages.account.proving import need_proof
from web.texts.catalog import gettext as _

TRIED_AGAIN_AFTER = timedelta(minutes=1)


@post("/account/notices", include_in_schema=False, status_code=200)
async def choose(request: AppRequest) -> Response[Any]:
    """Keep what was chosen."""
    services, member, form = services_of(request), request.user.member_id, await request.form()
    notices = services.notices
    typed = {name: [str(each) for each in form.getall(name)] for name in form}
    before = await notices.wishes(member)
    wanted = asking.wished(before, typed, mail=notices.mail)
    if not isinstance(wanted, Wishes):
        return await show(request, before, errors=wanted, typed=typed, status=422)
    if wanted.address not in ("", before.address):
        await need_proof(request, _("Have your notices sent elsewhere"))

    def alter(wishes: Wishes) -> Wishes:
        fresh = asking.wished(wishes, typed, mail=notices.mail)
        return fresh if isinstance(fresh, Wishes) else wishes

    await notices.change(member, alter)
    return Redirect("/account/notices?done=saved", status_code=303)


@post("/account/notices-try", include_in_schema=False, status_code=200)
async def try_out(request: AppRequest) -> Response[Any]:
    """Have a message sent by every way that one wishes, unless one was sent just now."""
    services, viewer = services_of(request), request.user
    now, lately = services.clock.now(), await services.notices.lately(viewer.member_id)
    # Seldom enough that nobody has somebody else's letter box filled.
    if not any(each.kind is Kind.TRIAL and now - each.due < TRIED_AGAIN_AFTER for each in lately):
        notice = Notice(
            fact=services.ids.new(),
            kind=Kind.TRIAL,
            member=viewer.member_id,
            agency=viewer.agency_id,
            at=now,
            at_once=True,
        )
        await services.notices.tell(notice, now)
    return Redirect("/account/notices?done=try", status_code=303)


HANDLERS = (choose, try_out)
