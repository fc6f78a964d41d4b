"""Whom messages do not reach, for who administers their agency.

Invariant: nobody else finds the page, and nobody of another agency stands on it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from litestar import Response, get

from domain.notice.wishes import MAIL
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.pages.account.told import state_word
from web.pages.members.listing import check_runs
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Unreached:
    """A message that did not reach somebody: when, by which way, and what was answered."""

    member: str
    name: str
    way: str
    at: datetime
    state: str


@get("/members/unreached", include_in_schema=False)
async def unreached_page(request: AppRequest) -> Response[Any]:
    """The newest message by each way that did not reach each member of one's agency, of the last days."""
    services, viewer = services_of(request), request.user
    check_runs(services, viewer)
    names = {member.id: member.name for member in services.people.members_of(viewer.agency_id)}
    newest: dict[tuple[str, bool], Unreached] = {}
    for each in await services.notices.failed():
        if each.member in names and each.agency == viewer.agency_id:
            by_mail = each.way == MAIL
            row = Unreached(
                member=each.member,
                name=names[each.member],
                way=_("Mail") if by_mail else _("A browser"),
                at=each.ended_at or each.due,
                state=state_word(each),
            )
            newest.setdefault((each.member, by_mail), row)
    traffic = await services.notices.traffic()
    return page(request, "pages/unreached.html", rows=list(newest.values()), telling=services.notices, traffic=traffic)


HANDLERS = (unreached_page,)
