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

from domain.envelope import task_of
from domain.ports import StoreAway
from projections import audit
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.forms.reading import version_of
from web.live import QUEUE, News
from web.services import Services

RECHECK = timedelta(seconds=10)
"""How long a page may still hear that something changed after its session ended elsewhere."""


Tell = Callable[[Sequence[News]], Sequence[ServerSentEventMessage]]


async def messages(
    services: Services, viewer: Viewer, tell: Tell, after: int | None = None
) -> AsyncIterator[ServerSentEventMessage]:
    """What *tell* makes of the news for *viewer* *after* a position, until the session ends."""

    def wanted(news: News) -> bool:
        return news.case is not None and seeing.may_hear(services, viewer, news)

    yield ServerSentEventMessage(comment="open", data=None, retry=2_000)
    checked = services.clock.now()
    async for news in services.hub.listen(wanted, lambda: _missed(services, after)):
        if services.clock.now() - checked >= RECHECK:
            checked = services.clock.now()
            if not await _still_there(services, viewer):
                yield ServerSentEventMessage(event="session-ended", data="{}")
                return
        if news is None:
            yield ServerSentEventMessage(comment="ping", data=None)
        else:
            for message in tell(news):
                yield message


async def _still_there(services: Services, viewer: Viewer) -> bool:
    member = services.people.member(viewer.member_id)
    if member is None or member.suspended:
        return False
    try:
        return await services.sessions.find(viewer.session.token, viewer.session.kind) is not None
    except StoreAway:
        return True  # Nothing new comes from a store that is away, and the session is asked for again.


def _missed(services: Services, after: int | None) -> Sequence[News] | None:
    """What happened *after* a position, in order; nothing where none is given, None where it is too much to tell."""
    if after is None or after >= services.documents.position(audit.VIEW):
        return ()
    newest = services.documents.select(audit.VIEW, order_by=("-position",), limit=QUEUE + 1)
    news = [news_from(trace) for trace in reversed(newest) if trace.position > after]
    return None if len(news) > QUEUE else news


def news_from(trace: audit.Trace) -> News:
    """The news of the fact that *trace* is of."""
    return News(trace.position, trace.name, trace.case, task_of(trace.originator), trace.audience, trace.agency)


def position_after(request: AppRequest) -> int | None:
    """The position that a page or a program has seen: of the last event it got, or at which it was made."""
    return version_of(request.headers.get("last-event-id") or request.query_params.get("after"))


def news_of(request: AppRequest) -> AsyncIterator[ServerSentEventMessage]:
    """News for programs: names and positions."""
    return messages(services_of(request), request.user, _named, position_after(request))


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
        messages(services_of(request), request.user, _messages, position_after(request)),
        headers={"Cache-Control": "no-store", "X-Accel-Buffering": "no"},
    )


HANDLERS = (live,)
