"""The timeline: one document for each fact of a case or of its tasks.

Invariant: nothing is left out. A fact with a name this release does not know stands there too, as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec

from domain.envelope import Audience, Occurred, PlaybookRef, case_of, task_of
from domain.events import Event, Unknown
from domain.privacy import Clear, Erased, Sealed
from projections.kept import Closed, Kept, closed
from projections.views import Document, Fact, View, moment

LATE = timedelta(minutes=15)
"""[D] Recorded longer than this after it happened, a fact is marked as late."""


class Entry(Document, frozen=True, kw_only=True):
    """A fact as a timeline shows it. *codes* are its fields in clear, *private* its private texts."""

    position: int
    id: str
    name: str
    unknown: bool
    originator: str
    version: int
    case: str
    task: str | None
    agency: str
    actor: str
    on_behalf_of: str | None
    occurred: Occurred
    recorded_at: datetime
    late: bool
    audience: Audience
    playbook: PlaybookRef | None
    exercise: str | None
    codes: dict[str, Any]
    private: dict[str, Closed]

    def kept(self, field: str) -> Kept:
        """The private text in *field*, with the place that opens it."""
        return Kept(self.private[field], self.originator, self.id, field)


def keys(fact: Fact) -> Sequence[str]:
    """The entry of *fact*, where it belongs to a case."""
    return () if case_of(fact.originator) is None else (str(fact.position),)


def evolve(entry: Entry | None, fact: Fact) -> Entry | None:
    """The entry of *fact*; a repeat is the same entry."""
    case = case_of(fact.originator)
    if case is None:
        return entry
    meta, event = fact.meta, fact.event
    unknown = isinstance(event, Unknown)
    codes, private = _unknown_fields(event.fields) if isinstance(event, Unknown) else _fields(event)
    return Entry(
        position=fact.position,
        id=fact.id,
        name=fact.name,
        unknown=unknown,
        originator=fact.originator,
        version=fact.version,
        case=case,
        task=task_of(fact.originator),
        agency=meta.agency,
        actor=meta.actor,
        on_behalf_of=meta.on_behalf_of,
        occurred=meta.occurred_at,
        recorded_at=fact.recorded_at,
        late=fact.recorded_at - (meta.occurred_at.until or meta.occurred_at.at) > LATE,
        audience=meta.audience,
        playbook=meta.playbook,
        exercise=meta.exercise,
        codes=codes,
        private=private,
    )


def _fields(event: Event) -> tuple[dict[str, Any], dict[str, Closed]]:
    codes: dict[str, Any] = {}
    private: dict[str, Closed] = {}
    for field in event.__struct_fields__:
        value = getattr(event, field)
        if isinstance(value, (Sealed, Erased, Clear)):
            text = closed(value)
            if text is not None:
                private[field] = text
        else:
            codes[field] = value if type(value) is str else msgspec.to_builtins(value)
    return codes, private


def _unknown_fields(fields: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Closed]]:
    codes: dict[str, Any] = {}
    private: dict[str, Closed] = {}
    for field, value in fields.items():
        if isinstance(value, Mapping) and "sealed" in value:
            private[field] = msgspec.convert(value["sealed"], Sealed)
        else:
            codes[field] = value
    return codes, private


VIEW: View[Entry] = View(
    name="timeline",
    version=1,
    document=Entry,
    keys=keys,
    evolve=evolve,
    columns={
        "case": lambda entry: entry.case,
        "position": lambda entry: entry.position,
        "recorded_at": lambda entry: moment(entry.recorded_at),
        "occurred_at": lambda entry: moment(entry.occurred.at),
        "unknown": lambda entry: entry.unknown or None,
    },
    indexes=(("case", "position"), ("unknown",)),
)
