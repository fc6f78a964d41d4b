"""The buckets on the server: sessions with a time to live.

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
    try:
        return await wire.jetstream().key_value(names.sessions)
    except JetStreamError as error:
        raise StreamUnfit(f"the bucket {names.sessions} cannot be opened") from error
