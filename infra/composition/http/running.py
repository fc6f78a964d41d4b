"""A process that stays up until it is told to stop, with its web where it has one.

Invariant: nobody is told that it is ready before it can serve.
"""

from __future__ import annotations

import asyncio
import contextlib
import gc
import signal
from collections.abc import Awaitable, Callable

from infra.composition.http.serving import serve
from infra.composition.process import Parts, mute, running, silent
from infra.settings import Settings
from web.app import create_app
from workers.projecting import Progress


async def run(
    settings: Settings,
    parts: Parts,
    *,
    ready: Callable[[str], Awaitable[None]],
    progress: Progress = silent,
    tell: Callable[[str], None] = mute,
) -> None:
    """Run a process until it is told to stop. *ready* is called once it can serve."""
    async with running(settings, parts, progress, tell) as process:
        loop = asyncio.get_running_loop()
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(name, process.stop)
        if not parts.web:
            await ready("")
            await process.stopping.wait()
            return
        app = create_app(process.services())
        async with serve(app, settings, on_end=process.stop) as address:
            process.refuse_to_go_on()
            # What is there now stays: no collection need go through it while somebody waits.
            gc.collect()
            gc.freeze()
            await ready(address)
            with contextlib.suppress(asyncio.CancelledError):
                await process.stopping.wait()
            process.hub.close()
