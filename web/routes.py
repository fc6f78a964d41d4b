"""Every handler, by whether it asks for somebody signed in.

Invariant: what stands under *OPEN* shows nothing of any case.
"""

from __future__ import annotations

from collections.abc import Iterable

from litestar.enums import HttpMethod
from litestar.handlers import HTTPRouteHandler

from web.answers import shipped
from web.api import files, system, work
from web.api import invitations as asked
from web.pages import (
    account,
    agency,
    audit,
    auditing,
    board,
    case,
    cases,
    conference,
    copies,
    desk,
    home,
    installation,
    invitations,
    known,
    lanes,
    live,
    looking,
    members,
    papers,
    photos,
    places,
    playbooks,
    processing,
    proof,
    providers,
    replay,
    retention,
    rights,
    room,
    signing,
    styleguide,
    task,
    tour,
)

OPEN = (*signing.HANDLERS, *members.OPEN, *account.OPEN, *providers.OPEN, *system.OPEN, *shipped.HANDLERS)
PAGES = (
    *home.HANDLERS,
    *board.HANDLERS,
    *task.HANDLERS,
    *cases.HANDLERS,
    *case.HANDLERS,
    *known.HANDLERS,
    *conference.HANDLERS,
    *room.HANDLERS,
    *lanes.HANDLERS,
    *replay.HANDLERS,
    *places.HANDLERS,
    *audit.HANDLERS,
    *auditing.HANDLERS,
    *copies.HANDLERS,
    *photos.HANDLERS,
    *looking.HANDLERS,
    *rights.HANDLERS,
    *papers.HANDLERS,
    *invitations.HANDLERS,
    *installation.HANDLERS,
    *proof.HANDLERS,
    *agency.HANDLERS,
    *playbooks.HANDLERS,
    *processing.HANDLERS,
    *retention.HANDLERS,
    *desk.HANDLERS,
    *members.HANDLERS,
    *account.HANDLERS,
    *providers.HANDLERS,
    *live.HANDLERS,
    *styleguide.HANDLERS,
    *tour.HANDLERS,
)
NEVER_ENDING = frozenset({live.live})
"""Streams: to ask for their headers only would still start them."""


def also_head(handlers: Iterable[HTTPRouteHandler]) -> None:
    """Let each of *handlers* that answers GET answer HEAD too; the server leaves the body out."""
    for handler in handlers:
        if HttpMethod.GET in handler.http_methods and handler not in NEVER_ENDING:
            handler.http_methods.add(HttpMethod.HEAD)


API = (
    *work.HANDLERS,
    *files.HANDLERS,
    *asked.HANDLERS,
    *system.HANDLERS,
)

also_head((*OPEN, *PAGES))
