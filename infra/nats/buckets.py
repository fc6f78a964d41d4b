"""The buckets on the server: sessions with a time to live, desks without one.

Invariant: only the steward makes a bucket; a process that finds none says so and does not start.
"""

from __future__ import annotations

from nats.js.errors import Error as JetStreamError
from nats.js.kv import KeyValue

from infra.nats.connection import Wire
from infra.nats.errors import StreamUnfit
from infra.nats.streams import LANTERN, Names


async def open_sessions(wire: Wire, names: Names = LANTERN) -> KeyValue:
    """The bucket of sessions. Raises :class:`StreamUnfit` when it is not there or not ours to open."""
    return await _open(wire, names.sessions)


async def open_desks(wire: Wire, names: Names = LANTERN) -> KeyValue:
    """The bucket of desks. Raises :class:`StreamUnfit` when it is not there or not ours to open."""
    return await _open(wire, names.desks)


async def _open(wire: Wire, bucket: str) -> KeyValue:
    try:
        return await wire.jetstream().key_value(bucket)
    except JetStreamError as error:
        raise StreamUnfit(f"the bucket {bucket} cannot be opened") from error
