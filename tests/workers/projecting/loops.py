"""What tests of the projecting loop share: a clock that stands still, no waiting, and a loop at work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from infra.sqlite.views import Views
from tests.projections.given.facts import START, Log
from workers.folding import Patience
from workers.projecting import Projecting

QUICK = Patience(first=0.0, most=0.0, attempts=3)


class StillClock:
    def now(self) -> datetime:
        return START


def projecting(log: Log, views: Views) -> Projecting:
    return Projecting(log, views, StillClock(), patience=QUICK)


@asynccontextmanager
async def running(loop: Projecting) -> AsyncIterator[None]:
    """The loop at work, stopped at the end."""
    task = asyncio.create_task(loop.run())
    try:
        yield
    finally:
        loop.stop()
        await task
