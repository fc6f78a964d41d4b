"""The library's subscription, on a follower of the log.

Invariant: a subscription that is stopped, from whichever thread, ends the iteration and lets its consumer go.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any

from eventsourcing.persistence import ApplicationRecorder, Notification, Subscription

from infra.nats.background import Background
from infra.nats.log import Entry, JetStreamLog


class NatsSubscription(Subscription[ApplicationRecorder]):
    """Notifications as they are recorded."""

    def __init__(
        self,
        recorder: ApplicationRecorder,
        background: Background,
        log: JetStreamLog,
        notification: Callable[[Entry], Notification],
        gt: int | None = None,
        topics: Sequence[str] = (),
    ) -> None:
        """Follow *log* after position *gt*, for *topics* only where some are named."""
        super().__init__(recorder, gt, topics)
        self._background = background
        self._notification = notification
        self._batches = log.follow(gt or 0)
        self._ready: deque[Notification] = deque()
        self._stopped: asyncio.Event = asyncio.Event()

    def __next__(self) -> Notification:
        """The next notification; waits for it."""
        while not self._has_been_stopped:
            if self._ready:
                return self._ready.popleft()
            for entry in self._background.run(self._more()):
                found = self._notification(entry)
                if not self._topics or found.topic in self._topics:
                    self._ready.append(found)
        raise StopIteration

    def stop(self) -> None:
        """End the iteration, also one that waits in another thread."""
        if not self._has_been_stopped:
            super().stop()
            self._background.run(self._stop())

    def __exit__(self, *args: object, **kwargs: Any) -> None:
        """Stop, and let the consumer go."""
        super().__exit__(*args, **kwargs)
        self._background.run(self._batches.aclose())

    async def _stop(self) -> None:
        self._stopped.set()

    async def _more(self) -> list[Entry]:
        """The next batch, or none once stopped."""
        waiting = asyncio.ensure_future(anext(self._batches))
        stopping = asyncio.ensure_future(self._stopped.wait())
        try:
            await asyncio.wait((waiting, stopping), return_when=asyncio.FIRST_COMPLETED)
            return waiting.result() if waiting.done() else []
        finally:
            for task in (waiting, stopping):
                task.cancel()
            await asyncio.gather(waiting, stopping, return_exceptions=True)
