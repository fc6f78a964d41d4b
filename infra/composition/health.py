"""How a process is doing, for whoever sends it requests and whoever looks after it.

Invariant: a process is ready when every view that its commands and screens rest on is, and no key is missing. A view
that only few look at may be built anew meanwhile: it is named, and its screens say so themselves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from typing import Any

from domain.ports import Damaged, EventStore, StoreFault
from infra.sqlite.views import Views
from infra.vault import Wraps
from projections import audit, deadlines, timeline
from projections.keeping import ViewAway
from projections.views import Value, View
from web.ports import Health
from workers.projecting import Projecting

READY_LAG = 1_000
"""A view is up while it is so many facts behind the log at most."""

SPARED = frozenset({audit.VIEW.name, deadlines.VIEW.name})
"""Views without which people go on working: what only auditors read, and clocks, which catch up by themselves."""


class Examining:
    """Looks at the parts of one process."""

    def __init__(
        self,
        store: EventStore,
        projecting: Projecting,
        views: Views,
        kept: Sequence[View[Any]],
        left: Collection[str] = (),
        wraps: Wraps | None = None,
        unsigned: Callable[[int], Awaitable[int]] | None = None,
    ) -> None:
        """Look at the views *kept* and the keys of *wraps*; *left* are cases by rules that this release cannot read.

        *unsigned* tells how many of so many facts have no checkpoint yet.
        """
        self._wraps = wraps
        self._unsigned = unsigned
        self._left = left
        self._store = store
        self._projecting = projecting
        self._views = views
        self._kept = kept
        self._spared = SPARED if timeline.VIEW in kept else frozenset[str]()

    async def health(self) -> Health:
        """The process as it is now; never a fault."""
        positions = {view.name: self._views.position(view) for view in self._kept}
        position = min(positions.values(), default=0)
        try:
            last, store = await self._store.last_position(), True
        except StoreFault:
            last, store = max(positions.values(), default=0), False
        missing = () if self._wraps is None else self._wraps.missing
        behind = self._behind(positions, last)
        return Health(
            ready=store and not behind - self._spared and not missing,
            store=store,
            position=position,
            last=last,
            behind=tuple(sorted(behind)),
            parked=len(self._views.parked()),
            unknown=self._count(timeline.VIEW, {"unknown": True}),
            damaged=self._count(audit.VIEW, {"name": Damaged.__name__}),
            left=len(self._left),
            unsigned=await self._waiting(last) if store else 0,
            keys_missing=missing,
        )

    async def _waiting(self, last: int) -> int:
        """How many of the *last* facts no checkpoint covers yet; none where that cannot be told."""
        if self._unsigned is not None:
            with contextlib.suppress(StoreFault):
                return await self._unsigned(last)
        return 0

    def _behind(self, positions: Mapping[str, int], last: int) -> set[str]:
        """The views that stand still, or are far behind, or show nothing before they have been built anew."""
        stopped = {stopped.view for stopped in self._projecting.stopped}
        late = {name for name, position in positions.items() if last - position > READY_LAG}
        return stopped | late | set(self._views.unshown())

    def _count(self, view: View[Any], where: Mapping[str, Value]) -> int:
        """How many documents match; none where the process does not keep the view, or cannot read it now."""
        if view in self._kept:
            with contextlib.suppress(ViewAway):
                return self._views.count(view, where)
        return 0
