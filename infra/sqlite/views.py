"""All views of one process: what screens ask them, and what the projecting loop does to them.

Invariant: a reader sees one file from the start of its query to the end, and never a view that is still being built in
the place of one that was damaged.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from infra.sqlite.comparing import difference
from infra.sqlite.file import ViewFile
from infra.sqlite.folder import Folder, remove
from infra.sqlite.statements import Where
from infra.sqlite.waiting import Waiting
from projections.keeping import Difference, Model, ViewAway, ViewDamaged
from projections.views import D, Parked, Value, View


class _Shelf:
    """The place of one view: its live file, who reads it, who waits, and how far it must be to be shown."""

    def __init__(self, file: ViewFile[Any]) -> None:
        self.live = file
        self.readers: dict[ViewFile[Any], int] = {file: 0}
        self.waiting = Waiting()
        self.shown_from = 0


class Views:
    """The views in one folder; implements the ports ``Documents`` and ``Keeper``."""

    def __init__(self, folder: Path, views: Sequence[View[Any]], tell: Callable[[str], None] = lambda _: None) -> None:
        """Open every file, or start an empty one; what is damaged is set aside and *tell* hears of it."""
        self._folder = Folder(folder)
        self._tell = tell
        self._lock = threading.RLock()
        self._listeners: list[Callable[[], None]] = []
        self._building: dict[str, ViewFile[Any]] = {}
        self._shelves = {view.name: _Shelf(self._open(view)) for view in views}
        for shelf in self._shelves.values():
            self._watch(shelf, shelf.live)

    def close(self) -> None:
        """Close all files."""
        for shelf in self._shelves.values():
            for file in shelf.readers:
                file.close()

    def get(self, view: View[D], key: str) -> D | None:
        """See :meth:`projections.views.Documents.get`."""
        with self._reading(view) as file:
            return file.get(key)

    def select(  # noqa: D102  the port says it
        self,
        view: View[D],
        where: Where | None = None,
        *,
        less_or_equal: Mapping[str, Value] | None = None,
        order_by: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[D]:
        with self._reading(view) as file:
            return file.select(where, less_or_equal, order_by, limit, offset)

    def values(self, view: View[D], columns: Sequence[str], where: Where | None = None) -> list[tuple[Value, ...]]:
        """See :meth:`projections.views.Documents.values`."""
        with self._reading(view) as file:
            return file.values(columns, where)

    def count(self, view: View[D], where: Where | None = None) -> int:
        """See :meth:`projections.views.Documents.count`."""
        with self._reading(view) as file:
            return file.count(where)

    def position(self, view: View[Any]) -> int:
        """See :meth:`projections.views.Documents.position`."""
        return self._shelves[view.name].live.position

    async def reached(self, view: View[Any], position: int, within: float = 5.0) -> None:
        """See :meth:`projections.views.Documents.reached`."""
        await self._shelves[view.name].waiting.wait(position, within)

    def parked(self) -> list[Parked]:
        """See :meth:`projections.views.Documents.parked`."""
        found: list[Parked] = []
        for shelf in self._shelves.values():
            # What a view that is being built anew sets aside is known when it has been.
            with suppress(ViewAway), self._reading(shelf.live.view) as file:
                found += file.parked()
        return found

    def unshown(self) -> list[str]:
        """The views that are being built anew, and are not shown before they are where they were."""
        return [name for name, shelf in self._shelves.items() if shelf.live.position < shelf.shown_from]

    def models(self) -> Sequence[Model]:
        """See :meth:`projections.keeping.Keeper.models`."""
        return [shelf.live for shelf in self._shelves.values()]

    def on_reset(self, listener: Callable[[], None]) -> None:
        """See :meth:`projections.keeping.Keeper.on_reset`."""
        self._listeners.append(listener)

    def set_aside(self, model: Model, why: str) -> None:
        """See :meth:`projections.keeping.Keeper.set_aside`."""
        with self._lock:
            shelf = self._shelves[model.view.name]
            if shelf.live is not model:
                return
            shelf.shown_from = max(shelf.shown_from, model.position)
            fresh = self._folder.next(model.view)
            self._put_aside(model.view, shelf.live.path, why)
            self._replace(shelf, ViewFile(model.view, fresh))
        for listener in self._listeners:
            listener()

    def build(self, view: View[D]) -> ViewFile[D]:
        """See :meth:`projections.keeping.Keeper.build`."""
        path = self._folder.unfinished(view)
        remove(path)
        file = self._building[view.name] = ViewFile(view, path)
        return file

    def compare(self, built: Model) -> Difference:
        """See :meth:`projections.keeping.Keeper.compare`."""
        with self._reading(built.view) as live:
            return difference(live, self._folder.unfinished(built.view))

    def swap(self, built: Model) -> None:
        """See :meth:`projections.keeping.Keeper.swap`."""
        view = built.view
        self._building.pop(view.name).close()
        with self._lock:
            shelf, path = self._shelves[view.name], self._folder.next(view)
            self._folder.unfinished(view).replace(path)
            self._replace(shelf, ViewFile(view, path))

    def discard(self, built: Model) -> None:
        """See :meth:`projections.keeping.Keeper.discard`."""
        if (file := self._building.pop(built.view.name, None)) is not None:
            file.close()
            remove(file.path)

    def forget_older_versions(self) -> None:
        """See :meth:`projections.keeping.Keeper.forget_older_versions`."""
        for shelf in self._shelves.values():
            self._folder.forget_older_versions(shelf.live.view)

    @contextmanager
    def _reading(self, view: View[D]) -> Iterator[ViewFile[D]]:
        shelf = self._shelves[view.name]
        with self._lock:
            file = shelf.live
            shelf.readers[file] += 1
        try:
            if file.position < shelf.shown_from:
                raise ViewAway(view.name, "it is being built anew")
            yield file
        except ViewDamaged as fault:
            self.set_aside(file, str(fault))
            raise ViewAway(view.name, "it was damaged and is being built anew") from fault
        finally:
            self._leave(shelf, file)

    def _leave(self, shelf: _Shelf, file: ViewFile[Any]) -> None:
        with self._lock:
            shelf.readers[file] -= 1
            if file is not shelf.live and not shelf.readers[file]:
                self._retire(shelf, file)

    def _replace(self, shelf: _Shelf, file: ViewFile[Any]) -> None:
        old, shelf.live = shelf.live, file
        shelf.readers[file] = 0
        self._watch(shelf, file)
        if not shelf.readers[old]:
            self._retire(shelf, old)

    @staticmethod
    def _retire(shelf: _Shelf, file: ViewFile[Any]) -> None:
        del shelf.readers[file]
        file.close()
        remove(file.path)

    @staticmethod
    def _watch(shelf: _Shelf, file: ViewFile[Any]) -> None:
        def advance(position: int) -> None:
            if shelf.live is file:
                shelf.waiting.reached(position)

        file.reached = advance
        advance(file.position)

    def _open(self, view: View[D]) -> ViewFile[D]:
        path = self._folder.live(view)
        try:
            return ViewFile(view, path)
        except ViewDamaged as fault:
            fresh = self._folder.next(view)
            self._put_aside(view, path, str(fault))
            return ViewFile(view, fresh)

    def _put_aside(self, view: View[Any], path: Path, why: str) -> None:
        aside = self._folder.set_aside(view, path)
        self._tell(f"{why} The damaged file is kept as {aside.name}.")
