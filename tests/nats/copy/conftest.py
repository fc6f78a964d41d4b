"""A copy of the log in a file, kept by a task of its own, as a process keeps one."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest

from domain.ports import HistoryDamaged
from infra.nats.connection import Wire
from infra.nats.log import JetStreamLog
from infra.nats.log.copying import LogCopy
from infra.nats.streams import Names
from infra.sqlite.copy import CopyFile

KEY = bytes(range(32))
PATIENCE = 10.0

Fresh = Callable[[], Awaitable[JetStreamLog]]
"""The log as a process has it that has just started: it remembers nothing."""


@asynccontextmanager
async def keeping(log: JetStreamLog, path: Path) -> AsyncIterator[LogCopy]:
    """*log* with a copy in the file at *path*, which is at the log's end when the block begins."""
    with closing(LogCopy(CopyFile(path, KEY), rest=0.05)) as copy:
        await copy.check(log)
        log.copy = copy
        running = [asyncio.create_task(part) for part in (copy.run(), _following(log))]
        try:
            await copy.reached(await log.last_position(), PATIENCE)
            yield copy
        finally:
            for task in running:
                task.cancel()
            await asyncio.gather(*running, return_exceptions=True)
            log.copy = None


@asynccontextmanager
async def standing(log: JetStreamLog, path: Path) -> AsyncIterator[LogCopy]:
    """*log* with the copy at *path* as it was left: nobody brings it up to date."""
    with closing(LogCopy(CopyFile(path, KEY))) as copy:
        log.copy = copy
        await copy.check(log)
        try:
            yield copy
        finally:
            log.copy = None


async def copied(log: JetStreamLog, path: Path) -> None:
    """Leave a copy of all of *log* at *path*."""
    async with keeping(log, path):
        pass


async def _following(log: JetStreamLog) -> None:
    after = await log.last_position()
    while True:
        try:
            async with contextlib.aclosing(log.follow(after)) as batches:
                async for batch in batches:
                    after = batch[-1].position
        except HistoryDamaged as fault:
            after = fault.position


@pytest.fixture(name="path")
def _path(tmp_path: Path) -> Path:
    return tmp_path / "copy" / "serve.sqlite"


@pytest.fixture(name="fresh")
def _fresh(wire: Wire, names: Names) -> Fresh:
    return lambda: JetStreamLog.open(wire, names=names)
