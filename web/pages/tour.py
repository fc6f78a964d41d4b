"""The tour of five steps: for whoever sees Lantern for the first time, and for whoever wants it again.

Invariant: it is offered until somebody took it or said no, and never stands in the way of anything; it shows nothing of
any case.
"""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from litestar import Response, get, post
from litestar.response import Redirect
from msgspec.structs import replace

from domain.codes import Role
from domain.ports import StoreFault
from web.access.before import page_before
from web.access.viewer import AppRequest, services_of
from web.answers.rendering import page
from web.desks import member_desk
from web.pages.signing import safe_path, tour_cookie
from web.ports import Desk
from web.texts.catalog import gettext as _
from web.texts.catalog import mark


@dataclass(frozen=True)
class Step:
    """One step: what it is about, in two or three sentences, and where that is."""

    title: str
    text: str
    link: str
    words: str


WORKING = (
    Step(
        mark("The board says what needs you first"),
        mark(
            "Your agency's tasks stand in order of urgency, with the time in words. A lit tag means that nobody has "
            "said yet that they have seen it: acknowledge it, or claim it and it is yours."
        ),
        "/board",
        mark("The board"),
    ),
    Step(
        mark("A case is one record for all agencies"),
        mark(
            "What anybody records appears in the timeline of the case, with when it happened and when it was written "
            "down. Nothing is ever deleted; what was wrong is corrected, and both can be read."
        ),
        "/cases",
        mark("Your cases"),
    ),
    Step(
        mark("Record what happened, and the rules open the tasks"),
        mark(
            "On the page of a case the likeliest steps stand first, each with its reason. From what you record, the "
            "rules of each country open the tasks that follow, with their deadlines. They propose; you decide."
        ),
        "/cases",
        mark("Your cases"),
    ),
    Step(
        mark("Who the child is stays sealed until you ask"),
        mark(
            "Names and descriptions are shut. Open them when you need them: that you did is put on record with your "
            "name, for the auditors. Protected sightings are kept from immigration enforcement."
        ),
        "/cases",
        mark("Your cases"),
    ),
    Step(
        mark("Everything stays live, and nothing you type is lost"),
        mark(
            "What others do appears by itself. The light in the bar says Live, Reconnecting or Offline; what you are "
            "typing stays, also when your session ends or somebody else was faster."
        ),
        "/help",
        mark("The keys, and more help"),
    ),
)
"""What somebody who works on cases should know."""

BESIDE = {
    Role.CHAIR: Step(
        mark("Your conference begins with what waits for a decision"),
        mark(
            "The cases you sit in stand in order of urgency, each with what it lacks: a lead, an assessment, an "
            "answer. Every line leads to the form that settles it."
        ),
        "/home",
        mark("Your conference"),
    ),
    Role.AUDITOR: Step(
        mark("You begin with what to look at"),
        mark(
            "Tasks that nobody acknowledged in time, facts that were recorded late, and who opened who a child is. You "
            "see that something happened, never what was written."
        ),
        "/home",
        mark("What to look at"),
    ),
    Role.ADMIN: Step(
        mark("You see how the installation is doing, and no case"),
        mark(
            "Whether the log answers, how far each view is, what was set aside, and who acts for your agency. Cases "
            "are for those who work on them."
        ),
        "/installation",
        mark("The installation"),
    ),
}
"""What stands first for the others."""


def steps_for(role: Role) -> Sequence[Step]:
    """The five steps for whoever acts for an agency of *role*."""
    first = BESIDE.get(role)
    chosen = WORKING if first is None else (first, *WORKING[1:])
    return [Step(_(step.title), _(step.text), step.link, _(step.words)) for step in chosen]


def _done(desk: Desk) -> Desk:
    return replace(desk, tour_done=True)


@get("/tour", include_in_schema=False)
async def tour_page(request: AppRequest) -> Response[Any]:
    """All steps on one page."""
    return page(request, "pages/tour.html", steps=steps_for(request.user.role))


@post("/tour/done", include_in_schema=False, status_code=200)
async def tour_done(request: AppRequest) -> Response[Any]:
    """Offer the tour no more, and go back to where somebody was."""
    services = services_of(request)
    cookie = tour_cookie(secure=services.settings.secure_cookies)
    # Where the desk is away, the cookie remembers it in this browser; elsewhere the tour is offered once more.
    with contextlib.suppress(StoreFault):
        await services.desks.change(member_desk(request.user), _done)
    before = page_before(request)
    return Redirect(safe_path(None if before == "/tour" else before), cookies=[cookie], status_code=303)


HANDLERS = (tour_page, tour_done)
