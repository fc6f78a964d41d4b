"""Whether others are answered while something long is done for one.

Invariant: a turn is counted only where the loop was handed back.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from datetime import datetime

from domain.codes import Country, Role
from web.access.viewer import Viewer
from web.proofs.ports import Session


def auditor(now: datetime) -> Viewer:
    """Somebody who sees every case of Belgium."""
    session = Session(token="t", member="m", agency="a", csrf="", started_at=now, proven_at=now, expires_at=now)
    return Viewer(
        member_id="m",
        name="",
        agency_id="a",
        agency_name="",
        role=Role.AUDITOR,
        country=Country.BE,
        zone="UTC",
        roles=(),
        session=session,
    )


@contextlib.asynccontextmanager
async def turns() -> AsyncIterator[Callable[[], int]]:
    """How many turns of the loop others have had so far, as long as the block runs."""
    counted = 0

    async def others() -> None:
        nonlocal counted
        while True:
            counted += 1
            await asyncio.sleep(0)

    task = asyncio.create_task(others())
    try:
        yield lambda: counted
    finally:
        task.cancel()
