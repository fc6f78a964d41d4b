"""How far a reader has seen a case, and that they have seen it again.

Invariant: only a page that somebody opened counts as a look; an update of an open page changes nothing, and a store
that is away fails nothing.
"""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime

from litestar.background_tasks import BackgroundTask

from domain.ports import StoreFault
from web.access.viewer import AppRequest, Viewer
from web.answers.rendering import is_fragment
from web.desks import look_after, looked_at, member_desk, taken_note
from web.ports import Look
from web.services import Services
from web.texts.times import now

AHEAD = ("prefetch", "prerender")


async def look_of(services: Services, viewer: Viewer, case: str) -> tuple[bool, Look | None]:
    """Whether it can be known, and how far *viewer* has seen *case*; None before the first look."""
    try:
        desk = await services.desks.find(member_desk(viewer))
    except StoreFault:
        return False, None
    return True, desk.looked.get(case)


def opened(request: AppRequest) -> bool:
    """Whether *request* is somebody who opens the page, rather than a program that asks ahead or for its headers."""
    return request.method == "GET" and request.headers.get("sec-purpose", "").split(";")[0] not in AHEAD


async def seen_since(
    request: AppRequest, services: Services, viewer: Viewer, case: str, last: int
) -> tuple[tuple[bool, Look | None], BackgroundTask | None]:
    """Whether and since when it is known what is new to *viewer*; and what keeps that they opened the case now."""
    known, look = await look_of(services, viewer, case)
    at, live = now(), is_fragment(request)
    since = look if live else after(look, last, at)
    if not known or live or since == look or not opened(request):
        return (known, since), None
    return (known, since), BackgroundTask(remember, services, viewer, case, last, at)


def after(look: Look | None, last: int, at: datetime) -> Look:
    """The look that follows *look* when the case is opened *at* a moment and its newest entry is *last*."""
    return look_after(look, last, at)


async def remember(services: Services, viewer: Viewer, case: str, last: int, at: datetime) -> None:
    """Keep that *viewer* opened *case* *at* a moment, up to the entry *last*."""
    with suppress(StoreFault):
        await services.desks.change(member_desk(viewer), lambda desk: looked_at(desk, case, last, at))


async def take_note(services: Services, viewer: Viewer, case: str, last: int, at: datetime) -> None:
    """Keep that *viewer* knows all of *case* up to the entry *last*. Raises the faults of the store."""
    await services.desks.change(member_desk(viewer), lambda desk: taken_note(desk, case, last, at))
