"""The noticing loop: facts lead to messages that wait to be sent.

Invariant: a message is durably kept before the position behind its fact is remembered. A crash between the two means
that the fact is looked at again, and since a message has an identifier that follows from fact, person and way, looking
again asks for the same message, which is there.

Facts older than :data:`HORIZON` lead to nothing: the record of what went out is kept for longer than that, so that a
lost position, a new machine or a log that is read again from its beginning tells nobody twice. What has waited stays to
be sent however old it is.

Strategy on failure: a store or a view that is away is waited for, from the remembered position; a fact about which
something fails that nobody foresaw is counted, named by its place and passed by.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from typing import Protocol
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import structlog

from domain.envelope import case_of, task_of
from domain.notice.delivering import Notice, deliveries
from domain.ports import Clock, EventStore, StoreAway, StoreFull
from projections import board, cases, directory
from projections.noticing import LEADING, notices_of
from projections.views import Documents, Fact
from workers.notifying.ports import AllWishes, Messages, Ways

LOG = structlog.get_logger("noticing")

NAME = "noticing"
"""Under this name the position is remembered. It is permanent."""

HORIZON = timedelta(days=3)
"""A fact older than this leads to no message any more: what came up in a long weekend does, last month does not."""

PAUSE = timedelta(seconds=2)
"""How long an absent store or view is left alone."""

KNOWING = (board.VIEW, cases.VIEW, directory.VIEW)
"""The views that have to have folded a fact before it is looked at."""


class Positions(Protocol):
    """Where loops that keep no view remember how far they have come."""

    def get(self, name: str) -> int:
        """The position that *name* has reached, 0 before the first."""

    def set(self, name: str, position: int) -> None:
        """Remember that *name* has reached *position*. It may be lost in a crash, it must not run ahead."""


class Noticing:
    """Keeps a message for everybody who is to be told. It decides nothing: see :mod:`projections.noticing`."""

    def __init__(
        self,
        store: EventStore,
        documents: Documents,
        messages: Messages,
        wishes: AllWishes,
        ways: Ways,
        clock: Clock,
        positions: Positions,
        pause: Callable[[timedelta], Awaitable[None]],
        added: Callable[[], None] = lambda: None,
    ) -> None:
        """Remember nothing yet. *added* is called when there is a new message."""
        self._store = store
        self._documents = documents
        self._messages = messages
        self._wishes = wishes
        self._ways = ways
        self._clock = clock
        self._positions = positions
        self._pause = pause
        self._added = added
        self.pauses = 0
        self.passed_by = 0

    async def run(self) -> None:
        """Look at every fact after the remembered position, for ever."""
        while True:
            try:
                async for batch in self._store.follow(self._positions.get(NAME)):
                    await self.take(batch)
            except (StoreAway, StoreFull, TimeoutError):
                self.pauses += 1
                await self._pause(PAUSE)

    async def take(self, batch: Sequence[Fact]) -> None:
        """Keep the messages that the facts of *batch* lead to, then remember that this was done."""
        for fact in batch:
            if isinstance(fact.event, LEADING) and self._clock.now() - fact.recorded_at < HORIZON:
                await self._look_at(fact)
        if batch:
            self._positions.set(NAME, batch[-1].position)

    async def _look_at(self, fact: Fact) -> None:
        try:
            for notice in await self._notices(fact):
                await self._keep(notice)
        except (StoreAway, StoreFull, TimeoutError):
            raise
        except Exception as fault:  # noqa: BLE001  to be told less is bad, that nobody works any more would be worse
            self.passed_by += 1
            LOG.error("passed_by", position=fact.position, fact=fact.name, error=type(fault).__name__)  # noqa: TRY400

    async def _notices(self, fact: Fact) -> tuple[Notice, ...]:
        for view in KNOWING:
            await self._documents.reached(view, fact.position)
        case = self._documents.get(cases.VIEW, case_of(fact.originator) or "")
        if case is None:
            return ()
        task = task_of(fact.originator)
        known = None if task is None else self._documents.get(board.VIEW, task)
        return notices_of(fact, case, known, lambda agency: self._documents.get(directory.VIEW, agency))

    async def _keep(self, notice: Notice) -> None:
        wishes = await self._wishes.of(notice.member)
        zone = self._zone(wishes.zone, notice.agency)
        for delivery in deliveries(notice, wishes, zone, self._clock.now()):
            if self._ways.there(delivery.way) and await self._messages.add(delivery):
                self._added()

    def _zone(self, chosen: str, agency: str) -> ZoneInfo:
        """The zone that somebody chose, else that of their agency; UTC where this machine knows neither."""
        own = self._documents.get(directory.VIEW, agency)
        for name in (chosen, "" if own is None else own.zone):
            try:
                return ZoneInfo(name)
            except (ZoneInfoNotFoundError, ValueError, OSError):
                continue
        return ZoneInfo("UTC")
