"""Facts read ahead of whoever works on them.

Invariant: facts leave in the order they came, and never more than *room* of them wait; a fault of the source is told
after everything that came before it was taken.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from types import TracebackType
from typing import Self

from projections.views import Fact


class Inbox:
    """Reads batches in the background; taken in batches of one's own size."""

    def __init__(self, batches: AsyncIterator[Sequence[Fact]], room: int = 4_000) -> None:
        """Read from *batches* once entered, and close it when left."""
        self._batches = batches
        self._room = room
        self._facts: deque[Fact] = deque()
        self._news, self._space = asyncio.Event(), asyncio.Event()
        self._ended = False
        self._fault: Exception | None = None
        self._interrupted = False
        self._task: asyncio.Task[None] | None = None

    async def __aenter__(self) -> Self:
        self._task = asyncio.create_task(self._read())
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._task is not None:
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if isinstance(self._batches, AsyncGenerator):
            await self._batches.aclose()

    async def take(self, most: int) -> Sequence[Fact]:
        """At least one fact and at most *most*; none when interrupted or when the source has ended.

        Raises what the source raised.
        """
        await self._news.wait()
        if self._interrupted:
            self._interrupted = False
            self._settle()
            return ()
        if not self._facts and self._fault is not None:
            raise self._fault
        taken = [self._facts.popleft() for _ in range(min(most, len(self._facts)))]
        self._settle()
        return taken

    def interrupt(self) -> None:
        """Let whoever takes, or takes next, come back without facts."""
        self._interrupted = True
        self._news.set()

    def _settle(self) -> None:
        if not self._facts and not self._ended:
            self._news.clear()
        if len(self._facts) < self._room:
            self._space.set()

    async def _read(self) -> None:
        try:
            async for batch in self._batches:
                self._facts.extend(batch)
                if batch:
                    self._news.set()
                if len(self._facts) >= self._room:
                    self._space.clear()
                    await self._space.wait()
        except Exception as fault:  # noqa: BLE001  whatever it is, it is told to whoever takes
            self._fault = fault
        finally:
            self._ended = True
            self._news.set()
