"""The documents of one case as they stood, in the place of the views.

Invariant: whoever asks is answered as the views answered then, were there no other case; what stands here was cut for
who looks before it came here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import partial
from typing import Any, cast

from projections import board, cases, timeline
from projections.cases import participation
from projections.views import D, Document, Parked, Value, View

Where = Mapping[str, Value | Sequence[Value]]


class Folded:
    """Implements :class:`projections.views.Documents` over the documents of a case."""

    def __init__(self, case: cases.Case, tasks: Iterable[board.Task], entries: Sequence[timeline.Entry]) -> None:
        """The *case* after the last of *entries*, and its *tasks*."""
        self._position = entries[-1].position if entries else 0
        self._rows: Mapping[str, Mapping[str, Document]] = {
            cases.VIEW.name: {case.id: case},
            board.VIEW.name: {task.id: task for task in tasks},
            participation.VIEW.name: {f"{case.id}.{part.agency}": part for part in _parts(case)},
            timeline.VIEW.name: {str(entry.position): entry for entry in entries},
        }

    def get(self, view: View[D], key: str) -> D | None:
        """See :meth:`projections.views.Documents.get`."""
        return self._of(view).get(key)

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
        found = self._matching(view, where, less_or_equal)
        for name in reversed(order_by):
            down = name.startswith("-")
            found.sort(key=partial(_place, view, name.lstrip("-"), down=down), reverse=down)
        return [document for _key, document in found][offset : None if limit is None else offset + limit]

    def values(self, view: View[D], columns: Sequence[str], where: Where | None = None) -> list[tuple[Value, ...]]:
        """See :meth:`projections.views.Documents.values`."""
        found = self._matching(view, where)
        return [tuple(_column(view, each, key, document) for each in columns) for key, document in found]

    def count(self, view: View[D], where: Where | None = None) -> int:
        """See :meth:`projections.views.Documents.count`."""
        return len(self._matching(view, where))

    def position(self, view: View[Any]) -> int:  # noqa: ARG002  all of them stand at one fact
        """See :meth:`projections.views.Documents.position`."""
        return self._position

    async def reached(self, view: View[Any], position: int, within: float = 5.0) -> None:
        """See :meth:`projections.views.Documents.reached`: all that will ever be here is."""

    def parked(self) -> list[Parked]:
        """See :meth:`projections.views.Documents.parked`."""
        return []

    def _of(self, view: View[D]) -> Mapping[str, D]:
        return cast("Mapping[str, D]", self._rows.get(view.name, {}))

    def _matching(
        self, view: View[D], where: Where | None, at_most: Mapping[str, Value] | None = None
    ) -> list[tuple[str, D]]:
        rows = sorted(self._of(view).items(), key=lambda row: int(row[0]) if view.one_each else row[0])
        return [(key, each) for key, each in rows if _fits(view, key, each, where or {}, at_most or {})]


def _parts(case: cases.Case) -> list[participation.Participation]:
    """The parts of agencies in *case*; who left and came back is in it."""
    joined = {part.agency for part in case.taking_part}
    return [
        participation.Participation(
            case=case.id, agency=part.agency, role=part.role, country=part.country, joined=part.agency in joined
        )
        for part in case.agencies
    ]


def _fits(view: View[D], key: str, document: D, where: Where, at_most: Mapping[str, Any]) -> bool:
    return all(_column(view, name, key, document) in _any_of(wanted) for name, wanted in where.items()) and all(
        (value := _column(view, name, key, document)) is not None and value <= most for name, most in at_most.items()
    )


def _any_of(wanted: Value | Sequence[Value]) -> Sequence[Value]:
    return wanted if isinstance(wanted, Sequence) and not isinstance(wanted, str) else (wanted,)


def _column(view: View[D], name: str, key: str, document: D) -> Any:  # noqa: ANN401  any value that a column has
    if name == "key":
        return key
    return int(key) if view.one_each and name == "position" else view.columns[name](document)


def _place(view: View[D], name: str, row: tuple[str, D], *, down: bool) -> tuple[bool, Any]:
    """Where a row stands in an order: what has no value comes last, also where it goes *down*."""
    value = _column(view, name, *row)
    return ((value is None) is not down, 0 if value is None else value)
