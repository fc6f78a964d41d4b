"""The record of who looked, in its own log.

Invariant: nothing of what was seen is in it: who, for whom, which case, what kind of thing, when, in which sitting. It
is on disk before anything is shown.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain.ids import derive
from domain.ports import Clock, Ids, VersionTaken
from infra.codec.facts import time_text
from infra.nats.log import Entry, JetStreamLog, Outgoing
from web.ports import Looked

REMEMBERED = 50_000
"""How many (sitting, case, what) are known to be on record, so that they are not written again."""

ATTEMPTS = 20
NAME = "RecordConsulted"
SCHEMA = 1


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """Who looked. *sitting* tells sittings apart; it does not lead back to a session's token."""

    member: str
    agency: str
    case: str
    what: str
    sitting: str


class LoggedConsultations:
    """Consultations in the access log; implements :class:`web.ports.Consultations`."""

    def __init__(self, log: JetStreamLog, clock: Clock, ids: Ids) -> None:
        """Write to *log*."""
        self._log = log
        self._clock = clock
        self._ids = ids
        self._recorded: OrderedDict[tuple[str, str, str], None] = OrderedDict()

    async def record(self, member: str, agency: str, case: str, what: str, sitting: str) -> None:
        """Put on record that *member* opens *what* of *case*, once a *sitting*. Raises the faults of the store."""
        place = hashlib.sha256(sitting.encode()).hexdigest()[:16]
        known = (place, case, what)
        if known in self._recorded:
            return
        looked = Consultation(member=member, agency=agency, case=case, what=what, sitting=place)
        await self._append(f"case.{case}", derive(self._ids.new(), place), msgspec.json.encode(looked))
        self._recorded[known] = None
        if len(self._recorded) > REMEMBERED:
            self._recorded.popitem(last=False)

    async def lately(self, most: int, before: int | None = None) -> Sequence[Looked]:
        """At most *most* consultations, the newest first, or those *before* a position. Raises store faults."""
        end = await self._log.last_position() + 1 if before is None else before
        start = max(0, end - 1 - most)
        entries = await self._log.read(start, end - 1 - start) if end - 1 > start else []
        return [_looked(entry) for entry in reversed(entries) if entry.name == NAME and entry.position < end]

    async def _append(self, originator: str, id_: str, body: bytes) -> None:
        message = Outgoing(name=NAME, id=id_, schema=SCHEMA, recorded_at=time_text(self._clock.now()), body=body)
        for attempt in range(ATTEMPTS):
            history = await self._log.history(originator)
            after = history[-1].version if history else 0
            try:
                await self._log.append(originator, after, [message])
            except VersionTaken:
                if attempt == ATTEMPTS - 1:
                    raise
            else:
                return


def _looked(entry: Entry) -> Looked:
    told = msgspec.json.decode(entry.body, type=Consultation)
    return Looked(
        member=told.member,
        agency=told.agency,
        case=told.case,
        what=told.what,
        at=datetime.fromisoformat(entry.recorded_at),
        position=entry.position,
    )
