"""The ways from one part of time to another: nearer, farther, earlier, later, and where something is.

Invariant: every way leads to whole minutes within the record, and none to where one already is.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from web.casefile.drawing.scale import Scale

LEAST = timedelta(minutes=10)
"""The nearest that one can look."""

MINUTE = timedelta(minutes=1)

Range = tuple[datetime | None, datetime | None]
WHOLE: Range = (None, None)


def ways(shown: Scale, all_: Scale) -> Mapping[str, Range]:
    """The ways from what is *shown* of *all_*: in, out, earlier, later and whole, as far as there are such."""
    quarter, half = shown.span / 4, shown.span / 2
    found: dict[str, Range] = {}
    if half >= LEAST:
        found["in"] = rounded(shown.first + quarter, shown.last - quarter)
    if all_.first < shown.first or shown.last < all_.last:
        wide = Scale(shown.first - half, shown.last + half)
        found["out"] = within(wide, all_)
        found["whole"] = WHOLE
    if all_.first < shown.first:
        found["earlier"] = rounded(shown.first - half, shown.last - half)
    if shown.last < all_.last:
        found["later"] = rounded(shown.first + half, shown.last + half)
    return found


def within(wide: Scale, all_: Scale) -> Range:
    """As much of *wide* as lies in *all_*; the whole where that is all of it."""
    if wide.first <= all_.first and all_.last <= wide.last:
        return WHOLE
    return rounded(max(wide.first, all_.first), min(wide.last, all_.last))


def around(since: datetime, until: datetime) -> Range:
    """What lies between two moments, with something of what is before and after."""
    edge = max((until - since) / 10, LEAST / 2)
    return rounded(since - edge, until + edge)


def rounded(first: datetime, last: datetime) -> Range:
    """From the minute of *first* to the one after that of *last*."""
    begin, end = (moment.replace(second=0, microsecond=0) for moment in (first, last))
    return begin, end if end == last else end + MINUTE
