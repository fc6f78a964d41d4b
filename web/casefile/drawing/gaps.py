"""The silences of a timeline: the longest stretches in which nothing was recorded, or nothing happened.

Invariant: a gap lies between two neighbours of what is shown, or between the last and the present; none holds a mark.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from web.casefile.drawing.scale import Scale

MOST = 5
"""So many gaps are told: the longest."""

LEAST = timedelta(hours=1)
SHARE = 20
"""A gap is worth telling from an hour on, and from this part of what is shown."""


@dataclass(frozen=True)
class Gap:
    """Nothing from *since* until *until*; *lasting* where that is the present."""

    since: datetime
    until: datetime
    lasting: bool = False


def gaps_in(moments: Iterable[datetime], scale: Scale, now: datetime) -> list[Gap]:
    """The longest gaps between *moments* that lie in *scale*, in the order of time."""
    least = max(LEAST, scale.span / SHARE)
    placed = sorted(at for at in moments if scale.holds(at))
    found = [Gap(since, until) for since, until in pairwise(placed) if until - since >= least]
    if placed and scale.holds(now) and now - placed[-1] >= least:
        found.append(Gap(placed[-1], now, lasting=True))
    longest = sorted(found, key=lambda gap: gap.since - gap.until)
    return sorted(longest[:MOST], key=lambda gap: gap.since)
