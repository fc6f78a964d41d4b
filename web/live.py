"""Tells open pages that something changed: names and positions, never content.

Invariant: a slow reader never holds up another. Its queue is bounded; when it is full the reader is told to look at
everything again (``resync``) instead of being sent what it missed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence

import msgspec

from domain.envelope import Audience, case_of, task_of
from projections.views import Fact

QUEUE = 256
PING_SECONDS = 12.0
"""A comment goes out this often, so that a dead connection is noticed by writing to it."""


class News(msgspec.Struct, frozen=True):
    """One thing that changed: which kind, where in the log, which case and task; and for whom, recorded by whom."""

    position: int
    name: str
    case: str | None
    task: str | None
    audience: Audience = Audience()
    agency: str = ""


class Hub:
    """Fans the feed out to the open pages of this process."""

    def __init__(self) -> None:
        """Start without readers."""
        self._readers: set[asyncio.Queue[News | None]] = set()
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def readers(self) -> int:
        """How many pages listen."""
        return len(self._readers)

    def publish(self, _: int, facts: Sequence[Fact]) -> None:
        """Pass the news of *facts* on. Called by the projecting loop, from whichever thread it folds in."""
        news = [_news(fact) for fact in facts]
        if self._loop is not None and self._readers:
            self._loop.call_soon_threadsafe(self._spread, news)

    def _spread(self, news: Sequence[News]) -> None:
        for queue in self._readers:
            for item in news:
                if queue.full():
                    _drain(queue)
                    queue.put_nowait(None)
                    break
                queue.put_nowait(item)

    def close(self) -> None:
        """Tell every reader that the process stops."""
        for queue in self._readers:
            _drain(queue)
            queue.put_nowait(News(0, "closing", None, None))

    async def listen(
        self, wanted: Callable[[News], bool], missed: Callable[[], Sequence[News] | None] = tuple
    ) -> AsyncIterator[Sequence[News] | None]:
        """The news that are *wanted*, in what has gathered at a time; None asks for a ping; empty means look again.

        It begins with what was *missed*, which is asked for once nothing new can be missed any more; where that is too
        much (None), with looking again.
        """
        self._loop = asyncio.get_running_loop()
        queue: asyncio.Queue[News | None] = asyncio.Queue(QUEUE)
        self._readers.add(queue)
        try:
            before = missed()
            if before is None or (before := tuple(filter(wanted, before))):
                yield before or ()
            while True:
                try:
                    async with asyncio.timeout(PING_SECONDS):
                        first = await queue.get()
                except TimeoutError:
                    yield None
                    continue
                gathered = _gather(first, queue)
                if gathered is None:
                    yield ()
                elif gathered[-1].name == "closing":
                    return
                elif chosen := tuple(item for item in gathered if wanted(item)):
                    yield chosen
        finally:
            self._readers.discard(queue)


def _news(fact: Fact) -> News:
    case, task = case_of(fact.originator), task_of(fact.originator)
    return News(fact.position, fact.name, case, task, fact.meta.audience, fact.meta.agency)


def _gather(first: News | None, queue: asyncio.Queue[News | None]) -> Sequence[News] | None:
    items = [first]
    while not queue.empty():
        items.append(queue.get_nowait())
    known = [item for item in items if item is not None]
    return known if len(known) == len(items) else None


def _drain(queue: asyncio.Queue[News | None]) -> None:
    while not queue.empty():
        queue.get_nowait()
