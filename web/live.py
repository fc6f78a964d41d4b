"""Tells open pages that something changed: names and positions, never content.

Who may hear of a fact is decided once for all readers who see with the same eyes, and what they are told is one object,
so that hundreds of open pages cost little more than one.

Invariant: a slow reader never holds up another. What waits for it is bounded; when that is full the reader is told to
look at everything again (``resync``) instead of being sent what it missed.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Hashable, Sequence

import msgspec

from domain.envelope import Audience, case_of, task_of
from projections.views import Fact

QUEUE = 256
PING_SECONDS = 12.0
"""A comment goes out this often, so that a dead connection is noticed by writing to it."""


class News(msgspec.Struct, frozen=True):
    """One thing that changed: which kind, where in the log, which case and task; and for whom, recorded by whom.

    *id* is that of the fact. *board* says whether it changes the board of who is told. Where a *room* is named, a
    conference, it is no fact: something changed in there.
    """

    position: int
    name: str
    case: str | None
    task: str | None
    audience: Audience = Audience()
    agency: str = ""
    board: bool = False
    id: str = ""
    room: str = ""


Hear = Callable[[News], News | None]
"""What some readers are told of a piece of news: as much of it as they may hear, or None."""


class _Reader:
    """One open page: what waits for it."""

    def __init__(self) -> None:
        self.waiting: list[tuple[News, ...]] = []
        self.overrun = False
        self.ended = False
        self.woken = asyncio.Event()

    def give(self, chosen: tuple[News, ...]) -> None:
        if self.overrun or sum(map(len, self.waiting)) + len(chosen) > QUEUE:
            self.look_again()
            return
        self.waiting.append(chosen)
        self.woken.set()

    def look_again(self) -> None:
        self.waiting, self.overrun = [], True
        self.woken.set()

    def end(self) -> None:
        self.ended = True
        self.woken.set()

    def take(self) -> tuple[News, ...]:
        """All that waits; nothing after too much has come."""
        waiting, overrun = self.waiting, self.overrun
        self.waiting, self.overrun = [], False
        self.woken.clear()
        if overrun:
            return ()
        # One bulletin is passed on as it is, the same object for every reader: what is made of it is made once.
        return waiting[0] if len(waiting) == 1 else tuple(item for bulletin in waiting for item in bulletin)


class _Audience:
    """All readers who see with the same eyes."""

    def __init__(self, hear: Hear) -> None:
        self.hear = hear
        self.readers: set[_Reader] = set()

    def told(self, news: Sequence[News]) -> tuple[News, ...]:
        return tuple(heard for item in news if (heard := self.hear(item)) is not None)


class Hub:
    """Fans the feed out to the open pages of this process."""

    def __init__(self) -> None:
        """Start without readers."""
        self._audiences: dict[Hashable, _Audience] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self.position = 0
        """Up to here the pages that were open have been told."""

    @property
    def readers(self) -> int:
        """How many pages listen."""
        return sum(len(audience.readers) for audience in self._audiences.values())

    def publish(self, position: int, facts: Sequence[Fact]) -> None:
        """Pass on the news of *facts*, up to *position*. The projecting loop calls it, in whichever thread it folds."""
        self.position = max(self.position, position)
        news = [_news(fact) for fact in facts]
        if self._loop is not None and self._audiences:
            self._loop.call_soon_threadsafe(self._spread, news)

    def moved(self, case: str, conference: str) -> None:
        """Pass on that something changed in the room of a conference, to who may be in there."""
        if self._loop is not None and self._audiences:
            self._spread([News(self.position, "", case, None, room=conference)])

    def look_again(self) -> None:
        """Tell every reader to look at everything again: what they were to be told may have been lost."""
        for audience in self._audiences.values():
            for reader in audience.readers:
                reader.look_again()

    def _spread(self, news: Sequence[News]) -> None:
        for audience in self._audiences.values():
            if told := audience.told(news):
                for reader in audience.readers:
                    reader.give(told)

    def close(self) -> None:
        """Tell every reader that the process stops."""
        for audience in self._audiences.values():
            for reader in audience.readers:
                reader.end()

    async def listen(
        self, eyes: Hashable, hear: Hear, missed: Callable[[], Sequence[News] | None] = tuple
    ) -> AsyncIterator[Sequence[News] | None]:
        """What *hear* lets through, in what has gathered at a time; None asks for a ping; empty means look again.

        All who listen with the same *eyes* hear the same: *hear* is asked once for them. It begins with what was
        *missed*, which is asked for once nothing new can be missed any more; where that is too much (None), with
        looking again.
        """
        self._loop = asyncio.get_running_loop()
        audience = self._audiences.setdefault(eyes, _Audience(hear))
        reader = _Reader()
        audience.readers.add(reader)
        try:
            before = missed()
            if before is None or (before := audience.told(before)):
                yield before or ()
            while not reader.ended:
                try:
                    async with asyncio.timeout(PING_SECONDS):
                        await reader.woken.wait()
                except TimeoutError:
                    yield None
                    continue
                if not reader.ended:
                    yield reader.take()
        finally:
            audience.readers.discard(reader)
            if not audience.readers and self._audiences.get(eyes) is audience:
                del self._audiences[eyes]


def _news(fact: Fact) -> News:
    case, task = case_of(fact.originator), task_of(fact.originator)
    return News(fact.position, fact.name, case, task, fact.meta.audience, fact.meta.agency, id=fact.id)
