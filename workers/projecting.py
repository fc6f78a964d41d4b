"""The projecting loop: one reading of the log feeds every view.

Invariant: a view sees each fact after its position once and in order. Who listens hears of a fact after every view that
still runs has folded it.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence

from domain.ports import Clock, EventStore, StoreAway
from projections.keeping import Keeper, Model, ViewAhead, ViewDamaged
from projections.views import Fact
from workers.folding import PATIENT, Folding, Patience, Stopped
from workers.inbox import Inbox

BATCH = 1_000
"""How many facts are folded in one transaction at most."""

Listener = Callable[[int, Sequence[Fact]], None]
Progress = Callable[[int, int], None]


class Projecting:
    """Keeps all views of a process at the end of the log."""

    def __init__(
        self,
        store: EventStore,
        keeper: Keeper,
        clock: Clock,
        *,
        patience: Patience = PATIENT,
        progress: Progress = lambda _done, _of: None,
    ) -> None:
        """Do nothing yet. *progress* hears how far the views are and how long the log is."""
        self._store = store
        self._keeper = keeper
        self._patience = patience
        self._progress = progress
        self._folding = Folding(clock, patience, self._pause)
        self._stopped: dict[str, Stopped] = {}
        self._listeners: list[Listener] = []
        self._stopping = asyncio.Event()
        self._caught_up = asyncio.Event()
        self._inbox: Inbox | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._again = False
        self._announced = 0
        self._last = 0
        self.turn = asyncio.Lock()
        keeper.on_reset(self._on_reset)

    @property
    def position(self) -> int:
        """The position that every view which still runs has reached."""
        return min((model.position for model in self._running()), default=self._last)

    @property
    def stopped(self) -> tuple[Stopped, ...]:
        """The views that stand still, and why."""
        return tuple(self._stopped.values())

    def subscribe(self, listener: Listener) -> Callable[[], None]:
        """Call *listener* with the position reached and the facts folded; returns how to stop."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener) if listener in self._listeners else None

    async def caught_up(self) -> None:
        """Wait until the views have reached what was the end of the log when the loop started."""
        await self._caught_up.wait()

    def stop(self) -> None:
        """End :meth:`run` after the batch in hand."""
        self._stopping.set()
        self._interrupt()

    async def run(self) -> None:
        """Follow the log until :meth:`stop`; while the store is away, keep trying.

        Raises :class:`projections.keeping.ViewAhead` and the store's :class:`domain.ports.HistoryDamaged`.
        """
        await self._start()
        await self._follow(None)

    async def drain(self) -> int:
        """Fold what the log has now, then return its last position. Raises as :meth:`run`."""
        await self._start()
        await self._follow(self._last)
        return self._last

    async def _start(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._last = await self._last_position()
        for model in self._keeper.models():
            if model.position > self._last:
                raise ViewAhead(model.view.name, model.position, self._last)
        self._announced = max(self._announced, self.position)
        self._advance(())

    async def _last_position(self) -> int:
        failures = 0
        while True:
            try:
                return await self._store.last_position()
            except StoreAway:
                failures += 1
                if not await self._pause(self._patience.delay(failures)):
                    raise

    async def _follow(self, until: int | None) -> None:
        failures = 0
        while not self._done(until):
            if self._again:
                self._again = False
                self._stopped.clear()
            before = self.position
            try:
                async with Inbox(self._store.follow(before)) as inbox:
                    self._inbox = inbox
                    await self._consume(inbox, until)
            except StoreAway:
                failures = 1 if self.position > before else failures + 1
                await self._pause(self._patience.delay(failures))
            finally:
                self._inbox = None

    async def _consume(self, inbox: Inbox, until: int | None) -> None:
        while not self._done(until):
            facts = await inbox.take(BATCH)
            if self._again or not facts:
                return
            async with self.turn:
                await self._feed(facts)

    async def _feed(self, facts: Sequence[Fact]) -> None:
        behind = [model for model in self._running() if model.position < facts[-1].position]
        await asyncio.gather(*(self._fold(model, facts) for model in behind))
        self._advance(facts)

    async def _fold(self, model: Model, facts: Sequence[Fact]) -> None:
        try:
            stopped = await self._folding.fold(model, facts)
        except ViewDamaged as fault:
            self._keeper.set_aside(model, str(fault))
        else:
            if stopped is not None:
                self._stopped[stopped.view] = stopped

    def _advance(self, facts: Sequence[Fact]) -> None:
        position = self.position
        self._last = max(self._last, position)
        self._progress(position, self._last)
        news = [fact for fact in facts if self._announced < fact.position <= position]
        if news:
            self._announced = news[-1].position
            for listener in tuple(self._listeners):
                listener(self._announced, news)
        if position >= self._last and not self._caught_up.is_set():
            self._caught_up.set()
            self._keeper.forget_older_versions()

    def _running(self) -> list[Model]:
        return [model for model in self._keeper.models() if model.view.name not in self._stopped]

    def _done(self, until: int | None) -> bool:
        return self._stopping.is_set() or (until is not None and self.position >= until)

    def _on_reset(self) -> None:
        self._again = True
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self._interrupt)

    def _interrupt(self) -> None:
        if self._inbox is not None:
            self._inbox.interrupt()

    async def _pause(self, seconds: float) -> bool:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stopping.wait(), seconds)
        return not self._stopping.is_set()
