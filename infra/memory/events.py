"""An event store in memory that keeps encoded bodies, so that nothing survives in it that would not survive on disk.

Invariant: one process, one loop; between one await and the next nobody else writes.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import datetime

import msgspec

from domain.envelope import Draft, Recorded
from domain.events import Event, event_name
from domain.ports import VersionTaken
from infra.codec import Vault, encode, keys_of
from infra.codec.addresses import check_address
from infra.codec.facts import IdTaken, Unreadable, recorded, time_text

BATCH = 500


class Kept(msgspec.Struct, frozen=True, gc=False):
    """A fact as it is kept."""

    id: str
    name: str
    originator: str
    version: int
    position: int
    schema: int
    recorded_at: str
    body: bytes


class MemoryEventStore:
    """Implements :class:`domain.ports.EventStore`."""

    def __init__(self, vault: Vault) -> None:
        """Start empty; private fields are sealed by *vault*."""
        self._vault = vault
        self._log: list[Kept] = []
        self._histories: dict[str, list[Kept]] = {}
        self._ids: dict[str, Kept] = {}
        self._grown = asyncio.Condition()

    async def load(self, originator: str, after: int = 0) -> Sequence[Recorded[Event]]:
        """The history of *originator* after version *after*."""
        return tuple(map(recorded, self._histories.get(originator, ())[max(0, after) :]))

    def recall(self, originator: str) -> Sequence[Recorded[Event]]:  # noqa: ARG002  the port names it
        """Nothing: to load costs nothing either."""
        return ()

    async def append(
        self, originator: str, after: int, drafts: Sequence[Draft], recorded_at: datetime
    ) -> Sequence[Recorded[Event]]:
        """Record *drafts* as the versions following *after*, all or none; a repeat returns what was recorded first."""
        check_address(originator)
        if not drafts:
            return ()
        await self._vault.prepare({key for draft in drafts for key in keys_of(originator, draft.event)})
        bodies = [encode(originator, draft, self._vault) for draft in drafts]
        behind = self._histories.get(originator, [])[after:]
        if [kept.id for kept in behind[: len(drafts)]] == [draft.id for draft in drafts]:
            return tuple(map(recorded, behind[: len(drafts)]))
        self._refuse(originator, after, drafts)
        moment = time_text(recorded_at)
        for place, (draft, body) in enumerate(zip(drafts, bodies, strict=True), start=1):
            self._keep(originator, after + place, draft, moment, body)
        async with self._grown:
            self._grown.notify_all()
        return tuple(map(recorded, self._histories[originator][after:]))

    async def follow(self, after: int) -> AsyncGenerator[Sequence[Recorded[Event]], None]:
        """All facts after position *after*, in batches in log order, for ever; the readable ones before a fault."""
        while True:
            async with self._grown:
                while len(self._log) <= after:
                    await self._grown.wait()
            facts: list[Recorded[Event]] = []
            for kept in self._log[after : after + BATCH]:
                try:
                    facts.append(recorded(kept))
                except Unreadable:
                    if facts:
                        yield tuple(facts)
                    raise
            after += len(facts)
            yield tuple(facts)

    async def last_position(self) -> int:
        """The position of the newest fact, 0 when there is none."""
        return len(self._log)

    def _keep(self, originator: str, version: int, draft: Draft, moment: str, body: bytes) -> None:
        kept = Kept(
            id=draft.id,
            name=event_name(draft.event),
            originator=originator,
            version=version,
            position=len(self._log) + 1,
            schema=draft.event.SCHEMA,
            recorded_at=moment,
            body=body,
        )
        self._log.append(kept)
        self._histories.setdefault(originator, []).append(kept)
        self._ids[kept.id] = kept

    def _refuse(self, originator: str, after: int, drafts: Sequence[Draft]) -> None:
        """Refuse an end that is elsewhere, and ids that were used before."""
        known = {kept.originator for draft in drafts if (kept := self._ids.get(draft.id)) is not None}
        if after != len(self._histories.get(originator, ())) or originator in known:
            raise VersionTaken(originator)
        if known:
            raise IdTaken("an event id was used before by another originator")
