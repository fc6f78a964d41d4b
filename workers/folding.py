"""Folding a batch into one view, and what is done when that fails.

Invariant: live and rebuilt views go through this same function, so that they cannot differ in what they parked. A fact
is parked visibly or the view stands still; none is passed over in silence.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from collections.abc import Awaitable, Callable, Sequence

import msgspec

from domain.ports import Clock
from projections.keeping import CannotFold, Model, ViewAway
from projections.views import Fact, OnFailure, Parked

SMALL = 16
"""Up to so many facts are folded on the spot; a longer batch is folded in a thread, so that others are served."""


class Patience(msgspec.Struct, frozen=True, kw_only=True):
    """How often something is tried, and how long one waits in between: doubling, up to *most* seconds."""

    first: float = 0.05
    most: float = 5.0
    attempts: int = 4

    def delay(self, failures: int) -> float:
        """The seconds to wait after so many *failures*."""
        return min(self.most, self.first * 2.0 ** min(failures - 1, 30))


PATIENT = Patience()


class Stopped(msgspec.Struct, frozen=True, kw_only=True):
    """A view that stands still before a fact it cannot fold."""

    view: str
    position: int
    event: str
    why: str


class Folding:
    """Carries out each view's named strategy."""

    def __init__(self, clock: Clock, patience: Patience, pause: Callable[[float], Awaitable[bool]]) -> None:
        """*pause* waits so many seconds and says whether to go on."""
        self._clock = clock
        self._patience = patience
        self._pause = pause

    async def fold(self, model: Model, facts: Sequence[Fact]) -> Stopped | None:
        """Fold *facts*, or those before the one at which the view has to stop; None when all were folded or parked.

        A view that is away is tried again until *pause* says no. Raises :class:`projections.keeping.ViewDamaged`.
        """
        failures: Counter[int] = Counter()
        aside: dict[int, Parked] = {}
        stopped: Stopped | None = None
        while facts:
            try:
                await _apply(model, facts, aside)
            except CannotFold as fault:
                failures[fault.fact.position] += 1
                tried = failures[fault.fact.position]
                if not self._given_up(model, tried):
                    await self._pause(self._patience.delay(tried))
                elif model.view.on_failure is OnFailure.PARK:
                    aside[fault.fact.position] = self._parked(fault)
                else:
                    stopped = _stopped(fault)
                    facts = [fact for fact in facts if fact.position < stopped.position]
            except ViewAway:
                failures[0] += 1
                if not await self._pause(self._patience.delay(failures[0])):
                    raise
            else:
                break
        return stopped

    def _given_up(self, model: Model, tried: int) -> bool:
        return model.view.on_failure is OnFailure.STOP or tried >= self._patience.attempts

    def _parked(self, fault: CannotFold) -> Parked:
        return Parked(
            view=fault.view,
            position=fault.fact.position,
            originator=fault.fact.originator,
            event=fault.fact.name,
            why=fault.why,
            at=self._clock.now(),
        )


def _stopped(fault: CannotFold) -> Stopped:
    return Stopped(view=fault.view, position=fault.fact.position, event=fault.fact.name, why=fault.why)


async def _apply(model: Model, facts: Sequence[Fact], aside: dict[int, Parked]) -> None:
    if len(facts) <= SMALL:
        model.apply(facts, aside)
    else:
        await asyncio.to_thread(model.apply, facts, aside)
