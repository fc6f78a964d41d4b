"""A case as the entries of its timeline tell it, for who may see these and perhaps not all.

Invariant: the same functions fold it as fold the case for everybody; what was cut from an entry is empty in its fact.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.envelope import Meta, Recorded
from domain.events import REGISTER, Event, Unknown
from domain.privacy import NOTHING
from projections.cases import Case, learn
from projections.timeline import Entry


def told(entries: Iterable[Entry]) -> Case | None:
    """The case as *entries* tell it, which the visibility rules have cut; its version is that of the last of them."""
    case: Case | None = None
    for entry in entries:
        if entry.filed:
            case = learn(case, as_fact(entry))
    return case


def as_fact(entry: Entry) -> Recorded[Event]:
    """The fact that *entry* shows, with its private texts sealed as they were, or empty where they were cut."""
    return Recorded(
        id=entry.id,
        originator=entry.originator,
        version=entry.version,
        position=entry.position,
        schema=1,
        recorded_at=entry.recorded_at,
        meta=_meta(entry),
        event=_event(entry),
    )


def _event(entry: Entry) -> Event:
    kind = None if entry.unknown else REGISTER.get(entry.name)
    if kind is None:
        return Unknown(name=entry.name, fields={})
    private = {field: entry.private.get(field, NOTHING) for field in kind.private}
    return msgspec.convert({**entry.codes, **private}, kind.cls)


def _meta(entry: Entry) -> Meta:
    return Meta(
        occurred_at=entry.occurred,
        actor=entry.actor,
        agency=entry.agency,
        on_behalf_of=entry.on_behalf_of,
        purpose="",
        legal_basis="",
        audience=entry.audience,
        command_id="",
        playbook=entry.playbook,
        exercise=entry.exercise,
        language=entry.language,
    )
