"""Ways for arrows between the columns of a flowchart.

Invariant: a way runs up and down between columns only, and sideways above them or beside the box that it leaves or
reaches; ways to the same event share their tracks, ways to different events never do.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

Point = tuple[int, int]
Way = tuple[Point, ...]
"""The corners of a line whose parts run straight up, down or sideways."""

EDGE = 8
"""So much room stays between a track and the boxes on its left."""

ARROW = 10
"""So much room stays between the last track and the box it leads to."""


class Rectangle(Protocol):
    """What a way leaves or reaches."""

    @property
    def x(self) -> int: ...  # noqa: D102

    @property
    def y(self) -> int: ...  # noqa: D102

    @property
    def width(self) -> int: ...  # noqa: D102

    @property
    def height(self) -> int: ...  # noqa: D102


class Router:
    """Finds ways, and remembers which tracks are taken."""

    def __init__(self, lefts: Sequence[int], gutter: int, top: int, track: int) -> None:
        """Know where each column begins (and where one more would), how wide the space before it is, and the *top*."""
        self._lefts = lefts
        self._gutter = gutter
        self._top = top
        self._track = track
        self._above: dict[int, int] = {}
        self._beside: dict[int, list[int]] = {}

    def crossings(self, links: Iterable[tuple[int, int]], column_of: Mapping[int, int]) -> int:
        """Give every target its tracks; answers how many run above the columns."""
        for at, to in links:
            here, there = column_of[at], column_of[to]
            if self._over(here, there):
                self._above.setdefault(to, len(self._above))
                self._take(here + 1, to)
            self._take(there, to)
        return len(self._above)

    def _take(self, gutter: int, target: int) -> None:
        taken = self._beside.setdefault(gutter, [])
        if target not in taken:
            taken.append(target)

    @staticmethod
    def _over(here: int, there: int) -> bool:
        """Whether a way from one column to the other leads above those between."""
        return there not in {here, here + 1}

    def way(self, source: Rectangle, target: Rectangle, at: int, to: int) -> Way:
        """The corners from *source*, the event *at*, to *target*, the event *to*."""
        del at
        here, there = self._lefts.index(source.x), self._lefts.index(target.x)
        end = (target.x, target.y + target.height // 3)
        down = self._x(there, to)
        if here == there:
            out = source.y + source.height * 2 // 3
            return ((source.x, out), (down, out), (down, end[1]), end)
        right, out = source.x + source.width, source.y + source.height // 2
        if not self._over(here, there):
            return ((right, out), (down, out), (down, end[1]), end)
        up, above = self._x(here + 1, to), self._top + self._track * self._above[to]
        return ((right, out), (up, out), (up, above), (down, above), (down, end[1]), end)

    def _x(self, gutter: int, target: int) -> int:
        """Where the track to *target* runs in the space before a column."""
        taken = self._beside[gutter]
        room = self._gutter - EDGE - ARROW
        return self._lefts[gutter] - self._gutter + EDGE + room * (taken.index(target) + 1) // (len(taken) + 1)
