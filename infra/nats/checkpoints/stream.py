"""The stream of checkpoints: for each log the signed ones in order, which were timestamped, what witnesses co-signed.

A record holds the checkpoint, the leaves that came since the one before it, and the edge of the tree: whoever signs
goes on from the last record alone, and whoever checks needs the records alone, also when what a leaf stood for is gone.

Invariant: each record begins where the one before it ends; of two who sign at once, one is refused.
"""

from __future__ import annotations

import base64
from collections.abc import AsyncIterator, Sequence
from typing import Literal

import msgspec

from domain.ids import is_token
from domain.ports import HistoryDamaged
from infra.nats.connection import Wire
from infra.nats.errors import NO_MESSAGE, StoreRefused, fault_of
from infra.nats.log.reading import fetch
from infra.nats.streams import LANTERN, Names
from merkle.edges import Edge
from merkle.hashing import HASH
from workers.checkpointing import Stored

Log = Literal["events", "access"]
LOGS: tuple[Log, ...] = ("events", "access")
SIGNED = "signed"
WITNESSED = "witnessed"
TIMESTAMPED = "timestamped"
ALARMED = "alarmed"
MOST_WITNESSES = 1_000
AT_ONCE = 100
"""Records that are asked for at once; each holds at most five thousand leaves."""


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint as it is stored: the signed *note*, the *leaves* new in it, the *edge*, and *at* when.

    *position* is its place among the checkpoints, for whoever goes on from here.
    """

    note: str
    size: int
    at: str
    leaves: bytes
    edge: bytes
    position: int = 0

    @property
    def start(self) -> int:
        """The size of the checkpoint before it."""
        return self.size - len(self.leaves) // HASH

    @property
    def each(self) -> list[bytes]:
        """The leaves, one by one."""
        return [self.leaves[at : at + HASH] for at in range(0, len(self.leaves), HASH)]

    @property
    def tree(self) -> Edge:
        """The edge of the tree, as the record says it."""
        return Edge(self.size, tuple(self.edge[at : at + HASH] for at in range(0, len(self.edge), HASH)))


class Cosigned(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint that a witness has signed as well."""

    witness: str
    note: str


class Timestamped(msgspec.Struct, frozen=True, kw_only=True):
    """A checkpoint that an authority has timestamped: the *note* as it was signed, and the authority's *token*."""

    note: str
    token: bytes
    position: int = 0


class _Stamped(msgspec.Struct):
    """What of a timestamp stands in the message."""

    note: str
    token: bytes


class _Stored(msgspec.Struct):
    """What of a record stands in the message."""

    note: str
    size: int
    at: str
    leaves: bytes
    edge: bytes


_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(_Stored).decode
_decode_stamped = msgspec.json.Decoder(_Stamped).decode


class CheckpointStream:
    """The checkpoints of one log; implements :class:`workers.checkpointing.Checkpoints`."""

    def __init__(self, wire: Wire, log: Log, names: Names = LANTERN) -> None:
        """The checkpoints of *log*."""
        self._wire = wire
        self._stream = names.checkpoints
        self._root = f"{names.root(names.checkpoints)}.{log}"

    async def last(self) -> Record | None:
        """The newest checkpoint, as the leader has it; None before the first. Raises ``HistoryDamaged``."""
        found = await self._last(SIGNED)
        return None if found is None else self._record(*found)

    async def newest(self) -> Stored | None:
        """The newest, as a loop goes on from it. Raises ``HistoryDamaged``."""
        record = await self.last()
        return None if record is None else Stored(record.note, record.tree, record.position)

    async def keep(self, note: str, edge: Edge, leaves: Sequence[bytes], at: str, after: int) -> int:
        """Store a checkpoint behind the one at position *after* (0 for none); its position. Raises ``VersionTaken``."""
        stored = _Stored(note=note, size=edge.size, at=at, leaves=b"".join(leaves), edge=b"".join(edge.hashes))
        return await self._post(f"{self._root}.{SIGNED}", _encode(stored), self._behind(SIGNED, after))

    async def since(self, after: int = 0) -> AsyncIterator[Record]:
        """The records after position *after* that there are now. Raises ``HistoryDamaged`` for one that is none."""
        more = True
        while more:
            request = {"seq": after + 1, "next_by_subj": f"{self._root}.{SIGNED}", "batch": AT_ONCE}
            raws, more = await fetch(self._wire, self._stream, request)
            for raw in raws:
                after = raw.position
                yield self._record(after, raw.body)

    async def cosign(self, witness: str, note: str) -> None:
        """Store a *note* that *witness* has signed; refuses a name that can be no part of a subject."""
        await self._post(self._below(WITNESSED, witness), note.encode(), b"")

    async def alarm(self, witness: str, note: str) -> None:
        """Store the alarm that *witness* raises, a *note* that it has signed; refuses a name as :meth:`cosign`."""
        await self._post(self._below(ALARMED, witness), note.encode(), b"")

    async def place_of(self, size: int) -> int:
        """Behind which position the records stand that go beyond *size*; found by halving, not by reading them all."""
        newest = await self.last()
        low, high = 0, newest.position if newest else 0
        while low < high:
            middle = (low + high) // 2
            request = {"seq": middle + 1, "next_by_subj": f"{self._root}.{SIGNED}", "batch": 1}
            raws, _ = await fetch(self._wire, self._stream, request)
            if not raws or self._record(raws[0].position, raws[0].body).size > size:
                high = middle
            else:
                low = raws[0].position
        return low

    async def cosigned(self) -> list[Cosigned]:
        """What each witness has signed last."""
        return await self._each(WITNESSED)

    async def alarms(self) -> list[Cosigned]:
        """The last alarm of each witness that has raised one; what it has signed since says whether it stands."""
        return await self._each(ALARMED)

    async def at(self, size: int) -> Record | None:
        """The checkpoint of exactly *size*, if there is one. Raises ``HistoryDamaged``."""
        request = {"seq": await self.place_of(size - 1) + 1, "next_by_subj": f"{self._root}.{SIGNED}", "batch": 1}
        raws, _ = await fetch(self._wire, self._stream, request)
        found = self._record(raws[0].position, raws[0].body) if raws else None
        return found if found is not None and found.size == size else None

    async def _each(self, kind: str) -> list[Cosigned]:
        request = {"multi_last": [f"{self._root}.{kind}.*"], "batch": MOST_WITNESSES}
        raws, _ = await fetch(self._wire, self._stream, request)
        return [
            Cosigned(
                witness=raw.subject.decode(errors="replace").rpartition(".")[2],
                note=raw.body.decode(errors="replace"),
            )
            for raw in raws
        ]

    async def last_timestamped(self) -> Timestamped | None:
        """The newest timestamp; None before the first. One that is none has no note and no token."""
        found = await self._last(TIMESTAMPED)
        return None if found is None else _timestamped(*found)

    async def keep_timestamped(self, stamped: Timestamped, after: int) -> None:
        """Store *stamped* behind the one at position *after* (0 for none). Raises ``VersionTaken``."""
        body = _encode(_Stamped(note=stamped.note, token=stamped.token))
        await self._post(f"{self._root}.{TIMESTAMPED}", body, self._behind(TIMESTAMPED, after))

    async def timestamped(self) -> AsyncIterator[Timestamped]:
        """The timestamps that there are now, the oldest first; one that is none has no note and no token."""
        after, more = 0, True
        while more:
            request = {"seq": after + 1, "next_by_subj": f"{self._root}.{TIMESTAMPED}", "batch": AT_ONCE}
            raws, more = await fetch(self._wire, self._stream, request)
            for raw in raws:
                after = raw.position
                yield _timestamped(after, raw.body)

    async def _last(self, kind: str) -> tuple[int, bytes] | None:
        """The position and the body of the newest message of a *kind*, as the leader has it."""
        try:
            answer = await self._wire.api(f"STREAM.MSG.GET.{self._stream}", {"last_by_subj": f"{self._root}.{kind}"})
        except StoreRefused as refused:
            if refused.code == NO_MESSAGE:
                return None
            raise
        message = answer["message"]
        return int(message["seq"]), base64.b64decode(message.get("data", ""))

    def _below(self, kind: str, witness: str) -> str:
        if not is_token(witness.replace(".", "-")):
            raise ValueError("a witness is called by letters, digits, - and _")
        return f"{self._root}.{kind}.{witness.replace('.', '-')}"

    def _behind(self, kind: str, after: int) -> bytes:
        """Headers with which a message is stored behind that at position *after* or not at all."""
        return (
            "NATS/1.0\r\n"
            f"Nats-Expected-Last-Subject-Sequence: {after}\r\n"
            f"Nats-Expected-Last-Subject-Sequence-Subject: {self._root}.{kind}\r\n\r\n"
        ).encode()

    async def _post(self, subject: str, body: bytes, headers: bytes) -> int:
        async def attempt() -> int:
            reply = await self._wire.request_reply(subject, body, headers)
            answer = msgspec.json.decode(reply.body)
            if answer.get("error"):
                raise fault_of(answer["error"])
            return int(answer["seq"])

        return await self._wire.patiently(attempt)

    def _record(self, position: int, body: bytes) -> Record:
        try:
            stored = _decode(body)
        except msgspec.MsgspecError:
            raise HistoryDamaged(self._root, 0, position, "it is not a checkpoint") from None
        if len(stored.leaves) % HASH or len(stored.edge) % HASH:
            raise HistoryDamaged(self._root, 0, position, "it is not a checkpoint")
        return Record(
            note=stored.note,
            size=stored.size,
            at=stored.at,
            leaves=stored.leaves,
            edge=stored.edge,
            position=position,
        )


def _timestamped(position: int, body: bytes) -> Timestamped:
    try:
        stored = _decode_stamped(body)
    except (msgspec.MsgspecError, ValueError):
        return Timestamped(note="", token=b"", position=position)
    return Timestamped(note=stored.note, token=stored.token, position=position)
