"""The stream of news for open pages.

Invariant: it says that something changed for the viewer's agency, never what; who may not see a case hears nothing of
it. It ends with the session.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from datetime import timedelta

import msgspec
from litestar import get
from litestar.response import ServerSentEvent
from litestar.response.sse import ServerSentEventMessage

from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.live import News
from web.services import Services

RECHECK = timedelta(seconds=10)
"""How long a page may still hear that something changed after its session ended elsewhere."""


async def messages(
    services: Services, viewer: Viewer, tell: Callable[[Sequence[News]], Sequence[ServerSentEventMessage]]
) -> AsyncIterator[ServerSentEventMessage]:
    """What *tell* makes of the news for *viewer*, until the session ends."""

    def wanted(news: News) -> bool:
        return news.case is not None and seeing.may_hear(services, viewer, news)

    yield ServerSentEventMessage(comment="open", data=None, retry=2_000)
    checked = services.clock.now()
    async for news in services.hub.listen(wanted):
        if services.clock.now() - checked >= RECHECK:
            checked = services.clock.now()
            if await services.sessions.find(viewer.session.token, viewer.session.kind) is None:
                yield ServerSentEventMessage(event="session-ended", data="{}")
                return
        if news is None:
            yield ServerSentEventMessage(comment="ping", data=None)
        else:
            for message in tell(news):
                yield message


def news_of(services: Services, viewer: Viewer) -> AsyncIterator[ServerSentEventMessage]:
    """News for programs: names and positions."""
    return messages(services, viewer, _named)


def _named(news: Sequence[News]) -> list[ServerSentEventMessage]:
    if not news:
        return [ServerSentEventMessage(event="resync", data="{}")]
    return [
        ServerSentEventMessage(event="fact", data=msgspec.json.encode(_told(item)).decode(), id=item.position)
        for item in news
    ]


def _told(item: News) -> dict[str, object]:
    return {"position": item.position, "name": item.name, "case": item.case, "task": item.task}


def _messages(news: Sequence[News]) -> list[ServerSentEventMessage]:
    """A board and a case may have changed; where too much happened at once, both may have."""
    last = news[-1].position if news else None
    found = [ServerSentEventMessage(event="case-changed", data="{}", id=last)]
    if not news or any(item.task is not None for item in news):
        found.append(ServerSentEventMessage(event="board-changed", data="{}", id=last))
    return found


@get("/live", include_in_schema=False)
async def live(request: AppRequest) -> ServerSentEvent:
    """News for one open page."""
    return ServerSentEvent(
        messages(services_of(request), request.user, _messages),
        headers={"cache-control": "no-store", "x-accel-buffering": "no"},
    )


HANDLERS = (live,)
