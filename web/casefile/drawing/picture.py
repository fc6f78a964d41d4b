"""The timeline as a picture: lanes by agency, and the table that says the same.

Invariant: picture and table are made from the same clusters, so that neither shows what the other does not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from babel.dates import format_date

from domain.codes import Country
from domain.context import SYSTEM_AGENCY
from projections import timeline
from web.casefile.drawing import lanes
from web.casefile.drawing.lanes import Axis, Cluster, Layout, Mark
from web.people import People
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import language, ngettext
from web.texts.times import now, when, zone


@dataclass(frozen=True)
class Told:
    """Facts of one kind in a cluster: *title* in words, how many, and the *position* of the first."""

    title: str
    count: int
    position: int


@dataclass(frozen=True)
class Spot:
    """A cluster as picture and table show it; *label* says all of it in one line."""

    id: str
    x: float
    other: float | None
    count: int
    when: str
    late: bool
    protected: bool
    new: bool
    label: str
    told: Sequence[Told]


@dataclass(frozen=True)
class ShownLane:
    """An agency with what it recorded."""

    agency: str
    name: str
    country: Country | None
    own: bool
    count: int
    spots: Sequence[Spot]


@dataclass(frozen=True)
class ShownTick:
    """A line of the scale with its words; *strong* where a new day or month begins."""

    x: float
    words: str
    strong: bool


@dataclass(frozen=True)
class Picture:
    """Everything the template draws."""

    axis: str
    count: int
    lanes: Sequence[ShownLane]
    ticks: Sequence[ShownTick]
    present: float | None


def picture_of(
    entries: Sequence[timeline.Entry],
    axis: Axis,
    people: People,
    *,
    own: str,
    titles: Mapping[str, str],
    new: Collection[int] = (),
) -> Picture:
    """*entries* as lanes, that of the agency *own* first; those at the positions *new* are new to the reader."""
    marks = [_mark(entry, entry.position in new) for entry in entries]
    layout = lanes.lay_out(marks, axis, now(), zone(), (own,))
    by_position = {entry.position: _title(entry, titles) for entry in entries}
    ordered = sorted(layout.lanes, key=lambda lane: (lane.agency == SYSTEM_AGENCY,))
    shown = [_lane(lane, index, axis, people, own, by_position) for index, lane in enumerate(ordered)]
    return Picture(axis.value, len(entries), shown, _ticks(layout), layout.present)


def _mark(entry: timeline.Entry, new: bool) -> Mark:  # noqa: FBT001  a mark is new or not
    return Mark(
        position=entry.position,
        lane=entry.agency,
        happened=entry.occurred.at,
        recorded=entry.recorded_at,
        late=entry.late,
        protected=entry.audience.kind.value == "protected",
        new=new,
    )


def _title(entry: timeline.Entry, titles: Mapping[str, str]) -> str:
    event = wording.event(entry.name)
    task = titles.get(entry.task or "")
    return f"{event}: {_(task)}" if task else event


def _lane(lane: lanes.Lane, index: int, axis: Axis, people: People, own: str, titles: Mapping[int, str]) -> ShownLane:
    agency = people.agency(lane.agency)
    name = "Lantern" if lane.agency == SYSTEM_AGENCY else people.agency_name(lane.agency)
    spots = [_spot(cluster, f"spot-{index}-{number}", axis, titles) for number, cluster in enumerate(lane.clusters)]
    return ShownLane(
        agency=lane.agency,
        name=name,
        country=agency.country if agency else None,
        own=lane.agency == own,
        count=sum(spot.count for spot in spots),
        spots=spots,
    )


def _spot(cluster: Cluster, id_: str, axis: Axis, titles: Mapping[int, str]) -> Spot:
    told = _told(cluster.marks, titles)
    first, last = (when(cluster.marks[end].at(axis), "day") for end in (0, -1))
    span = first if first == last else f"{first} – {last}"
    return Spot(
        id=id_,
        x=cluster.x,
        other=cluster.other,
        count=len(cluster.marks),
        when=span,
        late=cluster.late,
        protected=cluster.protected,
        new=cluster.new,
        label=_label(cluster, told, span),
        told=told,
    )


def _told(marks: Iterable[Mark], titles: Mapping[int, str]) -> Sequence[Told]:
    marks = tuple(marks)
    counted = Counter(titles[mark.position] for mark in marks)
    begun: dict[str, int] = {}
    for mark in marks:
        begun.setdefault(titles[mark.position], mark.position)
    return tuple(Told(title, count, begun[title]) for title, count in counted.items())


NAMED = 3
"""So many kinds of facts are named in the one line about a cluster."""


def _label(cluster: Cluster, told: Sequence[Told], span: str) -> str:
    count = len(cluster.marks)
    if count == 1:
        said = f"{told[0].title}, {span}"
    else:
        named = "; ".join(each.title if each.count == 1 else f"{each.title} ({each.count})" for each in told[:NAMED])
        more = " …" if len(told) > NAMED else ""
        entries = ngettext("%(num)s entry", "%(num)s entries", count) % {"num": count}
        said = f"{entries}, {span}: {named}{more}"
    marks = [word for word, true in ((_("recorded late"), cluster.late), (_("new"), cluster.new)) if true]
    return ", ".join((said, *marks))


def _ticks(layout: Layout) -> list[ShownTick]:
    return [ShownTick(tick.x, _tick_words(tick.at, tick.form), tick.form != "time") for tick in layout.ticks]


def _tick_words(at: datetime, form: str) -> str:
    if form == "time":
        return when(at, "time")
    return format_date(at.date(), "d MMM" if form == "day" else "MMM y", language())
