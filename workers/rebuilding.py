"""Building a view anew beside the live one.

Invariant: the live view answers until the new one stands at the very same position; then they are compared and swapped
while the loop holds still, and readers notice nothing.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from typing import Any

from domain.ports import Clock, EventStore, StoreFault
from projections.keeping import Difference, Keeper, Model
from projections.views import Fact, View
from workers.folding import PATIENT, Folding, Patience, Stopped
from workers.inbox import Inbox
from workers.projecting import BATCH, Progress, Projecting


class CannotRebuild(StoreFault):
    """The new view stopped at a fact; the live one was left as it is."""

    def __init__(self, stopped: Stopped) -> None:
        """Name the fact."""
        super().__init__(
            f"The view {stopped.view} cannot be built anew: it stops at {stopped.event}, position {stopped.position} "
            f"({stopped.why}). The live view was left as it is."
        )
        self.stopped = stopped


class Rebuilding:
    """Builds views anew while a :class:`workers.projecting.Projecting` keeps the live ones."""

    def __init__(
        self,
        store: EventStore,
        keeper: Keeper,
        clock: Clock,
        projecting: Projecting,
        *,
        patience: Patience = PATIENT,
        progress: Progress = lambda _done, _of: None,
    ) -> None:
        """Do nothing yet. *progress* hears how far the new view is and how far it has to go."""
        self._store = store
        self._keeper = keeper
        self._projecting = projecting
        self._progress = progress
        self._folding = Folding(clock, patience, self._pause)

    async def rebuild(self, view: View[Any]) -> Difference:
        """Build *view* anew up to where the live one is, and put it in its place; returns how they differed.

        The new one counts, also where they differ. Raises :class:`CannotRebuild` and the faults of the store.
        """
        built = self._keeper.build(view)
        try:
            async with Inbox(self._store.follow(0)) as inbox:
                waiting = await self._catch_up(inbox, built, ())
                async with self._projecting.turn:
                    await self._catch_up(inbox, built, waiting)
                    found = await asyncio.to_thread(self._keeper.compare, built)
                    self._keeper.swap(built)
        except BaseException:
            self._keeper.discard(built)
            raise
        return found

    async def _catch_up(self, inbox: Inbox, built: Model, waiting: Sequence[Fact]) -> Sequence[Fact]:
        while built.position < (goal := self._live(built).position):
            facts = waiting or await inbox.take(BATCH)
            stopped = await self._folding.fold(built, [fact for fact in facts if fact.position <= goal])
            if stopped is not None:
                raise CannotRebuild(stopped)
            waiting = [fact for fact in facts if fact.position > goal]
            self._progress(built.position, goal)
        return waiting

    def _live(self, built: Model) -> Model:
        return next(model for model in self._keeper.models() if model.view.name == built.view.name)

    @staticmethod
    async def _pause(seconds: float) -> bool:
        await asyncio.wait([asyncio.get_running_loop().create_future()], timeout=seconds)
        return True
