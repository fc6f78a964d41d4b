"""Waiting for a position, woken by whoever gets there, from any thread.

Invariant: nobody polls, and nobody is left waiting for a position that was reached.
"""

from __future__ import annotations

import asyncio
import threading


class Waiting:
    """Those who wait for one view."""

    def __init__(self) -> None:
        """Start at position 0 with nobody waiting."""
        self._lock = threading.Lock()
        self._position = 0
        self._waiting: dict[asyncio.Future[None], int] = {}

    def reached(self, position: int) -> None:
        """Wake everybody who waits for *position* or an earlier one; a view fed anew may also fall back."""
        with self._lock:
            self._position = position
            ready = [future for future, wanted in self._waiting.items() if wanted <= position]
            for future in ready:
                del self._waiting[future]
        for future in ready:
            future.get_loop().call_soon_threadsafe(_wake, future)

    async def wait(self, position: int, within: float) -> None:
        """Return once *position* is reached; raises :class:`TimeoutError` after *within* seconds."""
        with self._lock:
            if position <= self._position:
                return
            future = asyncio.get_running_loop().create_future()
            self._waiting[future] = position
        try:
            # Not wait_for: on Python 3.11 that can swallow a cancellation that meets a result.
            async with asyncio.timeout(within):
                await future
        finally:
            with self._lock:
                self._waiting.pop(future, None)


def _wake(future: asyncio.Future[None]) -> None:
    if not future.done():
        future.set_result(None)
