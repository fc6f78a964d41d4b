"""How much there was when, over the whole record: a strip to choose a part of time from.

Invariant: every mark is counted in one column; the strip is one path, however much there was.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from math import sqrt

from web.casefile.drawing.scale import MARGIN, Scale

COLUMNS = 120
HEIGHT = 20


@dataclass(frozen=True)
class Overview:
    """A *path* in a box of *width* by *height*; what is shown of it is from *x* to *end*, in percent."""

    path: str
    width: int
    height: int
    first: datetime
    last: datetime
    x: float
    end: float


def overview(moments: Iterable[datetime], all_: Scale, shown: Scale) -> Overview:
    """The strip over *all_*, in which *shown* is marked."""
    counted = counts(moments, all_)
    most = max(counted.values(), default=1)
    tall = {column: max(2, round(HEIGHT * sqrt(count / most))) for column, count in counted.items()}
    path = "".join(f"M{column} {HEIGHT}v-{tall[column]}h1v{tall[column]}z" for column in sorted(tall))
    return Overview(path, COLUMNS, HEIGHT, all_.first, all_.last, all_.x(shown.first), all_.x(shown.last))


def counts(moments: Iterable[datetime], all_: Scale) -> Counter[int]:
    """How many of *moments* stand in each column."""
    first, inside = MARGIN / 100 * COLUMNS, (1 - MARGIN / 50) * COLUMNS
    return Counter(int(first + all_.share(at) * inside) for at in moments)
