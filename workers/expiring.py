"""The expiring loop: that the time of a disclosure is over is put on record, once.

Invariant: nothing is read because of this loop, and nothing is kept from anybody by it: what counts is the moment at
which somebody reads. Every command has an identifier derived from the grant: after a crash nothing is said twice.
"""

from __future__ import annotations

from datetime import datetime

import structlog

from domain.case.commands import CaseCommand, ExpireDisclosure
from domain.case.decider import originator
from domain.case.state import Case
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Handler
from domain.deciding.refusals import Refused
from domain.envelope import Occurred
from domain.ids import derive
from domain.ports import Clock, HistoryDamaged, StoreAway, StoreFull
from projections.standing.expiring import VIEW, Expiring
from projections.views import Documents
from workers.deadlines import FAR, PAUSE, Waiting

LOG = structlog.get_logger("expiring")

SYSTEM_ACTOR = "clock"
"""The actor of every fact that says that a time is over."""

AT_ONCE = 100
"""How many disclosures one tick takes."""


class Expiries:
    """Puts on record that disclosures have ended. It decides nothing."""

    def __init__(self, documents: Documents, cases: Handler[Case, CaseCommand], clock: Clock, waiting: Waiting) -> None:
        """Nothing has ended yet."""
        self._documents = documents
        self._cases = cases
        self._clock = clock
        self._waiting = waiting
        self._answered: set[str] = set()
        self.recorded = 0

    async def run(self) -> None:
        """Record what has ended and sleep until the next moment, for ever."""
        while True:
            seen = self._documents.position(VIEW)
            try:
                upcoming = await self.tick()
            except (StoreAway, StoreFull):
                upcoming = self._clock.now() + PAUSE
            await self._waiting.until(upcoming, seen)

    async def tick(self) -> datetime | None:
        """Record what has ended by now. Returns when to look again, None when nothing will end by itself."""
        while True:
            limit = AT_ONCE + len(self._answered)
            upcoming = self._documents.select(VIEW, less_or_equal={"next_at": FAR}, order_by=("next_at",), limit=limit)
            # What the view has folded by now is forgotten; what it has not is not sent again.
            self._answered &= {each.cause for each in upcoming}
            fresh = [each for each in upcoming if each.cause not in self._answered]
            now = self._clock.now()
            for each in fresh:
                if each.until <= now:
                    await self._record(each, now)
            later = [each.until for each in fresh if each.until > now]
            if later or len(upcoming) < limit:
                return min(later, default=None)

    async def _record(self, ended: Expiring, now: datetime) -> None:
        self._answered.add(ended.cause)
        context = Context(
            command_id=derive(ended.cause, "expire"),
            now=now,
            occurred_at=Occurred(min(now, ended.until)),
            actor=SYSTEM_ACTOR,
            agency=SYSTEM_AGENCY,
            role=None,
            country=None,
            causation_id=ended.cause,
            exercise=ended.exercise,
        )
        try:
            command = ExpireDisclosure(disclosure=ended.disclosure)
            outcome = await self._cases.handle(originator(ended.case), command, context)
        except Refused:
            return  # The case is erased, and nothing in it is read any more.
        except HistoryDamaged as fault:
            self._pass_by(fault)
            return
        self.recorded += bool(outcome.events) and not outcome.repeated

    def _pass_by(self, fault: HistoryDamaged) -> None:
        LOG.error("passed_by", originator=fault.originator, version=fault.version, position=fault.position)
