"""The eventsourcing library's recorders on a log in JetStream, for callers that wait in a thread.

Invariant: a stored event is one message: its topic is the event's name, its state the body, as they are. The position
in the log is the notification id, so that ids are contiguous and in the order of recording.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any
from urllib.parse import quote, unquote
from uuid import UUID

from eventsourcing.persistence import (
    AggregateRecorder,
    ApplicationRecorder,
    DataError,
    IntegrityError,
    InterfaceError,
    InternalError,
    Notification,
    OperationalError,
    StoredEvent,
    Subscription,
)

from domain.ports import HistoryDamaged, StoreFault, VersionTaken
from infra.clock import RandomIds
from infra.codec.addresses import BadAddress
from infra.codec.facts import IdTaken, time_text
from infra.nats.background import Background
from infra.nats.log import Entry, JetStreamLog, Outgoing
from infra.nats.log.appending import TooMany
from infra.nats.subscription import NatsSubscription

_UUID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
BEGINNINGS = frozenset({0, 1})
"""The library's suites begin histories with either."""

READ_AT_ONCE = 1_000


@contextmanager
def _library_faults() -> Iterator[None]:
    """Raise the library's exceptions instead of ours."""
    try:
        yield
    except (VersionTaken, IdTaken) as fault:
        raise IntegrityError(str(fault)) from fault
    except (TooMany, BadAddress) as fault:
        raise DataError(str(fault)) from fault
    except HistoryDamaged as fault:
        raise InternalError(str(fault)) from fault
    except StoreFault as fault:
        raise OperationalError(str(fault)) from fault
    except (asyncio.CancelledError, concurrent.futures.CancelledError) as fault:
        # A thread that still reads while the recorder is closed: for it that is the end of the connection.
        raise InterfaceError("the recorder is closed") from fault


class NatsAggregateRecorder(AggregateRecorder):
    """Records and selects the events of aggregates. At most a thousand are recorded at once."""

    def __init__(self, background: Background, log: JetStreamLog) -> None:
        """Use *log*, whose connection lives on *background*."""
        self._background = background
        self._log = log
        self._ids = RandomIds()

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Record all of *stored_events* or none. Raises ``IntegrityError`` for a version that is taken."""
        self._insert(stored_events)
        return None

    def select_events(
        self,
        originator_id: UUID | str,
        *,
        gt: int | None = None,
        lte: int | None = None,
        desc: bool = False,
        limit: int | None = None,
    ) -> Sequence[StoredEvent]:
        """The events of one aggregate with versions above *gt* and up to *lte*, verified."""
        with _library_faults():
            entries = self._background.run(self._log.history(str(originator_id), -1 if gt is None else gt))
        chosen = [entry for entry in entries if lte is None or entry.version <= lte]
        if desc:
            chosen.reverse()
        return [StoredEvent(originator_id, entry.version, unquote(entry.name), entry.body) for entry in chosen[:limit]]

    def _insert(self, stored_events: Sequence[StoredEvent]) -> list[int]:
        groups: dict[str, list[StoredEvent]] = {}
        for event in stored_events:
            groups.setdefault(str(event.originator_id), []).append(event)
        wanted = [(originator, _after(events), self._messages(events)) for originator, events in groups.items()]
        if not wanted:
            return []
        with _library_faults():
            entries = self._background.run(self._append(wanted))
        places = {(entry.originator, entry.version): entry.position for entry in entries}
        return [places[str(event.originator_id), event.originator_version] for event in stored_events]

    async def _append(self, wanted: list[tuple[str, int | None, list[Outgoing]]]) -> list[Entry]:
        try:
            return await self._log.append_all(wanted)
        except VersionTaken:
            # Version 1 begins a history, or follows version 0; which, is known only now.
            return await self._log.append_all(wanted)

    def _messages(self, events: Sequence[StoredEvent]) -> list[Outgoing]:
        now = time_text(datetime.now(UTC))
        return [Outgoing(_token(event.topic), self._ids.new(), 1, now, event.state) for event in events]


class NatsApplicationRecorder(NatsAggregateRecorder, ApplicationRecorder):
    """Records and selects the events of an application, in the order of recording."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **_: Any) -> Sequence[int] | None:
        """Record all of *stored_events* or none, and give their notification ids."""
        return self._insert(stored_events)

    def select_notifications(
        self,
        start: int | None,
        limit: int,
        stop: int | None = None,
        topics: Sequence[str] = (),
        *,
        inclusive_of_start: bool = True,
    ) -> Sequence[Notification]:
        """At most *limit* notifications from *start* to *stop*, of *topics* only where some are named."""
        after = 0 if start is None else start - 1 if inclusive_of_start else start
        with _library_faults():
            return self._background.run(self._select(max(0, after), limit, stop, frozenset(topics)))

    def max_notification_id(self) -> int | None:
        """The largest notification id, None in an empty log."""
        with _library_faults():
            return self._background.run(self._log.last_position()) or None

    def subscribe(self, gt: int | None = None, topics: Sequence[str] = ()) -> Subscription[ApplicationRecorder]:
        """Notifications with ids above *gt*, for ever."""
        return NatsSubscription(self, self._background, self._log, notification, gt, topics)

    async def _select(self, after: int, limit: int, stop: int | None, topics: frozenset[str]) -> list[Notification]:
        found: list[Notification] = []
        while len(found) < limit:
            wanted = READ_AT_ONCE if topics else min(READ_AT_ONCE, limit - len(found))
            entries = await self._log.read(after, wanted)
            for entry in entries:
                if stop is not None and entry.position > stop:
                    return found[:limit]
                if not topics or unquote(entry.name) in topics:
                    found.append(notification(entry))
            if len(entries) < wanted:
                break
            after = entries[-1].position
        return found[:limit]


def notification(entry: Entry) -> Notification:
    """The notification that *entry* stands for."""
    text = entry.originator
    originator = UUID(text) if _UUID.fullmatch(text) else text
    return Notification(originator, entry.version, unquote(entry.name), entry.body, entry.position)


def _token(topic: str) -> str:
    """*topic* as one token of a subject; a library topic is a path with dots."""
    return quote(topic, safe="").replace(".", "%2E").replace("~", "%7E")


def _after(events: Sequence[StoredEvent]) -> int | None:
    """The version before *events*, which must follow each other."""
    versions = [event.originator_version for event in events]
    if versions != list(range(versions[0], versions[0] + len(versions))):
        raise IntegrityError("the versions of an aggregate follow each other")
    return versions[0] - 1 if versions[0] > 0 else None
