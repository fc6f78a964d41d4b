"""The stream of news for open pages.

Invariant: it says that something changed for the viewer's agency, in which of its cases, never what; who may not see a
case hears nothing of it. It ends with the session. What is sent is written once, however many pages are open.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterable
from functools import lru_cache, partial
from typing import get_args

import msgspec
from litestar import Response, get
from litestar.response import Stream
from msgspec.structs import replace

from domain.case.events import RiskEvent
from domain.ports import StoreAway
from domain.task.events import (
    TaskCompleted,
    TaskHandedOver,
    TaskHandOverDeclined,
    TaskHandOverWithdrawn,
    TaskReleased,
    TaskWaived,
)
from web import seeing
from web.access.sittings import RECHECK
from web.access.viewer import AppRequest, Viewer, opens_for, services_of
from web.live import Hear, News
from web.ports import Bookmarks
from web.services import Services

OPEN, PING, HERE = b": open\nretry: 2000\n\n", b": ping\n\n", b": ping\nevent: here\n\n"
"""What says that the stream has begun, and that it is still there: to programs as a comment, to pages as an event."""

RECENT = 64
"""How many written messages are kept: all pages ask for the same few."""

RISKS = frozenset(kind.NAME for kind in get_args(RiskEvent))
ENDING_OFFERS = frozenset(
    kind.NAME
    for kind in (
        *(TaskHandedOver, TaskHandOverDeclined, TaskHandOverWithdrawn),
        *(TaskReleased, TaskCompleted, TaskWaived),
    )
)
"""After these the task does not say any more to whom it had been offered."""

Tell = Callable[[tuple[News, ...]], bytes]


def written(event: str, data: object, bookmark: str | None = None) -> bytes:
    """One message as it goes over the wire; with the *bookmark* at which a reader goes on after a break."""
    id_ = f"id: {bookmark}\n" if bookmark is not None else ""
    return f"{id_}event: {event}\ndata: {msgspec.json.encode(data).decode()}\n\n".encode()


ENDED = written("session-ended", {})


async def messages(
    services: Services, viewer: Viewer, still: bytes, hear: Hear, tell: Tell, after: int | None = None
) -> AsyncIterator[bytes]:
    """What *tell* makes of the news that *viewer* may *hear* *after* a position, until the session ends.

    Where there is no news for a while it says *still*. All that say so alike, for the same eyes, hear the same.
    """
    yield OPEN
    checked = services.clock.now()
    eyes = (still, seeing.eyes(viewer))
    services.sittings.begin(viewer.session)
    try:
        async for news in services.hub.listen(eyes, hear, lambda: seeing.missed(services, viewer, hear, after)):
            if services.clock.now() - checked >= RECHECK:
                checked = services.clock.now()
                if not await _still_there(services, viewer):
                    yield ENDED
                    return
            yield still if news is None else tell(tuple(news))
    finally:
        services.sittings.leave(viewer.session.token)


async def _still_there(services: Services, viewer: Viewer) -> bool:
    member = services.people.member(viewer.member_id, viewer.agency_id)
    if member is None or not opens_for(member, viewer.session, services.people.agency(viewer.agency_id)):
        return False
    try:
        session = await services.sessions.find(viewer.session.token, viewer.session.kind)
    except StoreAway:
        return True  # Nothing new comes from a store that is away, and the session is asked for again.
    if session is None:
        services.sittings.forget(viewer.session.token)
    else:
        services.sittings.confirm(session, services.clock.now())
    return session is not None


def position_after(request: AppRequest) -> int | None:
    """The position that a page or a program has seen: of the last event it got, or at which it was made.

    None for who has none: they hear what comes from now on. *LOST* for a bookmark that cannot be read any more.
    """
    told = request.headers.get("last-event-id") or request.query_params.get("after")
    if not told:
        return None
    found = services_of(request).bookmarks.find(told)
    return seeing.LOST if found is None else found


def news_of(request: AppRequest) -> Stream:
    """News for programs: names and positions."""
    services, viewer = services_of(request), request.user

    def hear(news: News) -> News | None:
        return news if not news.room and seeing.may_hear(services, viewer, news) else None

    return _stream(messages(services, viewer, PING, hear, partial(_named, services.bookmarks), position_after(request)))


@lru_cache(RECENT)
def _named(bookmarks: Bookmarks, news: tuple[News, ...]) -> bytes:
    told = (written("fact", _told(item), bookmarks.mark(item.position)) for item in news)
    return b"".join(told) or written("resync", {})


def _told(item: News) -> dict[str, object]:
    return {"id": item.id, "name": item.name, "case": item.case, "task": item.task}


@lru_cache(RECENT)
def _changed(bookmarks: Bookmarks, news: tuple[News, ...]) -> bytes:
    """Which cases changed, and whether the board did, and in which rooms; after too much at once, everything may have.

    Of rooms there is no bookmark: they are no part of the log, and who comes back looks at theirs anyway.
    """
    facts, rooms = [item for item in news if not item.room], dict.fromkeys(item.room for item in news if item.room)
    found = written("room-changed", {"rooms": list(rooms)}) if rooms else b""
    if news and not facts:
        return found
    last = bookmarks.mark(facts[-1].position) if facts else None
    cases: Iterable[str | None] = dict.fromkeys(item.case for item in facts)
    found += written("case-changed", {"cases": list(cases)} if news else {}, last)
    if not news or any(item.board for item in facts):
        found += written("board-changed", {}, last)
    return found


def _stream(content: AsyncIterator[bytes]) -> Stream:
    headers = {"Cache-Control": "no-store", "Connection": "keep-alive", "X-Accel-Buffering": "no"}
    return Stream(content, media_type="text/event-stream", headers=headers)


def _on_board(services: Services, viewer: Viewer, news: News) -> bool:
    """Whether what *news* is about may change the board of the agency of *viewer*."""
    if news.task is None:
        return news.name in RISKS
    own = seeing.on_own_board(services, viewer, news)
    return own is None or news.name in ENDING_OFFERS or own


@get("/session", include_in_schema=False)
async def session(request: AppRequest) -> Response[dict[str, str]]:
    """Whose session this is, and its token, for a page of the same person that was opened under an earlier one."""
    return Response({"member": request.user.member_id, "token": request.user.session.csrf})


@get("/live", include_in_schema=False)
async def live(request: AppRequest) -> Stream:
    """News for one open page; that the board changed, only where that of the viewer's agency does."""
    services, viewer = services_of(request), request.user

    def hear(news: News) -> News | None:
        if not seeing.may_hear(services, viewer, news):
            return None
        if news.room:
            return news
        return replace(news, board=_on_board(services, viewer, news))

    return _stream(
        messages(services, viewer, HERE, hear, partial(_changed, services.bookmarks), position_after(request))
    )


HANDLERS = (live, session)
