"""Stored facts and the faults they can have, whatever log they stand in.

Invariant: a fault names a place, never content.
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Protocol

from domain.context import SYSTEM_AGENCY
from domain.envelope import Meta, Occurred, Recorded
from domain.events import Event
from domain.ports import Damaged, HistoryDamaged, StoreFault
from infra.codec.envelope import BodyUnreadable, decode


class IdTaken(StoreFault):
    """An event id was used before for something else: identifiers of commands must not be shared."""


class Unreadable(HistoryDamaged):
    """A message whose chain holds, but which is not an envelope that this release can read."""


BEGINNING = datetime(1970, 1, 1, tzinfo=UTC)
"""The time of what has no time that can be trusted."""


def in_place_of(fault: HistoryDamaged) -> Recorded[Event]:
    """What stands in the log's order for the message that *fault* names."""
    meta = Meta(
        occurred_at=Occurred(BEGINNING),
        actor=SYSTEM_AGENCY,
        agency=SYSTEM_AGENCY,
        purpose="integrity of the log",
        legal_basis="",
        command_id="",
    )
    return Recorded(
        id=f"{fault.position:032x}",
        originator=fault.originator,
        version=fault.version,
        position=fault.position,
        schema=0,
        recorded_at=BEGINNING,
        meta=meta,
        event=Damaged(name=Damaged.__name__, fields={}, why=fault.why),
    )


class Stored(Protocol):
    """A fact as a log keeps it."""

    @property
    def id(self) -> str:
        """The event id."""

    @property
    def name(self) -> str:
        """The event name."""

    @property
    def originator(self) -> str:
        """Whose history it is in."""

    @property
    def version(self) -> int:
        """Its place in that history."""

    @property
    def position(self) -> int:
        """Its place in the log."""

    @property
    def schema(self) -> int:
        """The schema version of its data."""

    @property
    def recorded_at(self) -> str:
        """When it was recorded, as text of the contract's form."""

    @property
    def body(self) -> bytes:
        """The envelope."""


def time_text(moment: datetime) -> str:
    """*moment* as RFC 3339 in UTC, always with microseconds."""
    if moment.tzinfo is not UTC:
        moment = moment.astimezone(UTC)
    return f"{moment.isoformat(timespec='microseconds')[: -len('+00:00')]}Z"


def recorded(stored: Stored) -> Recorded[Event]:
    """The fact that *stored* holds. Raises :class:`Unreadable` with its place."""
    try:
        meta, event = decode(stored.name, stored.schema, stored.body)
        moment = datetime.fromisoformat(stored.recorded_at)
    except ValueError as fault:
        why = str(fault) if isinstance(fault, BodyUnreadable) else "its time is not readable"
        raise Unreadable(stored.originator, stored.version, stored.position, why) from None
    return Recorded(
        id=stored.id,
        originator=stored.originator,
        version=stored.version,
        position=stored.position,
        schema=stored.schema,
        recorded_at=moment,
        meta=meta,
        event=event,
    )
