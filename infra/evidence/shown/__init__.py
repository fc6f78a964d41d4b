"""How both logs stand, for people: what is signed, who co-signed and timestamped it. Asked, never kept.

Invariant: it reads what `lantern verify` reads, but only the newest of it: a page is no verification.
"""

from __future__ import annotations

import asyncio
from collections.abc import Collection
from datetime import UTC, datetime

from domain.ports import HistoryDamaged
from infra.composition.ground import Ground
from infra.evidence.running import stream_of
from infra.evidence.signing import key_file, named_witnesses, retired_keys, signers_of
from infra.evidence.statements import LATEST, raised_in
from infra.evidence.timestamps.tokens import Certificates, TimestampRefused, read_certificates, read_token, time_of
from infra.faults import Fault
from infra.nats.checkpoints import CheckpointStream, Cosigned, Record
from infra.nats.checkpoints.stream import LOGS, Log
from infra.nats.errors import NO_MESSAGE, StoreRefused
from merkle.checkpoints import Checkpoint, cosignatures, opened, read_checkpoint
from merkle.notes import Key, NoteRefused, read_note, stamp_of
from web.proving.ports import LogStanding, RecordStanding, Stamp, Witness


class Standings:
    """Looks at the checkpoints of one installation; its call implements :data:`web.proving.ports.RecordCheck`."""

    def __init__(self, base: Ground) -> None:
        """Look at those of *base*. Raises a fault when a file that the settings name cannot be used."""
        proving = base.settings.proving
        self._base = base
        self._every = proving.every if proving.authority else None
        self._certificates: Certificates = read_certificates(proving.certificates) if proving.certificates else ()
        self._witnesses = named_witnesses(proving)
        self._needed = proving.needed or len(self._witnesses)

    async def __call__(self) -> RecordStanding:
        """How both logs stand now. Raises the faults of the store."""
        return RecordStanding(
            logs=[await self._of(log) for log in LOGS],
            named=len(self._witnesses),
            needed=self._needed,
            every=self._every,
        )

    async def _of(self, log: Log) -> LogStanding:
        checkpoints = CheckpointStream(self._base.wire, log)
        info = await self._base.wire.api(f"STREAM.INFO.{stream_of(log)}")
        newest, last = await _newest(checkpoints), int(info["state"]["last_seq"])
        signed = newest.size if newest else 0
        return LogStanding(
            log=log,
            last=last,
            signed=signed,
            since=await self._recorded(log, signed + 1) if last > signed else None,
            signed_at=_moment(newest.at) if newest else None,
            ours=newest is not None and self._is_ours(newest, log),
            witnesses=await self._who(checkpoints),
            stamp=await self._stamp(checkpoints),
        )

    async def _recorded(self, log: Log, position: int) -> datetime | None:
        """When the server stored the message at *position*; None where it is there no more."""
        try:
            answer = await self._base.wire.api(f"STREAM.MSG.GET.{stream_of(log)}", {"seq": position})
        except StoreRefused as refused:
            if refused.code == NO_MESSAGE:
                return None
            raise
        return _moment(str(answer["message"]["time"]))

    def _is_ours(self, newest: Record, log: Log) -> bool:
        path = key_file(self._base.settings.data)
        try:
            own = [each.key for each in signers_of(path, log, make=False)]
            opened(newest.note, *own, *retired_keys(path, log))
        except (Fault, NoteRefused):
            # A process without workers may have no key: then somebody else signs, and what it signs may be fresh.
            return not path.exists()
        return True

    async def _who(self, checkpoints: CheckpointStream) -> list[Witness]:
        known = {key.name: key for key in self._witnesses}
        found = {each.witness: each for each in await checkpoints.cosigned()}
        alarms = {each.witness: each for each in await checkpoints.alarms()}
        names = sorted({*(name.replace(".", "-") for name in known), *found, *alarms})
        keys = {name.replace(".", "-"): key for name, key in known.items()}
        return [await _witness(checkpoints, name, keys.get(name), found.get(name), alarms.get(name)) for name in names]

    async def _stamp(self, checkpoints: CheckpointStream) -> Stamp | None:
        last = await checkpoints.last_timestamped()
        if last is None:
            return None
        size, authority = 0, None
        try:
            size = read_checkpoint(read_note(last.note).body).size
            text = last.note.encode()
            authority = (await asyncio.to_thread(read_token, last.token, text, self._certificates)).authority
        except (NoteRefused, TimestampRefused):
            pass
        return Stamp(size=size, at=time_of(last.token), authority=authority)


async def _newest(checkpoints: CheckpointStream) -> Record | None:
    try:
        return await checkpoints.last()
    except HistoryDamaged:
        return None


async def _witness(
    checkpoints: CheckpointStream, name: str, key: Key | None, said: Cosigned | None, alarm: Cosigned | None
) -> Witness:
    keys: Collection[Key] = [key] if key else []
    raised = raised_in(alarm.note, keys) if alarm else None
    if said is None:
        return Witness(name=name, named=key is not None, alarm=raised.why if raised else None)
    try:
        note = read_note(said.note)
        about = read_checkpoint(note.body)
        signature = cosignatures(note, keys).get(key) if key else None
    except NoteRefused:
        return Witness(name=name, named=key is not None, sound=False, alarm=raised.why if raised else None)
    at = stamp_of(signature) if signature else None
    stands = raised is not None and (at is None or raised.at >= at)
    return Witness(
        name=name,
        named=key is not None,
        size=about.size,
        at=datetime.fromtimestamp(min(at, LATEST), UTC) if at is not None else None,
        sound=signature is not None or key is None,
        same=await _same(checkpoints, about),
        alarm=raised.why if raised and stands else None,
    )


async def _same(checkpoints: CheckpointStream, about: Checkpoint) -> bool:
    """Whether the log's own checkpoint of that size is the one that a witness signed."""
    try:
        record = await checkpoints.at(about.size)
        return record is not None and read_checkpoint(read_note(record.note).body) == about
    except (HistoryDamaged, NoteRefused):
        return False


def _moment(text: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    return found if found.tzinfo else None
