"""The page on which somebody sees and chooses how they are told, and what became of messages to them.

Invariant: it tells of messages when, by which way and with which answer, and of no case; and it tells of nobody else's.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from litestar import Response, get
from litestar.params import FromQuery

from domain.notice.delivering import Delivery
from domain.notice.wishes import MAIL, Wishes
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.forms.fields import ShownError
from web.pages.account.notices import asking
from web.pages.account.showing import with_errors
from web.pages.account.told import failing, state_word
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

LATELY = 10
DONE = {
    "saved": mark("You are told as you wish, from now on."),
    "device": mark("This browser is told from now on."),
    "removed": mark("That browser is told nothing any more."),
    "try": mark("A message to try is on its way. What becomes of it stands below."),
}


@get("/account/notices", include_in_schema=False)
async def notices_page(request: AppRequest, done: FromQuery[str] = "") -> Response[Any]:
    """How one is told, by which browsers, and what became of messages."""
    wishes = await services_of(request).notices.wishes(request.user.member_id)
    return await show(request, wishes, said=_(DONE[done]) if done in DONE else "")


async def show(
    request: AppRequest,
    wishes: Wishes,
    *,
    said: str = "",
    errors: Sequence[ShownError] = (),
    typed: asking.Values | None = None,
    refused: str = "",
    status: int = 200,
) -> Response[Any]:
    """The page; with *errors* the form is shown as it was *typed*, *refused* says why a browser was not added."""
    services, viewer = services_of(request), request.user
    notices, member = services.notices, services.people.member(viewer.member_id, viewer.agency_id)
    own, zones = member.email if member else "", _zones(request, wishes)
    form = asking.wishes_form(wishes, own, zones, services.ids.new(), mail=notices.mail)
    for field in form.fields if typed is not None else ():
        field.value, field.values = ([*(typed or {}).get(field.name, ()), ""])[0], (typed or {}).get(field.name, ())
    lately = await notices.lately(viewer.member_id)
    return page(
        request,
        "pages/notices.html",
        status=status,
        said=said,
        refused=refused,
        form=with_errors(form, list(errors)),
        wishes=wishes,
        telling=notices,
        lately=lately[:LATELY],
        failing=failing(lately),
        way_word=lambda delivery: way_word(delivery, wishes),
        kind_word=lambda delivery: _(asking.SHORT[delivery.kind]),
        state_word=state_word,
        runs_agency=bool(member and member.runs_agency),
    )


def _zones(request: AppRequest, wishes: Wishes) -> list[tuple[str, str]]:
    services, viewer = services_of(request), request.user
    own = services.people.agency(viewer.agency_id)
    zones = sorted({agency.zone for agency in services.people.agencies()} | {"UTC", wishes.zone} - {""})
    first = _("Your agency: %(zone)s") % {"zone": own.zone if own else viewer.zone}
    return [(asking.NONE, first), *((zone, zone.replace("_", " ")) for zone in zones)]


def way_word(delivery: Delivery, wishes: Wishes) -> str:
    """By which way it went, in words."""
    if delivery.way == MAIL:
        return _("Mail")
    device = wishes.device(delivery.way)
    return device.name if device is not None else _("A browser that is not there any more")


HANDLERS = (notices_page,)
