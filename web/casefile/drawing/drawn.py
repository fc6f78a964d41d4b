"""A timeline drawn: phases and milestones above, a lane for each agency, clocks, silences, and the ways through time.

Invariant: it is made of entries that were cut for its reader, at the moment of the request, and opens no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from projections import timeline
from projections.course import Milestone, Run, Span, milestones_of, phases_of, runs_of
from web.casefile.choosing import Choice
from web.casefile.drawing import bars, duties, lanes, zoom
from web.casefile.drawing.gaps import gaps_in
from web.casefile.drawing.overview import Overview, overview
from web.casefile.drawing.picture import (
    COURSE,
    FOOT,
    HEAD,
    Names,
    ShownLane,
    ShownTick,
    Spot,
    mark_of,
    shown_lanes,
    shown_ticks,
    spot,
)
from web.casefile.drawing.scale import Axis, Mark, Scale, narrowed, whole
from web.people import People
from web.texts import wording
from web.texts.times import duration, now, when


@dataclass(frozen=True)
class ShownSpan:
    """A phase from *x* over *width* percent; *url* leads to it alone."""

    name: str
    x: float
    width: float
    since: str
    until: str
    url: str


@dataclass(frozen=True)
class ShownMilestone:
    """Milestones near each other, and in words the *duties* that they set going."""

    spot: Spot
    duties: str


@dataclass(frozen=True)
class ShownGap:
    """A silence from *x* over *width* percent, with how long it is; *url* leads to it."""

    x: float
    width: float
    span: str
    since: str
    until: str
    lasting: bool
    url: str


@dataclass(frozen=True)
class Drawn:
    """Everything the page of a picture draws; *count* entries stand in it. *part* is the time that it shows."""

    choice: Choice
    count: int
    lanes: Sequence[ShownLane]
    phases: Sequence[ShownSpan]
    milestones: Sequence[ShownMilestone]
    ticks: Sequence[ShownTick]
    gaps: Sequence[ShownGap]
    present: float | None
    overview: Overview
    part: Scale
    ways: Mapping[str, str]
    ids: Mapping[int, str]

    @property
    def axis(self) -> str:
        """The clock that places what is drawn."""
        return self.choice.axis

    @property
    def height(self) -> float:
        """How high it is, in rem."""
        return self.bottom + FOOT

    @property
    def bottom(self) -> float:
        """Where its lowest lane ends, in rem."""
        return HEAD + COURSE + sum(lane.height for lane in self.lanes)

    def jump(self, position: int) -> str:
        """The address of the entry at *position* in the list of entries, from the page of the picture."""
        return f"?at={self.ids[position]}"

    def closer(self, spot: Spot) -> str:
        """The address of the time of *spot* alone."""
        return self.choice.over(zoom.around(spot.since, spot.until))


def drawn(
    entries: Sequence[timeline.Entry],
    chosen: Sequence[timeline.Entry],
    choice: Choice,
    people: People,
    *,
    own: str,
    titles: Mapping[str, str],
    new: Collection[int] = (),
) -> Drawn | None:
    """The *chosen* of the *entries* of a case as *choice* has them drawn; None where nothing was chosen.

    The lane of the agency *own* comes first, and the entries at the positions *new* are new to the reader.
    """
    if not chosen:
        return None
    axis, at = Axis(choice.axis), now()
    marks = [mark_of(entry, new=entry.position in new) for entry in chosen]
    runs, names = runs_of(entries), Names(entries, titles)
    mine = _wanted(runs, choice, titles)
    all_ = whole(marks, at, (run.due_at for run in mine if run.due_at and run.ended_at is None))
    shown = narrowed(all_, *choice.part)
    inside = [mark for mark in marks if shown.holds(mark.at(axis))]
    placed, clocks = lanes.lay_out(inside, axis, shown, (own,)), _clocks(mine, shown, choice, titles)
    return Drawn(
        choice=choice,
        count=len(inside),
        lanes=shown_lanes(placed, clocks, axis, people, own, names),
        phases=[_span(each, shown, choice) for each in phases_of(entries) if _overlaps(each, shown)],
        milestones=_milestones(milestones_of(entries, runs), axis, shown, names),
        ticks=shown_ticks(shown),
        gaps=_gaps(inside, axis, shown, choice),
        present=shown.x(at) if shown.holds(at) else None,
        overview=overview((mark.at(axis) for mark in marks), all_, shown),
        part=shown,
        ways={name: choice.over(part) or "?" for name, part in zoom.ways(shown, all_).items()},
        ids={entry.position: entry.id for entry in entries},
    )


def _wanted(runs: Sequence[Run], choice: Choice, titles: Mapping[str, str]) -> list[Run]:
    """The clocks that *choice* leaves, as far as its filters speak of clocks."""
    if choice.clocks:
        return []
    words = choice.words.casefold().split()
    return [
        run
        for run in runs
        if choice.agency in {"", run.agency}
        and all(word in titles.get(run.task, run.title).casefold() for word in words)
    ]


def _clocks(
    runs: Sequence[Run], shown: Scale, choice: Choice, titles: Mapping[str, str]
) -> dict[str, duties.ShownStack]:
    at = now()
    rows = bars.ROWS_ALONE if choice.agency else bars.ROWS
    stacks = bars.stacked(bars.in_sight(runs, shown, at), shown, at, rows)
    return {agency: duties.in_words(stack, number, titles, at) for number, (agency, stack) in enumerate(stacks.items())}


def _overlaps(span: Span, shown: Scale) -> bool:
    return span.since <= shown.last and (span.until is None or span.until >= shown.first)


def _span(span: Span, shown: Scale, choice: Choice) -> ShownSpan:
    until = span.until or max(span.since, now())
    x, end = shown.x(span.since), shown.x(until)
    return ShownSpan(
        name=wording.code(span.phase),
        x=x,
        width=round(end - x, 2),
        since=when(span.since, "day"),
        until=when(span.until, "day"),
        url=choice.over(zoom.around(span.since, until)),
    )


def _milestones(found: Sequence[Milestone], axis: Axis, shown: Scale, names: Names) -> list[ShownMilestone]:
    """Those in sight; near ones together, as marks of one lane are."""
    at = now()
    by_position = {each.fact.position: each for each in found}
    marks = [Mark(each.fact.position, "", each.fact.occurred.at, each.fact.recorded_at) for each in found]
    told: list[ShownMilestone] = []
    for lane in lanes.lay_out([mark for mark in marks if shown.holds(mark.at(axis))], axis, shown):
        for number, cluster in enumerate(lane.clusters):
            set_going = [run for mark in cluster.marks for run in by_position[mark.position].runs]
            counted = duties.duties(Counter(run.verdict(at) for run in set_going))
            told.append(ShownMilestone(spot(cluster, f"m{number}", axis, names), counted))
    return told


def _gaps(inside: Sequence[Mark], axis: Axis, shown: Scale, choice: Choice) -> list[ShownGap]:
    found = []
    for gap in gaps_in((mark.at(axis) for mark in inside), shown, now()):
        x = shown.x(gap.since)
        found.append(
            ShownGap(
                x=x,
                width=round(shown.x(gap.until) - x, 2),
                span=duration(gap.until - gap.since),
                since=when(gap.since, "day"),
                until=when(gap.until, "day"),
                lasting=gap.lasting,
                url=choice.over(zoom.around(gap.since, gap.until)),
            )
        )
    return found
