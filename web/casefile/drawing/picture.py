"""The timeline as a picture: lanes by agency with their marks and clocks, and the tables that say the same.

Invariant: picture and tables are made from the same clusters and bars, so that none shows what the others do not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from domain.codes import Country
from domain.context import SYSTEM_AGENCY
from projections import timeline
from web.casefile.drawing import lanes
from web.casefile.drawing.duties import NO_CLOCKS, ShownStack
from web.casefile.drawing.lanes import Cluster
from web.casefile.drawing.scale import Axis, Mark, Scale
from web.casefile.drawing.ticks import ticks_between
from web.people import People
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import language
from web.texts.times import when, zone

HEAD, COURSE, LANE, ROW, FOOT = 1.75, 2.75, 2.25, 1.125, 1.75
"""In rem: the scale above, phases and milestones, the marks of a lane, a row of bars under them, the scale below."""


@dataclass(frozen=True)
class Told:
    """Facts alike in a cluster: *title* in words, how many, and the *position* of the first."""

    title: str
    count: int
    position: int


@dataclass(frozen=True)
class Spot:
    """A cluster as picture and table show it. Facts of many kinds are *told* kind by kind, and *more* are not named."""

    id: str
    x: float
    other: float | None
    count: int
    when: str
    late: bool
    protected: bool
    new: bool
    told: Sequence[Told]
    by_kind: bool
    more: int
    since: datetime
    until: datetime


class Names:
    """What entries are called, by position: in full, with the task they are of, or by their kind alone."""

    def __init__(self, entries: Iterable[timeline.Entry], tasks: Mapping[str, str]) -> None:
        """Of *entries*; *tasks* are the titles of tasks."""
        self._entries = {entry.position: entry for entry in entries}
        self._tasks = tasks
        self._kinds: dict[str, str] = {}

    def kind(self, position: int) -> str:
        """What the entry at *position* is."""
        name = self._entries[position].name
        if name not in self._kinds:
            self._kinds[name] = wording.event(name)
        return self._kinds[name]

    def full(self, position: int) -> str:
        """What the entry at *position* is, and of which task."""
        title = self._tasks.get(self._entries[position].task or "")
        return f"{self.kind(position)}: {_(title)}" if title else self.kind(position)


@dataclass(frozen=True)
class ShownLane:
    """An agency with what it recorded, and the clocks of its duties; it lies *top* rem below the upper edge."""

    agency: str
    name: str
    country: Country | None
    own: bool
    count: int
    spots: Sequence[Spot]
    clocks: ShownStack
    top: float

    @property
    def middle(self) -> float:
        """Where its marks are, in rem."""
        return self.top + LANE / 2

    @property
    def bars_top(self) -> float:
        """Where its bars begin, in rem."""
        return self.top + LANE - 0.125

    @property
    def height(self) -> float:
        """How high it is, in rem."""
        return height(self.clocks)


@dataclass(frozen=True)
class ShownTick:
    """A line of the scale with its words; *strong* where a new day or month begins."""

    x: float
    words: str
    strong: bool


def height(clocks: ShownStack) -> float:
    """How high a lane with *clocks* is, in rem."""
    return LANE + clocks.rows * ROW + (0.25 if clocks.rows else 0)


def mark_of(entry: timeline.Entry, *, new: bool = False) -> Mark:
    """*entry* as it is placed in a picture."""
    return Mark(
        position=entry.position,
        lane=entry.agency,
        happened=entry.occurred.at,
        recorded=entry.recorded_at,
        late=entry.late,
        protected=entry.audience.kind.value == "protected",
        new=new,
    )


def shown_lanes(
    placed: Sequence[lanes.Lane],
    clocks: Mapping[str, ShownStack],
    axis: Axis,
    people: People,
    own: str,
    names: Names,
) -> list[ShownLane]:
    """The lanes one below the other: one's *own* first, Lantern's own last, and those that have clocks alone too."""
    clusters = {lane.agency: lane.clusters for lane in placed} | {
        agency: () for agency in clocks if agency not in {lane.agency for lane in placed}
    }
    ordered = sorted(clusters, key=lambda agency: (agency != own, agency == SYSTEM_AGENCY))
    found: list[ShownLane] = []
    top = HEAD + COURSE
    for index, agency in enumerate(ordered):
        spots = [spot(each, f"s{index}-{number}", axis, names) for number, each in enumerate(clusters[agency])]
        found.append(_lane(agency, spots, clocks.get(agency, NO_CLOCKS), people, own, top))
        top = found[-1].top + found[-1].height
    return found


def _lane(agency: str, spots: Sequence[Spot], clocks: ShownStack, people: People, own: str, top: float) -> ShownLane:
    known = people.agency(agency)
    return ShownLane(
        agency=agency,
        name="Lantern" if agency == SYSTEM_AGENCY else people.agency_name(agency),
        country=known.country if known else None,
        own=agency == own,
        count=sum(spot.count for spot in spots),
        spots=spots,
        clocks=clocks,
        top=top,
    )


TITLED, NAMED = 2, 3
"""So many titles are told about a cluster; of what is more manifold, so many kinds."""


def spot(cluster: Cluster, id_: str, axis: Axis, names: Names) -> Spot:
    """*cluster* in words, with the *names* of its entries."""
    told, by_kind = _told(cluster.marks, names.full, TITLED), False
    if len(told) > TITLED:
        told, by_kind = sorted(_told(cluster.marks, names.kind), key=lambda each: -each.count), True
    since, until = (cluster.marks[end].at(axis) for end in (0, -1))
    first, last = when(since, "day"), when(until, "day")
    if when(since, "date") == when(until, "date") and first != last:
        last = when(until, "time")
    return Spot(
        id=id_,
        x=cluster.x,
        other=cluster.other,
        count=len(cluster.marks),
        when=first if first == last else f"{first} – {last}",
        late=cluster.late,
        protected=cluster.protected,
        new=cluster.new,
        told=told[:NAMED],
        by_kind=by_kind,
        more=sum(each.count for each in told[NAMED:]),
        since=since,
        until=until,
    )


def _told(marks: Iterable[Mark], name: Callable[[int], str], most: int | None = None) -> list[Told]:
    """What *marks* are called, with how many are called so; no further than where there are more than *most*."""
    counted: dict[str, list[int]] = {}
    for mark in marks:
        found = counted.setdefault(name(mark.position), [0, mark.position])
        found[0] += 1
        if most is not None and len(counted) > most:
            break
    return [Told(title, count, first) for title, (count, first) in counted.items()]


def shown_ticks(scale: Scale) -> list[ShownTick]:
    """The scale in words."""
    ticks = ticks_between(scale.first, scale.last, zone(), scale.x)
    return [ShownTick(tick.x, _tick_words(tick.at, tick.form), tick.form != "time") for tick in ticks]


def _tick_words(at: datetime, form: str) -> str:
    if form == "time":
        return when(at, "time")
    return format_date(at.date(), "d MMM" if form == "day" else "MMM y", language())
