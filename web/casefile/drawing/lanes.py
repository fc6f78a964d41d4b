"""Where the marks of a timeline stand in a picture with a lane for each agency.

Invariant: every mark is in exactly one cluster, of its own agency's lane, and two clusters of a lane never touch. Pure:
no words, no markup, only places as shares of the width.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from web.casefile.drawing.scale import Axis, Mark, Scale

WIDTH = 60.0
"""The narrowest picture in rem: below that it is scrolled rather than squeezed."""

GAP = 1.75
"""Clusters of a lane are at least so many rem apart: a mark and a target for a finger."""


@dataclass(frozen=True)
class Cluster:
    """Marks too near to be drawn apart, at *x* percent; *other* is where the other clock of the late is."""

    x: float
    marks: Sequence[Mark]
    other: float | None

    @property
    def late(self) -> bool:
        """Whether something in it was recorded late."""
        return any(mark.late for mark in self.marks)

    @property
    def protected(self) -> bool:
        """Whether all of it is kept from immigration enforcement."""
        return all(mark.protected for mark in self.marks)

    @property
    def new(self) -> bool:
        """Whether something in it is new to the reader."""
        return any(mark.new for mark in self.marks)


@dataclass(frozen=True)
class Lane:
    """What one agency recorded."""

    agency: str
    clusters: Sequence[Cluster]


MOST = 120
"""So many clusters can be told apart in one picture: where there would be more, they are farther apart."""

WIDER = 1.3


def lay_out(marks: Iterable[Mark], axis: Axis, scale: Scale, order: Sequence[str] = ()) -> list[Lane]:
    """Place *marks* on *axis*; the lanes of *order* come first, the others as their first fact comes."""
    placed: dict[str, list[tuple[float, Mark]]] = {agency: [] for agency in order}
    for at, _position, mark in sorted((mark.at(axis), mark.position, mark) for mark in marks):
        placed.setdefault(mark.lane, []).append((scale.x(at), mark))
    apart = GAP / WIDTH * 100
    while True:
        grouped = {agency: _grouped(own, apart) for agency, own in placed.items() if own}
        if sum(map(len, grouped.values())) <= max(MOST, len(grouped)):
            break
        apart *= WIDER
    return [
        Lane(agency, [Cluster(x, tuple(marks), _other(x, marks, axis, scale)) for x, marks in groups])
        for agency, groups in grouped.items()
    ]


def _grouped(own: Sequence[tuple[float, Mark]], apart: float) -> list[tuple[float, list[Mark]]]:
    """The marks of a lane in groups, the first of which are at least so far *apart*."""
    groups: list[tuple[float, list[Mark]]] = []
    for x, mark in own:
        if groups and x - groups[-1][0] < apart:
            groups[-1][1].append(mark)
        else:
            groups.append((x, [mark]))
    return groups


def _other(x: float, marks: Sequence[Mark], axis: Axis, scale: Scale) -> float | None:
    """Where the other clock of the latest of the late *marks* points, if one can see that it is elsewhere."""
    late = [mark for mark in marks if mark.late]
    if not late:
        return None
    if axis is Axis.HAPPENED:
        other = scale.x(max(mark.recorded for mark in late))
    else:
        other = scale.x(min(mark.happened for mark in late))
    return other if abs(other - x) >= GAP / WIDTH * 100 / 2 else None
