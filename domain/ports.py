"""What the domain asks of the outside.

Invariant: only shapes stand here. Every implementation passes the contract suites in ``tests/contracts``.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from typing import Protocol

from domain.envelope import Draft, Recorded
from domain.events import Event, Unknown


class StoreFault(Exception):
    """The store could not do its work."""


class VersionTaken(StoreFault):
    """Another writer has recorded that version first: read again and decide again."""


class StoreAway(StoreFault):
    """The store cannot be reached, or did not answer in time; what was sent may or may not have been recorded."""


class StoreFull(StoreFault):
    """The store has no room left; nothing was recorded."""


class HistoryDamaged(StoreFault):
    """A stored message does not fit the chain of its originator: it was changed, or a neighbour was lost."""

    def __init__(self, originator: str, version: int, position: int, why: str) -> None:
        """Name the message, never its content."""
        super().__init__(f"{originator} version {version} at position {position}: {why}")
        self.originator = originator
        self.version = version
        self.position = position
        self.why = why


class Damaged(Unknown, frozen=True, kw_only=True):
    """Stands in the log's order where a message is damaged: it is named, shown and counted, and never used.

    Who reads a history to decide from it gets :class:`HistoryDamaged` instead. Who follows the whole log goes on, since
    one damaged case must not stop the work on all others.
    """

    why: str


class EventStore(Protocol):
    """Histories of originators in one log."""

    async def load(self, originator: str, after: int = 0) -> Sequence[Recorded[Event]]:
        """The history of *originator* after version *after*, in order, each link of its chain verified.

        Raises :class:`HistoryDamaged` or :class:`StoreAway`.
        """

    def recall(self, originator: str) -> Sequence[Recorded[Event]]:
        """What is at hand here of the history of *originator*, from its beginning, verified; often nothing at all.

        It may lack the newest facts, so it is good enough to decide from only where the decision is appended, or where
        another answer is sought in the history itself.
        """

    async def append(
        self, originator: str, after: int, drafts: Sequence[Draft], recorded_at: datetime
    ) -> Sequence[Recorded[Event]]:
        """Record *drafts* as the versions following *after*, all or none, durably.

        A repeat of the same drafts returns what was recorded the first time. Raises :class:`VersionTaken` when another
        writer was first, :class:`StoreAway`, :class:`StoreFull`.
        """

    def follow(self, after: int) -> AsyncIterator[Sequence[Recorded[Event]]]:
        """All facts after position *after*, in batches in log order, for ever; :class:`Damaged` where one is."""

    async def last_position(self) -> int:
        """The position of the newest fact, 0 when there is none."""


class Clock(Protocol):
    """The time, asked once per command."""

    def now(self) -> datetime:
        """The current moment, aware, in UTC."""


class Ids(Protocol):
    """New identifiers."""

    def new(self) -> str:
        """A UUIDv7 in lower-case hex without dashes."""
