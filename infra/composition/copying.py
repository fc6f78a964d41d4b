"""A process's own copy of the log, beside its views.

Invariant: the log is read from the copy only after the copy was found to be of this log.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import structlog

from infra.composition.keys import copy_key, keks
from infra.nats.log import JetStreamLog
from infra.nats.log.copying import CopyAway, LogCopy
from infra.settings import Settings
from infra.sqlite.copy import CopyFile

LOG = structlog.get_logger("copy")


@asynccontextmanager
async def copied(log: JetStreamLog, settings: Settings, process: str) -> AsyncIterator[LogCopy | None]:
    """Let *log* read from the copy of a *process*, as long as the block runs; no copy where no file can be had.

    Raises the faults of a log that is not the one that was copied, or lost its tail.
    """
    path = settings.data / "copy" / f"{process}.sqlite"
    try:
        copy = LogCopy(CopyFile(path, copy_key(keks(settings))))
    except CopyAway as fault:
        LOG.warning("copy_away", why=str(fault))
        yield None
        return
    try:
        await copy.check(log)
        log.copy = copy
        yield copy
    finally:
        log.copy = None
        copy.close()
