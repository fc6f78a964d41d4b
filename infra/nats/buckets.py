"""The buckets on the server: sessions and rooms with a time to live, desks without one.

Invariant: only the steward makes a bucket; a process that finds none says so and does not start. What is read is never
older than the question: one replica alone answers from what it has, and of several the leader does.
"""

from __future__ import annotations

import base64

from nats.js.errors import Error as JetStreamError
from nats.js.kv import KeyValue

from infra.nats.connection import Reply, Wire
from infra.nats.errors import NO_MESSAGE, StoreRefused, StreamUnfit
from infra.nats.log.reading import BATCH, fetch
from infra.nats.rooms import KeyValueRooms
from infra.nats.streams import LANTERN, Names

STATUS = b"NATS/1.0 "
NOTHING = b"404"
GONE = (b"\r\nKV-Operation: ", b"\r\nNats-Marker-Reason: ")
"""What says that a key was deleted, purged or has expired."""


class Newest:
    """Reads the newest value under a key of one bucket, by the short way for replies."""

    def __init__(self, wire: Wire, bucket: str, *, replicated: bool) -> None:
        """Read *bucket* over *wire*."""
        self._wire = wire
        self._bucket = bucket
        self._replicated = replicated

    async def get(self, key: str) -> bytes | None:
        """The value under *key*, which is a token of a subject; None where there is none any more.

        Raises :class:`domain.ports.StoreAway`, asked again and again for a while before.
        """
        subject = f"$KV.{self._bucket}.{key}"
        return await (self._by_leader(subject) if self._replicated else self._direct(subject))

    async def within(self, tokens: str) -> dict[str, bytes]:
        """The newest value under each key that begins with *tokens*, by key. Raises the faults of the store."""
        root = f"$KV.{self._bucket}."
        request = {"multi_last": [f"{root}{tokens}.>"], "batch": BATCH}
        raws, _ = await fetch(self._wire, f"KV_{self._bucket}", request)
        values = {raw.subject.decode().removeprefix(root): _value(raw.headers, raw.body) for raw in raws}
        return {key: value for key, value in values.items() if value is not None}

    async def _direct(self, subject: str) -> bytes | None:
        request = f"$JS.API.DIRECT.GET.KV_{self._bucket}.{subject}"

        async def attempt() -> Reply:
            return await self._wire.request_reply(request)

        headers, value = await self._wire.patiently(attempt)
        if headers.startswith(STATUS):
            status = headers[len(STATUS) : len(STATUS) + 3]
            if status != NOTHING:
                raise StoreRefused(int(status))
            return None
        return _value(headers, value)

    async def _by_leader(self, subject: str) -> bytes | None:
        try:
            answer = await self._wire.api(f"STREAM.MSG.GET.KV_{self._bucket}", {"last_by_subj": subject})
        except StoreRefused as refused:
            if refused.code == NO_MESSAGE:
                return None
            raise
        headers, value = (base64.b64decode(answer["message"].get(part, "")) for part in ("hdrs", "data"))
        return _value(headers, value)


def _value(headers: bytes, value: bytes) -> bytes | None:
    return None if any(mark in headers for mark in GONE) else value


async def newest_sessions(wire: Wire, names: Names = LANTERN) -> Newest:
    """The bucket of sessions, to be read for each request."""
    info = await wire.api(f"STREAM.INFO.KV_{names.sessions}")
    # A bucket that an earlier Lantern made answers through its leader only.
    direct = bool(info["config"].get("allow_direct")) and int(info["config"].get("num_replicas", 1)) == 1
    return Newest(wire, names.sessions, replicated=not direct)


async def open_sessions(wire: Wire, names: Names = LANTERN) -> KeyValue:
    """The bucket of sessions. Raises :class:`StreamUnfit` when it is not there or not ours to open."""
    return await _open(wire, names.sessions)


async def open_desks(wire: Wire, names: Names = LANTERN) -> KeyValue:
    """The bucket of desks. Raises :class:`StreamUnfit` when it is not there or not ours to open."""
    return await _open(wire, names.desks)


async def open_rooms(wire: Wire, names: Names = LANTERN) -> KeyValueRooms:
    """The rooms of conferences. Raises :class:`StreamUnfit` when their bucket is not there or not ours to open."""
    return KeyValueRooms(await _open(wire, names.rooms), wire, names.rooms)


async def _open(wire: Wire, bucket: str) -> KeyValue:
    try:
        return await wire.jetstream().key_value(bucket)
    except JetStreamError as error:
        raise StreamUnfit(f"the bucket {bucket} cannot be opened") from error
