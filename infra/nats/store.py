"""The event store of the domain, on a log in JetStream.

Invariant: private text is sealed before it leaves, stays sealed when it comes back, and a fact that cannot be read is
named by its place and never shown.
"""

from __future__ import annotations

import contextlib
from collections.abc import AsyncIterator, Sequence
from datetime import datetime

from domain.envelope import Draft, Recorded
from domain.events import Event, event_name
from infra.codec import Vault, encode, keys_of
from infra.codec.addresses import check_address
from infra.codec.facts import Unreadable, recorded, time_text
from infra.nats.log import JetStreamLog, Outgoing


class NatsEventStore:
    """Implements :class:`domain.ports.EventStore`."""

    def __init__(self, log: JetStreamLog, vault: Vault) -> None:
        """Keep facts in *log*, their private fields sealed by *vault*."""
        self._log = log
        self._vault = vault

    async def load(self, originator: str, after: int = 0) -> Sequence[Recorded[Event]]:
        """The history of *originator* after version *after*, verified; never older than the call."""
        return tuple(map(recorded, await self._log.history(originator, after)))

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

    async def follow(self, after: int) -> AsyncIterator[Sequence[Recorded[Event]]]:
        """All facts after position *after*, in batches in log order, for ever; the readable ones before a fault."""
        async with contextlib.aclosing(self._log.follow(after)) as batches:
            async for batch in batches:
                facts: list[Recorded[Event]] = []
                for entry in batch:
                    try:
                        facts.append(recorded(entry))
                    except Unreadable:
                        if facts:
                            yield tuple(facts)
                        raise
                yield tuple(facts)

    async def last_position(self) -> int:
        """The position of the newest fact, 0 when there is none."""
        return await self._log.last_position()
