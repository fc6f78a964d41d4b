"""Which part of time a picture shows, and where in it a moment stands.

Invariant: every moment has a place inside of the picture; what lies beyond an edge stands at it. Pure: no words.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

import msgspec

MARGIN = 1.5
"""Percent of the width that stay free at either side."""

LONGEST_BEFORE = timedelta(days=14)
"""What happened longer than this, and than the record itself, before the first was recorded stands at the left edge."""

SHORTEST = timedelta(hours=1)
"""The least time that a whole record is drawn over."""


class Axis(enum.StrEnum):
    """Which of its two clocks places a fact."""

    HAPPENED = "happened"
    RECORDED = "recorded"


class Mark(msgspec.Struct, frozen=True):
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
class Scale:
    """The time from *first* to *last*, drawn from the left to the right."""

    first: datetime
    last: datetime

    @cached_property
    def span(self) -> timedelta:
        """How much time it is."""
        return self.last - self.first

    def share(self, at: datetime) -> float:
        """Which part of it has passed at the moment *at*, from 0 to 1."""
        passed = (at - self.first) / self.span
        return 0.0 if passed < 0 else 1.0 if passed > 1 else passed

    def x(self, at: datetime) -> float:
        """Where the moment *at* stands, in percent of the width."""
        return round(MARGIN + self.share(at) * (100 - 2 * MARGIN), 2)

    def holds(self, at: datetime) -> bool:
        """Whether the moment *at* lies in it."""
        return self.first <= at <= self.last


def whole(marks: Sequence[Mark], now: datetime, ahead: Iterable[datetime] = ()) -> Scale:
    """From the first fact of *marks*, of which there is one, to the last, the present or what lies *ahead*, if near.

    Both clocks have room, whichever of them is the axis.
    """
    begun = min(mark.recorded for mark in marks)
    ended = max(max(mark.recorded, mark.happened) for mark in marks)
    earliest = begun - max(LONGEST_BEFORE, ended - begun)
    first = min(max(min(mark.happened for mark in marks), earliest), begun)
    last = now if ended <= now <= ended + (ended - first) / 2 else ended
    near = last + (last - first) / 4
    last = max([last, *(min(at, near) for at in ahead)])
    return Scale(first, max(last, first + SHORTEST))


def narrowed(scale: Scale, begin: datetime | None, end: datetime | None) -> Scale:
    """*scale* from *begin* to *end*, where these are said; the whole where they leave nothing of it."""
    first, last = begin or scale.first, end or scale.last
    return Scale(first, last) if first < last else scale
