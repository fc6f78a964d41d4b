"""The timeline: one document for each fact of a case or of its tasks.

Invariant: nothing is left out. A fact with a name this release does not know stands there too, as unknown.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

import msgspec
from msgspec.structs import asdict

from domain.envelope import Audience, Occurred, PlaybookRef, case_of, conference_of, of_file, task_of
from domain.events import REGISTER, Event, Unknown
from domain.privacy import Sealed
from projections.kept import Closed, Kept, closed
from projections.views import Document, Fact, View

LATE = timedelta(minutes=15)
"""[D] Recorded longer than this after it happened, a fact is marked as late."""


class Entry(Document, frozen=True, kw_only=True):
    """A fact as a timeline shows it. *codes* are its fields in clear, *private* its private texts.

    *language* is the one these were written in, where the writer said so.
    """

    position: int
    id: str
    name: str
    unknown: bool = False
    originator: str
    version: int
    agency: str
    actor: str
    on_behalf_of: str | None = None
    occurred: Occurred
    recorded_at: datetime
    late: bool = False
    audience: Audience = Audience()
    playbook: PlaybookRef | None = None
    exercise: str | None = None
    language: str | None = None
    codes: dict[str, Any]
    private: dict[str, Closed] = msgspec.field(default_factory=dict)

    @property
    def case(self) -> str | None:
        """The case it belongs to."""
        return case_of(self.originator)

    @property
    def task(self) -> str | None:
        """The task it is about, if it is one of a task."""
        return task_of(self.originator)

    @property
    def conference(self) -> str | None:
        """The conference it is about, if it is one of a conference."""
        return conference_of(self.originator)

    @property
    def filed(self) -> bool:
        """Whether it belongs to the file of the case, which commands about the case count the versions of."""
        return of_file(self.originator)

    def kept(self, field: str) -> Kept:
        """The private text in *field*, with the place that opens it."""
        return Kept(self.private[field], self.originator, self.id, field, self.language)


def keys(fact: Fact) -> Sequence[str]:
    """The entry of *fact*, where it belongs to a case."""
    return (str(fact.position),) if fact.originator.startswith("case.") else ()


def evolve(_: Entry | None, fact: Fact) -> Entry | None:
    """The entry of *fact*; a repeat is the same entry."""
    if case_of(fact.originator) is None:
        return None
    meta, event, happened = fact.meta, fact.event, fact.meta.occurred_at
    if unknown := isinstance(event, Unknown):
        name, (codes, private) = event.name, _unknown_fields(event.fields)
    else:
        name, (codes, private) = event.NAME, _fields(event)
    return Entry(
        position=fact.position,
        id=fact.id,
        name=name,
        unknown=unknown,
        originator=fact.originator,
        version=fact.version,
        agency=meta.agency,
        actor=meta.actor,
        on_behalf_of=meta.on_behalf_of,
        occurred=happened,
        recorded_at=fact.recorded_at,
        late=fact.recorded_at - (happened.until or happened.at) > LATE,
        audience=meta.audience,
        playbook=meta.playbook,
        exercise=meta.exercise,
        language=meta.language,
        codes=codes,
        private=private,
    )


def _fields(event: Event) -> tuple[dict[str, Any], dict[str, Closed]]:
    codes = asdict(event)
    private: dict[str, Closed] = {}
    for field in REGISTER[event.NAME].private:
        text = closed(codes.pop(field))
        if text is not None:
            private[field] = text
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
    version=4,
    document=Entry,
    keys=keys,
    evolve=evolve,
    columns={
        "case": lambda entry: entry.case,
        "unknown": lambda entry: entry.unknown or None,
    },
    indexes=(("case",), ("unknown",)),
    one_each=True,
)
