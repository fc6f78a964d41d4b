"""The event store of the domain, on a log in JetStream.

Invariant: private text is sealed before it leaves, stays sealed when it comes back, and a fact that cannot be read is
named by its place and never used.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime

import structlog

from domain.envelope import Draft, Recorded
from domain.events import Event, event_name
from domain.ports import HistoryDamaged
from infra.codec import Vault, encode, keys_of
from infra.codec.addresses import check_address
from infra.codec.facts import Unreadable, in_place_of, recorded, time_text
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.log.message import Entry

log = structlog.get_logger(__name__)

PAUSE_SECONDS = 0.25
"""How long a reader waits before it reads again what it could not read."""


class NatsEventStore:
    """Implements :class:`domain.ports.EventStore`."""

    def __init__(self, log: JetStreamLog, vault: Vault) -> None:
        """Keep facts in *log*, their private fields sealed by *vault*."""
        self._log = log
        self._vault = vault

    async def load(self, originator: str, after: int = 0) -> Sequence[Recorded[Event]]:
        """The history of *originator* after version *after*, verified; never older than the call."""
        return tuple(map(recorded, await self._log.history(originator, after)))

    def recall(self, originator: str) -> Sequence[Recorded[Event]]:
        """The history of *originator* as far as this process has it; it may lack the newest facts."""
        return tuple(map(recorded, self._log.recall(originator)))

    async def append(
        self, originator: str, after: int, drafts: Sequence[Draft], recorded_at: datetime
    ) -> Sequence[Recorded[Event]]:
        """Record *drafts* as the versions following *after*, all or none; a repeat returns what was recorded first."""
        check_address(originator)
        if not drafts:
            return ()
        moment = time_text(recorded_at)
        await self._vault.prepare({key for draft in drafts for key in keys_of(originator, draft.event)})
        messages = [
            Outgoing(
                name=event_name(draft.event),
                id=draft.id,
                schema=draft.event.SCHEMA,
                recorded_at=moment,
                body=encode(originator, draft, self._vault),
            )
            for draft in drafts
        ]
        return tuple(map(recorded, await self._log.append(originator, after, messages)))

    async def follow(self, after: int) -> AsyncGenerator[Sequence[Recorded[Event]], None]:
        """All facts after position *after*, in batches in log order, for ever; a mark in the place of a damaged one."""
        position = after
        while True:
            try:
                async with contextlib.aclosing(self._log.follow(position)) as batches:
                    async for batch in batches:
                        position = batch[-1].position
                        yield tuple(map(_readable, batch))
            except HistoryDamaged as fault:
                if fault.position == position + 1:
                    position = fault.position
                    yield (_alarm(fault),)
                else:
                    # To go on behind it would lose what lies between: that is read first.
                    log.warning("fault_elsewhere", position=fault.position, after=position)
                    await asyncio.sleep(PAUSE_SECONDS)

    async def last_position(self) -> int:
        """The position of the newest fact, 0 when there is none."""
        return await self._log.last_position()


def _readable(entry: Entry) -> Recorded[Event]:
    try:
        return recorded(entry)
    except Unreadable as fault:
        return _alarm(fault)


def _alarm(fault: HistoryDamaged) -> Recorded[Event]:
    """The mark that stands for a damaged message; the operator is told where it is."""
    log.error(
        "history_damaged",
        originator=fault.originator,
        version=fault.version,
        position=fault.position,
        why=fault.why,
    )
    return in_place_of(fault)
