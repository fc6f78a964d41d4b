"""The clocks of duties in words: what each bar of a picture stands for, and what those do that are not drawn.

Invariant: what a bar shows by its place and form is said by its words, with whose clock it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from projections.course import Run, Verdict
from web.casefile.drawing.bars import Bar, Stack, Stretch
from web.texts.catalog import gettext as _
from web.texts.catalog import mark, ngettext
from web.texts.times import duration, when

VERDICTS: Mapping[Verdict, str] = {
    Verdict.MISSED: mark("missed"),
    Verdict.RUNNING: mark("running"),
    Verdict.PAUSED: mark("paused"),
    Verdict.MET: mark("met"),
    Verdict.ENDED: mark("done without a deadline"),
    Verdict.WAIVED: mark("waived"),
}

LETTER = 0.85
"""A letter takes at most so many percent of the narrowest picture."""

LEGIBLE = 8
"""Fewer letters say nothing."""


@dataclass(frozen=True)
class ShownBar:
    """A clock as picture and table show it; *name* is as much of its title as fits into a part of it, at *name_x*."""

    id: str
    href: str
    title: str
    name: str
    name_x: float
    verdict: str
    how: str
    since: str
    due_words: str
    ended: str
    row: int
    x: float
    end: float
    stretches: Sequence[Stretch]
    due: float | None


@dataclass(frozen=True)
class ShownStack:
    """The clocks of an agency: the bars, and in words the rest that are not drawn."""

    bars: Sequence[ShownBar]
    rows: int
    rest: str
    more: int

    @property
    def count(self) -> int:
        """How many clocks there are, drawn or not."""
        return len(self.bars) + self.more


NO_CLOCKS = ShownStack((), 0, "", 0)


def in_words(stack: Stack, lane: int, titles: Mapping[str, str], at: datetime) -> ShownStack:
    """*stack*, which belongs to the lane number *lane*, as it stands *at* a moment."""
    bars = [_bar(bar, f"c{lane}-{number}", titles, at) for number, bar in enumerate(stack.bars)]
    return ShownStack(bars, stack.rows, told(stack.rest), sum(stack.rest.values()))


def told(counts: Mapping[Verdict, int]) -> str:
    """How many clocks stand how: "1 missed, 12 met"."""
    return ", ".join(f"{counts[verdict]} {_(VERDICTS[verdict])}" for verdict in Verdict if counts.get(verdict))


def duties(counts: Mapping[Verdict, int]) -> str:
    """How many duties there are, and how they stand: "13 duties: 1 missed, 12 met"."""
    count = sum(counts.values())
    return (ngettext("%(num)s duty", "%(num)s duties", count) % {"num": count}) + f": {told(counts)}"


def _bar(bar: Bar, id_: str, titles: Mapping[str, str], at: datetime) -> ShownBar:
    run = bar.run
    title = _(titles.get(run.task, run.title))
    longest = max(bar.stretches, key=lambda each: 0 if each.waits else each.width)
    return ShownBar(
        id=id_,
        href=f"/tasks/{run.task}",
        title=title,
        name="" if longest.waits else _fitting(title, longest.width),
        name_x=longest.x,
        verdict=bar.verdict.value,
        how=how(run, at),
        since=when(run.since, "day"),
        due_words=when(run.due_at, "day"),
        ended=when(run.ended_at, "day"),
        row=bar.row,
        x=bar.x,
        end=bar.end,
        stretches=bar.stretches,
        due=bar.due,
    )


def _fitting(title: str, width: float) -> str:
    room = int(width / LETTER)
    if len(title) <= room:
        return title
    return f"{title[: room - 1].rstrip()}…" if room >= LEGIBLE else ""


def how(run: Run, at: datetime) -> str:
    """How the clock *run* stands *at* a moment, in words."""
    over, verdict = run.over(at), run.verdict(at)
    if over is not None:
        words = _("missed by %(span)s, still open") if run.ended_at is None else _("missed by %(span)s, then ended")
        return words % {"span": duration(over)}
    if verdict is Verdict.MET and run.due_at is not None:
        return _("met, %(span)s before its time") % {"span": duration(run.due_at - run.until(at))}
    if verdict is Verdict.PAUSED:
        until = next(pause.until for pause in run.pauses if pause.since <= at < pause.until)
        return _("paused until %(time)s") % {"time": when(until, "short")}
    if verdict is Verdict.RUNNING:
        left = _("running, %(span)s left") % {"span": duration(run.due_at - at)} if run.due_at else ""
        return left or _("running without a deadline")
    return _(VERDICTS[verdict])
