"""The record of who looked, was refused, searched or took a copy, in its own log.

Invariant: nothing of what was seen or typed is in it: who, for whom, which case, what kind of thing, when, why, in
which sitting. An opening is on disk before anything is shown. A line is kept as long as its country says, and goes
with all of its month; a history begins anew each month, so that what goes leaves no broken chain.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TypeVar

import msgspec

from domain.ids import derive, is_token
from domain.looking import LookReason
from domain.ports import Clock, Ids, VersionTaken
from infra.codec.facts import time_text
from infra.identity.keeping import place_of, seconds_kept
from infra.nats.log import Entry, JetStreamLog, Outgoing
from projections.visibility import wider
from web.ports import Asker, Looked, LookKind

K = TypeVar("K")
V = TypeVar("V")

REMEMBERED = 50_000
"""How many lines and reasons are known to be on record, so that they are not written or read again."""

ATTEMPTS = 20
SCHEMA = 2
CONSULTED = "RecordConsulted"
NAMES: dict[LookKind, str] = {
    "opened": CONSULTED,
    "refused": "AccessRefused",
    "searched": "SearchMade",
    "exported": "LogExported",
}
KINDS: dict[str, LookKind] = {name: kind for kind, name in NAMES.items()}

CASE = "case"
NO_CASE = "none"
A_SITTING = timedelta(hours=12)


class Consultation(msgspec.Struct, frozen=True, kw_only=True):
    """Who looked, and *why*. *sitting* tells sittings apart; it does not lead back to a session's token.

    What was written before reasons were asked has none.
    """

    member: str
    agency: str
    case: str
    what: str
    sitting: str
    why: str = ""


class LoggedConsultations:
    """Consultations in the access log; implements :class:`web.ports.Consultations`."""

    def __init__(self, log: JetStreamLog, clock: Clock, ids: Ids) -> None:
        """Write to *log*."""
        self._log = log
        self._clock = clock
        self._ids = ids
        self._written: OrderedDict[tuple[str, ...], None] = OrderedDict()
        self._reasons: OrderedDict[tuple[str, str], LookReason] = OrderedDict()

    async def reason(self, asker: Asker, case: str) -> LookReason | None:
        """Why *asker* looks at *case*, where they said so in this sitting. Raises the faults of the store."""
        place = _sitting(asker)
        if (place, case) not in self._reasons and is_token(case):
            now = self._clock.now()
            for month in dict.fromkeys(place_of(asker.country, at) for at in (now, now - A_SITTING)):
                for entry in await self._log.history(f"{month}.{CASE}.{case}"):
                    self._learn(entry)
        return self._reasons.get((place, case))

    async def justify(self, asker: Asker, case: str, why: LookReason) -> None:
        """Put on record *why* the *asker* looks at *case*; what they said stands, until they say what opens more."""
        if wider(why, await self.reason(asker, case)):
            await self._write("opened", asker, case, CASE, why)
            _remember(self._reasons, (_sitting(asker), case), why)

    async def record(self, asker: Asker, case: str, what: str) -> None:
        """Put on record that *asker* opens *what* of *case*, and why, once a sitting. Raises store faults."""
        known = ("opened", _sitting(asker), case, what)
        if known not in self._written:
            await self._write("opened", asker, case, what, await self.reason(asker, case))
            _remember(self._written, known, None)

    async def note(self, kind: LookKind, asker: Asker, what: str, case: str = "") -> None:
        """Put on record that *asker* was refused, searched or took a copy; the same once an hour of a sitting."""
        hour = f"{self._clock.now():%d%H}"
        known = (kind, _sitting(asker), case, what, hour)
        if known not in self._written:
            _remember(self._written, known, None)
            try:
                await self._write(kind, asker, case, what, None)
            except BaseException:
                # Whoever tries again does what is to be on record: a copy is not taken without it.
                self._written.pop(known, None)
                raise

    async def lately(self, most: int, before: int | None = None) -> Sequence[Looked]:
        """At most *most* lines, the newest first, or those *before* a position. Raises store faults."""
        end = await self._log.last_position() + 1 if before is None else before
        start = max(0, end - 1 - most)
        entries = await self._log.read(start, end - 1 - start) if end - 1 > start else []
        return [_looked(entry) for entry in reversed(entries) if entry.name in KINDS and entry.position < end]

    async def of_case(self, case: str) -> Sequence[Looked]:
        """All lines about *case* that are kept, the newest first. Raises store faults."""
        if not is_token(case):
            return []
        found = [
            *await self._log.matching(f"{CASE}.{case}.*"),
            *await self._log.matching(f"*.*.{CASE}.{case}.*"),
        ]
        return [_looked(entry) for entry in sorted(found, key=lambda entry: -entry.position) if entry.name in KINDS]

    async def between(self, country: str, month: str) -> Sequence[Looked]:
        """All lines of agencies of *country* in *month* (2026-11), in order. Raises store faults."""
        if not (is_token(country) and is_token(month)):
            return []
        return [_looked(e) for e in await self._log.matching(f"{country}.{month}.>") if e.name in KINDS]

    async def _write(self, kind: LookKind, asker: Asker, case: str, what: str, why: LookReason | None) -> None:
        now, sitting = self._clock.now(), _sitting(asker)
        about = case if is_token(case) else ""
        looked = Consultation(
            member=asker.member, agency=asker.agency, case=about, what=what, sitting=sitting, why=why or ""
        )
        message = Outgoing(
            name=NAMES[kind],
            id=derive(self._ids.new(), sitting),
            schema=SCHEMA,
            recorded_at=time_text(now),
            body=msgspec.json.encode(looked),
            kept=seconds_kept(asker.country, now),
        )
        await self._append(f"{place_of(asker.country, now)}.{CASE}.{about or NO_CASE}", message)

    async def _append(self, originator: str, message: Outgoing) -> None:
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

    def _learn(self, entry: Entry) -> None:
        told = msgspec.json.decode(entry.body, type=Consultation)
        if entry.name == CONSULTED and told.why:
            _remember(self._reasons, (told.sitting, told.case), LookReason(told.why))


def _sitting(asker: Asker) -> str:
    return hashlib.sha256(asker.sitting.encode()).hexdigest()[:16]


def _remember(known: OrderedDict[K, V], key: K, value: V) -> None:
    known[key] = value
    if len(known) > REMEMBERED:
        known.popitem(last=False)


def _looked(entry: Entry) -> Looked:
    told = msgspec.json.decode(entry.body, type=Consultation)
    return Looked(
        kind=KINDS[entry.name],
        member=told.member,
        agency=told.agency,
        case=told.case,
        what=told.what,
        why=told.why,
        at=datetime.fromisoformat(entry.recorded_at).astimezone(UTC),
        position=entry.position,
    )
