"""Checks at start that every registered event type survives the way to disk and back.

Invariant: a type that would fail when its first event is stored, or read, fails when the program starts.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.envelope import Draft
from domain.events import REGISTER, BadEventType, Event, EventType
from domain.privacy import Erased, Sealed
from infra.codec.envelope import decode, encode
from infra.codec.samples import ORIGINATOR, Fill, draft_of
from infra.codec.sealing import Place, key_name, subject_of


class Marking:
    """Stands in for a key ring: the seal says which field it was made for, and nothing is secret."""

    def seal(self, key: str, text: str, place: Place) -> Sealed | Erased:
        """A seal without a lock."""
        return Sealed(key=key, nonce=place.field, text=text)


def check_register(kinds: Iterable[EventType] | None = None) -> None:
    """Encode and decode one full and one bare example of every event type, or of *kinds*.

    Raises :class:`domain.events.BadEventType` naming the first that does not come back as it went.
    """
    for kind in list(REGISTER.values()) if kinds is None else kinds:
        for fill in Fill:
            _check(kind, fill)


def _check(kind: EventType, fill: Fill) -> None:
    try:
        draft = draft_of(kind, fill)
        meta, event = decode(kind.name, kind.schema, encode(ORIGINATOR, draft, Marking()))
    except (TypeError, ValueError) as fault:
        raise BadEventType(f"{kind.name} cannot be stored: {fault}") from fault
    if meta != draft.meta or event != sealed(kind, draft):
        raise BadEventType(f"{kind.name} does not come back from disk as it went")


def sealed(kind: EventType, draft: Draft) -> Event:
    """The event of *draft* as it is read back when :class:`Marking` has sealed it."""
    subject = subject_of(ORIGINATOR, draft.event)
    marks = {
        name: Sealed(key_name(subject, purpose), name, getattr(draft.event, name).text)
        for name, purpose in kind.private.items()
    }
    return msgspec.structs.replace(draft.event, **marks)
