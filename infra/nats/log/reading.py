"""Reads messages by batched direct get.

Invariant: a read that was cut short is never taken for a whole one: it ends with the server's own end-of-batch mark,
which names the last message sent, or it fails.
"""

from __future__ import annotations

import asyncio
import base64
import contextlib
from typing import Any

import msgspec

from domain.ports import HistoryDamaged, StoreAway
from infra.nats.connection import Reply, Wire
from infra.nats.errors import NO_MESSAGE, StoreRefused
from infra.nats.log.message import Entry, Raw, parse

BATCH = 1_000
STATUS = b"NATS/1.0 "
END = b"204"
NOTHING = b"404"
SEQUENCE = b"\r\nNats-Sequence: "
SUBJECT = b"\r\nNats-Subject: "
PENDING = b"\r\nNats-Num-Pending: "
LAST = b"\r\nNats-Last-Sequence: "


class Reader:
    """Reads one stream whose subjects begin with *root*."""

    def __init__(self, wire: Wire, stream: str, root: str) -> None:
        """Read *stream* over *wire*."""
        self._wire = wire
        self._stream = stream
        self.root = root
        self._skip = len(root) + 1

    async def since(self, subjects: str, position: int, limit: int | None = None) -> list[Entry]:
        """The entries on *subjects* from *position* on, at most *limit*, as any one replica has them now."""
        found: list[Entry] = []
        while True:
            wanted = BATCH if limit is None else min(BATCH, limit - len(found))
            request = {"seq": max(1, position), "next_by_subj": subjects, "batch": wanted}
            entries, more = await self._batch(request)
            found += entries
            if not more or len(found) == limit:
                return found
            position = entries[-1].position + 1

    async def history(self, subjects: str, first: frozenset[int]) -> list[Entry]:
        """All entries on *subjects*, a history that begins with a version in *first*, as any one replica has them now.

        To find a history from the first position on, the server goes through its whole log. What it finds at once is
        how many messages there are, and the newest of each name: most histories have no more, and the others begin
        with one of these.
        """
        newest, count = await asyncio.gather(self._newest(subjects), self._count(subjects))
        if len(newest) == count:
            return newest
        if newest and newest[0].version in first:
            return await self.since(subjects, newest[0].position)
        return await self.since(subjects, 1)

    async def before(self, subjects: str, entry: Entry) -> Entry | None:
        """The predecessor of *entry* on *subjects*, or whatever stands in its place; what is no fact is passed over."""
        for other in await self._whatever({"multi_last": [subjects], "batch": BATCH}):
            if other.version == entry.version - 1 and other.position < entry.position:
                return other
        # As of then; that costs the server more than asking for what is newest now.
        return await self.latest(subjects, entry.position - 1)

    async def latest(self, subjects: str, up_to: int) -> Entry | None:
        """The newest fact on *subjects* that is not after position *up_to*."""
        entries = await self._whatever({"multi_last": [subjects], "up_to_seq": up_to, "batch": BATCH})
        return entries[-1] if entries else None

    async def _whatever(self, request: dict[str, Any]) -> list[Entry]:
        """What a batch has of facts: who asks for one is not stopped by a malformed neighbour."""
        raws, _ = await fetch(self._wire, self._stream, request)
        found: list[Entry] = []
        for raw in raws:
            with contextlib.suppress(HistoryDamaged):
                found.append(parse(raw, self._skip))
        return found

    async def _newest(self, subjects: str) -> list[Entry]:
        """The newest entry of each name on *subjects*, in log order."""
        entries, _ = await self._batch({"multi_last": [subjects], "batch": BATCH})
        return entries

    async def _count(self, subjects: str) -> int:
        info = await self._wire.api(f"STREAM.INFO.{self._stream}", {"subjects_filter": subjects})
        return sum((info["state"].get("subjects") or {}).values())

    async def by_leader(self, request: dict[str, Any]) -> Entry | None:
        """One message as the leader has it: never older than the question."""
        try:
            answer = await self._wire.api(f"STREAM.MSG.GET.{self._stream}", request)
        except StoreRefused as refused:
            if refused.code == NO_MESSAGE:
                return None
            raise
        message = answer["message"]
        headers, body = (base64.b64decode(message.get(part, "")) for part in ("hdrs", "data"))
        return parse(Raw(int(message["seq"]), message["subject"].encode(), headers, body), self._skip)

    async def _batch(self, request: dict[str, Any]) -> tuple[list[Entry], bool]:
        raws, more = await fetch(self._wire, self._stream, request)
        return [parse(raw, self._skip) for raw in raws], more


async def fetch(wire: Wire, stream: str, request: dict[str, Any]) -> tuple[list[Raw], bool]:
    """One batch of messages of *stream*, and whether there are more. Raises ``StoreAway`` when no whole one comes."""
    body = msgspec.json.encode(request)

    async def attempt() -> tuple[list[Raw], bool]:
        return whole(await wire.request_parts(f"$JS.API.DIRECT.GET.{stream}", body, is_last=_is_status))

    return await wire.patiently(attempt)


def whole(parts: list[Reply]) -> tuple[list[Raw], bool]:
    """The messages in the *parts* of an answer, and whether more follow. Raises ``StoreAway`` when some are missing."""
    end = parts.pop().headers
    status = end[len(STATUS) : len(STATUS) + 3]
    if status == NOTHING and not parts:
        return [], False
    if parts and status != END:
        raise StoreAway("the store's answer was cut short")
    if status != END:
        raise StoreRefused(int(status))
    raws = [_raw(part) for part in parts]
    last = int(_value(end, LAST))
    if last != (raws[-1].position if raws else 0):
        raise StoreAway(f"the store's answer was cut short before position {last}")
    return raws, int(_value(end, PENDING)) > 0


def _raw(reply: Reply) -> Raw:
    headers = reply.headers
    return Raw(int(_value(headers, SEQUENCE)), _value(headers, SUBJECT), headers, reply.body)


def _is_status(reply: Reply) -> bool:
    return reply.headers.startswith(STATUS)


def _value(headers: bytes, name: bytes) -> bytes:
    """The last value of *name*: the server's own, also where a stored message carries a header of that name."""
    start = headers.rfind(name) + len(name)
    return headers[start : headers.index(b"\r\n", start)]
