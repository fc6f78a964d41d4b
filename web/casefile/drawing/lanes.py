"""Where the marks of a timeline stand in a picture with a lane for each agency.

Invariant: every mark is in exactly one cluster, of its own agency's lane, and two clusters of a lane never touch. Pure:
no words, no markup, only places as shares of the width.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo

from web.casefile.drawing.ticks import Tick, ticks_between

WIDTH = 60.0
"""The narrowest picture in rem: below that it is scrolled rather than squeezed."""

GAP = 1.75
"""Clusters of a lane are at least so many rem apart: a mark and a target for a finger."""

MARGIN = 1.5
"""Percent of the width that stay free at either side."""

LONGEST_BEFORE = timedelta(days=14)
"""What happened longer than this, and than the record itself, before the first was recorded stands at the left edge."""


class Axis(enum.StrEnum):
    """Which of its two clocks places a fact."""

    HAPPENED = "happened"
    RECORDED = "recorded"


@dataclass(frozen=True)
class Mark:
    """A fact to be placed: its *position* in the log, its lane, both its clocks, and what it looks like."""

    position: int
    lane: str
    happened: datetime
    recorded: datetime
    late: bool = False
    protected: bool = False
    new: bool = False

    def at(self, axis: Axis) -> datetime:
        """The moment that places it on *axis*."""
        return self.happened if axis is Axis.HAPPENED else self.recorded


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


@dataclass(frozen=True)
class Layout:
    """The picture: its lanes, its scale, and where the present is, if it is in it."""

    lanes: Sequence[Lane]
    ticks: Sequence[Tick]
    present: float | None


@dataclass(frozen=True)
class _Scale:
    first: datetime
    last: datetime

    def x(self, at: datetime) -> float:
        inside = min(max(at, self.first), self.last)
        share = (inside - self.first) / (self.last - self.first)
        return round(MARGIN + share * (100 - 2 * MARGIN), 2)


def lay_out(marks: Iterable[Mark], axis: Axis, now: datetime, zone: tzinfo, order: Sequence[str] = ()) -> Layout:
    """Place *marks* on *axis*; the lanes of *order* come first, the others as their first fact comes."""
    placed = sorted(marks, key=lambda mark: (mark.at(axis), mark.position))
    if not placed:
        return Layout((), (), None)
    scale = _scale(placed, now)
    lanes: dict[str, list[Mark]] = {agency: [] for agency in order}
    for mark in placed:
        lanes.setdefault(mark.lane, []).append(mark)
    drawn = [Lane(agency, _clusters(own, axis, scale)) for agency, own in lanes.items() if own]
    present = scale.x(now) if scale.first <= now <= scale.last else None
    ticks = ticks_between(scale.first, scale.last, zone, scale.x)
    return Layout(drawn, ticks, present)


def _scale(placed: Sequence[Mark], now: datetime) -> _Scale:
    """From the first fact to the last or the present: both clocks have room, whichever of them is the axis."""
    begun = min(mark.recorded for mark in placed)
    ended = max(max(mark.recorded, mark.happened) for mark in placed)
    earliest = begun - max(LONGEST_BEFORE, ended - begun)
    first = max(min(mark.happened for mark in placed), earliest)
    first = min(first, begun)
    last = now if ended <= now <= ended + (ended - first) / 2 else ended
    least = timedelta(hours=1)
    return _Scale(first, max(last, first + least))


def _clusters(own: Sequence[Mark], axis: Axis, scale: _Scale) -> list[Cluster]:
    apart = GAP / WIDTH * 100
    groups: list[tuple[float, list[Mark]]] = []
    for mark in own:
        x = scale.x(mark.at(axis))
        if groups and x - groups[-1][0] < apart:
            groups[-1][1].append(mark)
        else:
            groups.append((x, [mark]))
    return [Cluster(x, tuple(marks), _other(x, marks, axis, scale)) for x, marks in groups]


def _other(x: float, marks: Sequence[Mark], axis: Axis, scale: _Scale) -> float | None:
    """Where the other clock of the latest of the late *marks* points, if one can see that it is elsewhere."""
    late = [mark for mark in marks if mark.late]
    if not late:
        return None
    if axis is Axis.HAPPENED:
        other = scale.x(max(mark.recorded for mark in late))
    else:
        other = scale.x(min(mark.happened for mark in late))
    return other if abs(other - x) >= GAP / WIDTH * 100 / 2 else None
