"""Where the clocks of an agency's duties stand under its lane: bars in rows, what most needs somebody and lasts first.

Invariant: no bar lies upon another, and each clock is either drawn once or counted among the rest. Pure: no words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from projections.course import Run, Verdict
from web.casefile.drawing.scale import Scale

ROWS, ROWS_ALONE = 3, 8
"""So many rows of bars stand under a lane, and under the lane of an agency that is looked at alone."""

MOST = 72
"""So many bars can be told apart in one picture."""

THIN = 0.7
"""Percent of the width that a bar has at least, so that it can be seen and pointed at."""

APART = 0.3
"""Percent of the width between two bars of a row."""

ORDER = {verdict: place for place, verdict in enumerate(Verdict)}


@dataclass(frozen=True)
class Stretch:
    """A part of a bar, from *x* over *width* percent: it ran, it *waits*, or it ran *over* its time."""

    x: float
    width: float
    waits: bool = False
    over: bool = False


@dataclass(frozen=True)
class Bar:
    """A clock in its *row*; *due* is where its deadline stands, where that can be seen."""

    run: Run
    verdict: Verdict
    row: int
    x: float
    end: float
    stretches: Sequence[Stretch]
    due: float | None


@dataclass(frozen=True)
class Stack:
    """The clocks of one agency: bars in *rows*, and how many more there are, by how they stand."""

    bars: Sequence[Bar] = ()
    rest: Mapping[Verdict, int] = field(default_factory=dict)

    @property
    def rows(self) -> int:
        """How many rows it takes."""
        return max((bar.row + 1 for bar in self.bars), default=0)


def in_sight(runs: Iterable[Run], scale: Scale, at: datetime) -> list[Run]:
    """Those of *runs* of which something can be seen in *scale*."""
    return [run for run in runs if run.since <= scale.last and run.until(at) >= scale.first]


def stacked(runs: Sequence[Run], scale: Scale, at: datetime, rows: int = ROWS) -> dict[str, Stack]:
    """*runs*, which are in sight, as they stand *at* a moment, by agency."""
    verdicts = {run.opened: run.verdict(at) for run in runs}
    urgent = sorted(runs, key=lambda run: (ORDER[verdicts[run.opened]], run.since - run.until(at), run.opened))
    drawn: dict[str, list[Bar]] = {run.agency: [] for run in runs}
    rest: dict[str, Counter[Verdict]] = {run.agency: Counter() for run in runs}
    for run in urgent[:MOST]:
        bar = _bar(run, verdicts[run.opened], scale, at)
        row = _free(drawn[run.agency], bar, rows)
        if row is None:
            rest[run.agency][bar.verdict] += 1
        else:
            drawn[run.agency].append(replace(bar, row=row))
    for run in urgent[MOST:]:
        rest[run.agency][verdicts[run.opened]] += 1
    return {
        agency: Stack(sorted(bars, key=lambda bar: (bar.run.since, bar.run.opened)), rest[agency])
        for agency, bars in drawn.items()
    }


def _free(bars: Iterable[Bar], wanted: Bar, rows: int) -> int | None:
    """The first of *rows* in which the *wanted* bar lies upon none of *bars*."""
    taken = {bar.row for bar in bars if wanted.x < bar.end + APART and bar.x < wanted.end + APART}
    return next((row for row in range(rows) if row not in taken), None)


def _bar(run: Run, verdict: Verdict, scale: Scale, at: datetime) -> Bar:
    begin = scale.x(run.since)
    end = round(max(scale.x(run.until(at)), begin + THIN), 2)
    due = scale.x(run.due_at) if run.due_at is not None and scale.holds(run.due_at) else None
    return Bar(run, verdict, 0, begin, max(end, due or end), _stretches(run, scale, at, begin, end), due)


def _stretches(run: Run, scale: Scale, at: datetime, begin: float, end: float) -> list[Stretch]:
    """The parts of a bar: each pause by itself, and what was too much by itself."""
    kept = end if run.over(at) is None or run.due_at is None else min(max(scale.x(run.due_at), begin), end)
    found, x = [], begin
    for pause in run.pauses:
        waits, goes = (min(max(scale.x(moment), x), kept) for moment in (pause.since, min(pause.until, run.until(at))))
        found += [Stretch(x, waits - x), Stretch(waits, goes - waits, waits=True)]
        x = goes
    found += [Stretch(x, kept - x), Stretch(kept, end - kept, over=True)]
    return [Stretch(each.x, round(each.width, 2), each.waits, each.over) for each in found if each.width > 0]
