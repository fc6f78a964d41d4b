"""The projecting loop: one reading of the log feeds every view.

Invariant: a view sees each fact after its position once and in order. Who listens hears of a fact after every view that
stands at the front has folded it.

A view that has to begin anew while the others are at the end of the log stands apart, and so does one that cannot fold
for a while: it reads the log by itself, holds nobody up, and goes on with the others once it has come up to them.
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

BATCH = 4_000
"""How many facts are folded in one transaction at most. A page that many of them touch is written once for all."""

LATE_SECONDS = 1.0
"""So long the others wait for a view that folds, or tries to, before it stands apart."""

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
        self._stopping, self._ending = asyncio.Event(), asyncio.Event()
        self._caught_up = asyncio.Event()
        self._inbox: Inbox | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._again = False
        self._apart: set[str] = set()
        self._fillers: set[asyncio.Task[None]] = set()
        self._folds: set[asyncio.Task[None]] = set()
        self._announced = self._last = 0
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
        self._ending.set()
        self._interrupt()

    async def run(self) -> None:
        """Follow the log until :meth:`stop`; while the store is away, keep trying.

        Raises :class:`projections.keeping.ViewAhead` and the store's :class:`domain.ports.HistoryDamaged`.
        """
        await self._start()
        await self._work(None)

    async def drain(self) -> int:
        """Fold what the log has now, then return its last position. Raises as :meth:`run`."""
        await self._start()
        await self._work(self._last)
        return self._last

    async def _work(self, until: int | None) -> None:
        try:
            await self._follow(until)
        finally:
            await self._end_fillers()

    async def _end_fillers(self) -> None:
        # Who only waits to try again does so now or never, and who folds comes to an end; nobody is cut off.
        self._ending.set()
        try:
            for filler in self._fillers:
                filler.cancel()
            await asyncio.gather(*self._fillers, return_exceptions=True)
            await asyncio.gather(*self._folds, return_exceptions=True)
        finally:
            self._fillers.clear()
            self._apart.clear()
            if not self._stopping.is_set():
                self._ending.clear()

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
                self._set_apart()
            self._hear_fillers()
            before = self._front
            try:
                async with Inbox(self._store.follow(before)) as inbox:
                    self._inbox = inbox
                    await self._consume(inbox, until)
            except StoreAway:
                failures = 1 if self._front > before else failures + 1
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

    def _set_apart(self) -> None:
        """Let views that are behind the front read by themselves; a start reads once for all."""
        running = self._running() if self._caught_up.is_set() else []
        front = max((model.position for model in running), default=0)
        for name in [model.view.name for model in running if model.position < front]:
            self._stand_apart(name)

    def _stand_apart(self, name: str, late: asyncio.Task[None] | None = None) -> None:
        if name not in self._apart:
            self._apart.add(name)
            filler = asyncio.create_task(self._fill(name, late), name=f"fill {name}")
            filler.add_done_callback(lambda _: self._interrupt())
            self._fillers.add(filler)

    def _hear_fillers(self) -> None:
        for filler in [each for each in self._fillers if each.done()]:
            self._fillers.remove(filler)
            filler.result()

    async def _fill(self, name: str, late: asyncio.Task[None] | None) -> None:
        """Bring the view up to the others; first of all let what it is *late* with come to an end."""
        failures = 0
        while name in self._apart:
            model = self._model(name)
            before = model.position
            try:
                if late is not None:
                    await self._end_of(late)
                async with Inbox(self._store.follow(model.position)) as inbox:
                    while name in self._apart and self._model(name) is model:
                        await self._fill_up(model, await inbox.take(BATCH))
            except StoreAway:
                failures = 1 if model.position > before else failures + 1
                await self._pause(self._patience.delay(failures))
            finally:
                late = None

    async def _fill_up(self, model: Model, facts: Sequence[Fact]) -> None:
        name = model.view.name
        while name in self._apart and self._model(name) is model:
            front = self._front if self._at_front() else model.position
            await self._end_of(self._begin_fold(model, [fact for fact in facts if fact.position <= front]))
            facts = [fact for fact in facts if fact.position > front]
            async with self.turn:
                front = self._front if self._at_front() else model.position
                if name in self._stopped or (self._model(name) is model and model.position >= front):
                    self._apart.discard(name)
            if not facts:
                return

    async def _feed(self, facts: Sequence[Fact]) -> None:
        first, last = facts[0].position, facts[-1].position
        # One that was set aside in this very moment would be fed from the middle.
        behind = [model for model in self._at_front() if first - 1 <= model.position < last]
        folds: dict[asyncio.Task[None], str] = {}
        for model in behind:
            folds[self._begin_fold(model, facts)] = model.view.name
            # Who waits for this view alone goes on before the next one is folded.
            await asyncio.sleep(0)  # noqa: TID251  one turn of the loop, no time
        if folds:
            _, late = await asyncio.wait(folds, timeout=LATE_SECONDS if self._caught_up.is_set() else None)
            # Somebody stays at the front: if all stood apart, nobody would be told of what they fold there.
            while late and {folds[each] for each in late}.issuperset(model.view.name for model in self._at_front()):
                _, late = await asyncio.wait(late, return_when=asyncio.FIRST_COMPLETED)
        for fold, name in folds.items():
            if fold.done():
                fold.result()
            else:
                self._stand_apart(name, fold)
        self._advance(facts)

    def _begin_fold(self, model: Model, facts: Sequence[Fact]) -> asyncio.Task[None]:
        fold = asyncio.create_task(self._fold(model, facts), name=f"fold {model.view.name}")
        self._folds.add(fold)
        fold.add_done_callback(self._folds.discard)
        return fold

    @staticmethod
    async def _end_of(fold: asyncio.Task[None]) -> None:
        # Not awaited by itself: who is cancelled must not cancel the fold.
        await asyncio.wait({fold})
        fold.result()

    async def _fold(self, model: Model, facts: Sequence[Fact]) -> None:
        try:
            if (stopped := await self._folding.fold(model, facts)) is not None:
                self._stopped[stopped.view] = stopped
        except ViewDamaged as fault:
            self._keeper.set_aside(model, str(fault))

    def _advance(self, facts: Sequence[Fact]) -> None:
        position = self._front
        self._last = max(self._last, position)
        self._progress(position, self._last)
        if news := [fact for fact in facts if self._announced < fact.position <= position]:
            self._announced = news[-1].position
            for listener in tuple(self._listeners):
                listener(self._announced, news)
        if position >= self._last and not self._caught_up.is_set():
            self._caught_up.set()
            self._keeper.forget_older_versions()

    def _running(self) -> list[Model]:
        return [model for model in self._keeper.models() if model.view.name not in self._stopped]

    def _at_front(self) -> list[Model]:
        return [model for model in self._running() if model.view.name not in self._apart]

    @property
    def _front(self) -> int:
        return min((model.position for model in self._at_front()), default=self.position)

    def _model(self, name: str) -> Model:
        return next(model for model in self._keeper.models() if model.view.name == name)

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
            await asyncio.wait_for(self._ending.wait(), seconds)
        return not self._ending.is_set()
