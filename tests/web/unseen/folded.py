"""The documents of a short story, folded in memory: what a process would answer, at a hundredth of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from projections import VIEWS
from projections.views import D, Fact, Parked, Value, View
from tests.projections.given.facts import fold


class Folded:
    """Implements :class:`projections.views.Documents` over the views of some facts; the directory is another's."""

    def __init__(self, facts: Sequence[Fact], directory: Any) -> None:
        self._position = facts[-1].position if facts else 0
        self._directory = directory
        self._rows: dict[str, dict[str, Any]] = {view.name: fold(view, facts) for view in VIEWS}

    def _of(self, view: View[Any]) -> dict[str, Any] | None:
        return None if view.name in ("directory", "playbooks") else self._rows[view.name]

    def get(self, view: View[D], key: str) -> D | None:
        rows = self._of(view)
        found: D | None = self._directory.get(view, key) if rows is None else rows.get(key)
        return found

    def select(
        self,
        view: View[D],
        where: Mapping[str, Value | Sequence[Value]] | None = None,
        *,
        less_or_equal: Mapping[str, Value] | None = None,
        order_by: Sequence[str] = (),
        limit: int | None = None,
        offset: int = 0,
    ) -> list[D]:
        found = [document for _key, document in self._matching(view, where or {}, less_or_equal or {}, order_by)]
        return found[offset : None if limit is None else offset + limit]

    def values(
        self, view: View[D], columns: Sequence[str], where: Mapping[str, Value | Sequence[Value]] | None = None
    ) -> list[tuple[Value, ...]]:
        found = self._matching(view, where or {}, {}, ())
        return [tuple(_column(view, each, key, document) for each in columns) for key, document in found]

    def count(self, view: View[D], where: Mapping[str, Value | Sequence[Value]] | None = None) -> int:
        return len(self._matching(view, where or {}, {}, ()))

    def position(self, _view: View[Any]) -> int:
        return self._position

    async def reached(self, _view: View[Any], _position: int, _within: float = 5.0) -> None:
        """Everything was folded before anybody asked."""

    def parked(self) -> list[Parked]:
        return []

    def _matching(
        self,
        view: View[D],
        where: Mapping[str, Value | Sequence[Value]],
        at_most: Mapping[str, Value],
        order_by: Sequence[str],
    ) -> list[tuple[str, D]]:
        rows = self._of(view)
        if rows is None:
            return [("", each) for each in self._directory.select(view, where)]
        found = [(key, each) for key, each in rows.items() if _fits(view, key, each, where, at_most)]
        for name in reversed(order_by):
            found.sort(key=lambda row: _place(_column(view, name.lstrip("-"), *row)), reverse=name.startswith("-"))
        return found


def _fits(view: View[Any], key: str, document: Any, where: Mapping[str, Any], at_most: Mapping[str, Any]) -> bool:
    equal = all(_column(view, name, key, document) in _any_of(wanted) for name, wanted in where.items())
    return equal and all(_column(view, name, key, document) <= most for name, most in at_most.items())


def _any_of(wanted: Any) -> Sequence[Any]:
    return wanted if isinstance(wanted, Sequence) and not isinstance(wanted, str) else (wanted,)


def _column(view: View[Any], name: str, key: str, document: Any) -> Any:
    if name == "key":
        return key
    return int(key) if name == "position" and view.one_each else view.columns[name](document)


def _place(value: Any) -> tuple[bool, Any]:
    return (value is not None, value if value is not None else 0)
