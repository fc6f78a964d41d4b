"""One reading of the log for all loops of a process.

Invariant: every reader gets each fact after its own position once and in order, at its own pace. The log is received,
checked and decoded once for all who are near its end; who is far behind reads by itself until it has come up, and holds
up nobody.

To attach another reader, iterate over :meth:`Feed.follow` from the position that the reader remembers.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from datetime import datetime

from domain.envelope import Draft
from domain.ports import EventStore
from projections.views import Fact

RECENT = 4_000
"""So many of the newest facts are kept at least, for readers who are behind the fastest."""

AHEAD = 2_000
"""So far ahead of its fastest reader the log is read."""

Batches = AsyncGenerator[Sequence[Fact], None]


class Feed:
    """Reads the log once for all who follow it; implements :class:`domain.ports.EventStore` over another."""

    def __init__(self, store: EventStore) -> None:
        """Read nothing before somebody follows."""
        self._store = store
        self._reading: _Reading | None = None

    async def follow(self, after: int) -> Batches:
        """All facts after position *after*, in batches in log order, for ever. Raises what the store raises."""
        while True:
            reading = self._current(after)
            source = reading.shared(after) if reading.near(after) else reading.apart(after)
            async with contextlib.aclosing(source) as batches:
                async for batch in batches:
                    yield batch
                    after = batch[-1].position

    def _current(self, after: int) -> _Reading:
        if self._reading is None or self._reading.ended:
            self._reading = _Reading(self._store, after)
        return self._reading

    async def load(self, originator: str, after: int = 0) -> Sequence[Fact]:
        """See :meth:`domain.ports.EventStore.load`."""
        return await self._store.load(originator, after)

    def recall(self, originator: str) -> Sequence[Fact]:
        """See :meth:`domain.ports.EventStore.recall`."""
        return self._store.recall(originator)

    async def append(
        self, originator: str, after: int, drafts: Sequence[Draft], recorded_at: datetime
    ) -> Sequence[Fact]:
        """See :meth:`domain.ports.EventStore.append`."""
        return await self._store.append(originator, after, drafts, recorded_at)

    async def last_position(self) -> int:
        """See :meth:`domain.ports.EventStore.last_position`."""
        return await self._store.last_position()


class _Reader:
    """Where one of the readers stands."""

    def __init__(self, position: int) -> None:
        self.position = position


class _Reading:
    """The log as it is read from one position on, until nobody is left or the store fails.

    It has the newest facts, those behind *begin* up to *end*.
    """

    def __init__(self, store: EventStore, after: int) -> None:
        self.begin = self.end = after
        self.ended = False
        self._store = store
        self._fault: Exception | None = None
        self._recent: deque[Sequence[Fact]] = deque()
        self._readers: set[_Reader] = set()
        self._news, self._moved = asyncio.Event(), asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def near(self, position: int) -> bool:
        """Whether somebody at *position* can go on from here; who is a little ahead waits."""
        return self.begin <= position <= self.end + AHEAD

    @property
    def _fastest(self) -> int:
        return max(reader.position for reader in self._readers)

    async def shared(self, position: int) -> Batches:
        """The facts after *position*, while they are near. Raises what the store raised."""
        reader = _Reader(position)
        self._readers.add(reader)
        self._moved.set()
        self._task = self._task or asyncio.create_task(self._read(), name="feed")
        try:
            while self.near(reader.position):
                for batch in await self._beyond(reader.position):
                    yield batch
                    reader.position = batch[-1].position
                    self._moved.set()
        finally:
            self._readers.remove(reader)
            if not self._readers:
                await self._end()

    async def apart(self, position: int) -> Batches:
        """The facts after *position*, read from the store for this reader alone, until they are near."""
        async with _closing(self._store.follow(position)) as batches:
            async for batch in batches:
                yield batch
                if self.ended or (batch and self.near(batch[-1].position)):
                    return

    async def _beyond(self, position: int) -> list[Sequence[Fact]]:
        """The batches behind *position*; none when it has fallen too far behind meanwhile."""
        while self.end <= position:
            if self._fault is not None:
                raise self._fault
            await self._news.wait()
        found: list[Sequence[Fact]] = []
        for batch in reversed(self._recent if self.near(position) else ()):
            if batch[-1].position <= position:
                break
            found.append(batch if batch[0].position > position else _after(position, batch))
        return found[::-1]

    async def _end(self) -> None:
        self.ended = True
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)

    async def _read(self) -> None:
        try:
            async with _closing(self._store.follow(self.end)) as batches:
                async for batch in batches:
                    self._keep(batch)
                    while self.end - self._fastest > AHEAD:
                        self._moved.clear()
                        await self._moved.wait()
        except Exception as fault:  # noqa: BLE001  whatever it is, it is told to every reader
            self._fault, self.ended = fault, True
            self._wake()

    def _keep(self, batch: Sequence[Fact]) -> None:
        if batch:
            self._recent.append(batch)
            self.end = batch[-1].position
            past = min(self._fastest, self.end - RECENT)
            while self._recent[0][-1].position <= past:
                self.begin = self._recent.popleft()[-1].position
            self._wake()

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()


def _after(position: int, batch: Sequence[Fact]) -> Sequence[Fact]:
    return [fact for fact in batch if fact.position > position]


@contextlib.asynccontextmanager
async def _closing(batches: AsyncIterator[Sequence[Fact]]) -> AsyncIterator[AsyncIterator[Sequence[Fact]]]:
    try:
        yield batches
    finally:
        if isinstance(batches, AsyncGenerator):
            await batches.aclose()
