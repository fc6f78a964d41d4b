"""Between which times the entries of a log can have come, as authorities say who timestamped it.

Invariant: what is told names a position and times, and never more than one thing of an entry.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from datetime import datetime, timedelta
from itertools import accumulate
from typing import NamedTuple

from infra.codec.facts import time_text

BACK = timedelta(minutes=2)
"""A clock that is wrong by more than this is told of: facts are refused that lie further ahead."""

FIRST, LAST = "", "~"


class Told(NamedTuple):
    """What is no fault and still to be known."""

    position: int
    what: str


class Floors:
    """Since when an entry can have been there at the earliest, as others say who knew the log without it."""

    def __init__(self, known: Sequence[tuple[int, datetime]]) -> None:
        """*known* are sizes that the log had at times, in any order."""
        ordered = sorted(known)
        self._sizes = [size for size, _ in ordered]
        self._times = list(accumulate((at for _, at in ordered), max))

    def came_after(self, position: int) -> datetime | None:
        """A time at which the entry at *position* was not there yet; None where nobody says."""
        place = bisect_left(self._sizes, position)
        return self._times[place - 1] if place else None


class Span:
    """The times between two timestamps: from *begin* to *end*, for the entries up to position *until*."""

    def __init__(self, dates: Sequence[tuple[int, datetime]]) -> None:
        """Begin before the first of *dates*: how many entries were there at which time, the fewest first."""
        self._sizes = [size for size, _ in dates]
        self._ends = [at for _, at in dates]
        self._begins = list(accumulate(self._ends, max))
        self._move(0)

    def told(self, position: int, time: str) -> list[Told]:
        """What there is to tell of the entry at *position*, which says that it was recorded at *time*."""
        self._move(bisect_left(self._sizes, position))
        if time < self.begin:
            begun = time_text(self._begins[self._place - 1])
            why = f"it says that it was recorded at {time}, and was not there yet at {begun}"
        elif time > self.end:
            ended = time_text(self._ends[self._place])
            why = f"it says that it was recorded at {time}, and was there already at {ended}"
        else:
            return []
        return [Told(position, f"{why}, when the log was timestamped")]

    def _move(self, place: int) -> None:
        """Take the span that ends with the date at *place*."""
        self._place = place
        last = place == len(self._sizes)
        self.until = 2**63 if last else self._sizes[place]
        self.begin = time_text(self._begins[place - 1] - BACK) if place else FIRST
        self.end = LAST if last else time_text(self._ends[place] + BACK)
