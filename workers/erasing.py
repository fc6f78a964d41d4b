"""The erasing loop: what two people confirmed is carried out, and the certificate is put on record.

Invariant: a confirmed erasure is carried out however often this is interrupted: keys first, then the certificate, which
says what is true by then. Both can be done again without changing anything, by any process. What was erased stays so:
at the start every key of an erased case is looked for, and one that came back with a backup is destroyed once more.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Protocol

import structlog

from domain.case.commands import CaseCommand, RecordDestruction
from domain.case.decider import originator
from domain.case.state import Case
from domain.context import SYSTEM_AGENCY, Context
from domain.deciding.handling import Handler
from domain.deciding.refusals import Refused
from domain.envelope import Occurred
from domain.ids import derive
from domain.ports import Clock, HistoryDamaged, StoreAway, StoreFull
from domain.privacy import Purpose
from domain.retention.codes import PURPOSES, RecordClass
from projections.retention import VIEW, Erasure, Erasures
from projections.views import Documents

LOG = structlog.get_logger("erasing")

SYSTEM_ACTOR = "erasing"
"""The actor of every certificate."""

LONGEST = timedelta(minutes=1)
"""How long nothing is looked at where nothing happens."""


class Gone(Protocol):
    """A key that is destroyed."""

    @property
    def name(self) -> str:
        """What it was called."""

    @property
    def fingerprint(self) -> str:
        """What tells it from any other, empty where it was never made."""

    @property
    def at(self) -> datetime:
        """Since when it is gone."""


class Keys(Protocol):
    """The keys of the children."""

    async def destroy(self, subject: str, purposes: Iterable[Purpose], now: datetime) -> Sequence[Gone]:
        """Erase the keys of *subject* for *purposes* for good; to do it again finishes what was interrupted."""

    async def standing(self, wanted: Iterable[tuple[str, Purpose]]) -> list[tuple[str, Purpose]]:
        """Those of the keys *wanted*, each a subject's for a purpose, that were not destroyed."""


class Erasing:
    """Carries out what was confirmed. It decides nothing."""

    def __init__(
        self,
        documents: Documents,
        cases: Handler[Case, CaseCommand],
        keys: Keys,
        clock: Clock,
        longest: timedelta = LONGEST,
    ) -> None:
        """Nothing is being erased yet."""
        self._documents = documents
        self._cases = cases
        self._keys = keys
        self._clock = clock
        self._longest = longest
        self._answered: set[str] = set()
        self.erased = 0

    async def run(self) -> None:
        """Carry out what is confirmed, for ever."""
        while True:
            seen = self._documents.position(VIEW)
            try:
                await self.tick()
            except (StoreAway, StoreFull) as fault:
                LOG.warning("erasing_waits", error=type(fault).__name__)
            try:
                await self._documents.reached(VIEW, seen + 1, self._longest.total_seconds())
            except TimeoutError:
                continue

    async def tick(self) -> None:
        """Destroy the keys of every erasure that waits for it, and put each on record."""
        for document in self._documents.select(VIEW, {"pending": True}):
            erasure = document.keeping.pending
            if erasure is not None and erasure.id not in self._answered:
                await self._carry_out(document, erasure)

    async def again(self) -> None:
        """Destroy once more what was destroyed and is there: a backup was put in the place of newer keys.

        A process does this before anybody reads in it.
        """
        wanted = [
            (document.case, purpose)
            for document in self._documents.select(VIEW)
            for purpose in _purposes(document.keeping.gone)
        ]
        for case, purpose in await self._keys.standing(wanted):
            await self._keys.destroy(case, [purpose], self._clock.now())
            LOG.warning("erased_again", case=case)

    async def _carry_out(self, document: Erasures, erasure: Erasure) -> None:
        gone = await self._keys.destroy(document.case, _purposes(erasure.classes), self._clock.now())
        command = RecordDestruction(
            erasure=erasure.id,
            keys=tuple(key.name for key in gone),
            fingerprints=tuple(key.fingerprint for key in gone),
            destroyed_at=max(key.at for key in gone),
        )
        try:
            await self._cases.handle(originator(document.case), command, self._context(document, erasure))
        except Refused:
            pass  # Another process has put it on record, and the view will show it.
        except HistoryDamaged as fault:
            LOG.error("passed_by", originator=fault.originator, version=fault.version, position=fault.position)  # noqa: TRY400
        self._answered.add(erasure.id)
        self.erased += 1

    def _context(self, document: Erasures, erasure: Erasure) -> Context:
        now = self._clock.now()
        command = derive(erasure.id, SYSTEM_ACTOR)
        return Context(
            command_id=command,
            now=now,
            occurred_at=Occurred(now),
            actor=SYSTEM_ACTOR,
            agency=SYSTEM_AGENCY,
            role=None,
            country=None,
            purpose="erasure of what need not be kept any more",
            legal_basis="storage limitation",
            correlation_id=command,
            exercise=document.exercise,
        )


def _purposes(classes: Iterable[RecordClass]) -> list[Purpose]:
    return [purpose for kind in sorted(classes) for purpose in PURPOSES[kind]]
