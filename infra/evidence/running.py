"""The checkpoints of both logs within a process: who signs them, and whether the logs still are what was signed.

Invariant: a process does not begin to work on a log that ends before a checkpoint, or that holds something else there.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import timedelta

from domain.ports import HistoryDamaged
from infra.composition.ground import Ground
from infra.evidence.signing import KeyFile, SignedHeads, key_file
from infra.evidence.timestamps.authority import Authority
from infra.evidence.timestamps.stamping import Timestamping
from infra.evidence.timestamps.tokens import read_certificates
from infra.nats.checkpoints import CheckpointStream, LogLeaves, leaf_of
from infra.nats.checkpoints.stream import LOGS, Log
from infra.nats.connection import Wire
from infra.nats.errors import LogIsAnother
from infra.nats.log import JetStreamLog
from infra.nats.log.reading import fetch
from infra.nats.streams import LANTERN
from workers.checkpointing import Checkpointing


def stream_of(log: Log) -> str:
    """The stream that *log* is."""
    return {"events": LANTERN.events, "access": LANTERN.access}[log]


async def refuse_another_log(base: Ground) -> None:
    """Make sure that each log goes at least as far as was signed, and holds there what was signed.

    Raises ``LogLostItsTail`` and ``LogIsAnother``: alarms, and not fresh starts.
    """
    for log in LOGS:
        stream = stream_of(log)
        remembered = SignedHeads(base.settings.data / "checkpoints", log).last()
        record = await _newest(base.wire, log)
        seen = max(record[0], remembered.size if remembered else 0)
        await (await JetStreamLog.open(base.wire, stream)).refuse_lost_tail(seen)
        raws, _ = await fetch(base.wire, stream, {"seq": max(record[0], 1), "batch": 1})
        # What was recorded about who looked goes after its time: then there is nothing to compare.
        if raws and raws[0].position == record[0] and leaf_of(raws[0]) != record[1]:
            raise LogIsAnother(stream, record[0])


async def _newest(wire: Wire, log: Log) -> tuple[int, bytes]:
    """The size of the newest checkpoint, and its last leaf. One that is damaged is for `lantern verify` to tell of."""
    try:
        record = await CheckpointStream(wire, log).last()
    except HistoryDamaged:
        record = None
    return (record.size, record.each[-1]) if record and record.leaves else (0, b"")


def checkpointing(base: Ground) -> list[Callable[[], Awaitable[None]]]:
    """The loops that sign both logs, and have them timestamped. Raises a fault when a key or file cannot be used."""
    path = key_file(base.settings.data)
    signing = [
        Checkpointing(
            LogLeaves(base.wire, stream_of(log)),
            CheckpointStream(base.wire, log),
            SignedHeads(base.settings.data / "checkpoints", log),
            KeyFile(path, log),
            base.clock,
            _pause,
        ).run
        for log in LOGS
    ]
    return [*signing, *_timestamping(base)]


def _timestamping(base: Ground) -> list[Callable[[], Awaitable[None]]]:
    proving = base.settings.proving
    if not proving.authority or not proving.certificates:
        return []
    authority = Authority(proving.authority, read_certificates(proving.certificates))
    return [
        Timestamping(CheckpointStream(base.wire, log), authority, proving.every, base.clock, _pause).run for log in LOGS
    ]


async def unsigned(base: Ground, last: int) -> int:
    """How many of the *last* facts of the log have no checkpoint yet. Raises the faults of the store."""
    return max(0, last - (await _newest(base.wire, "events"))[0])


async def _pause(span: timedelta) -> None:
    await asyncio.sleep(span.total_seconds())
