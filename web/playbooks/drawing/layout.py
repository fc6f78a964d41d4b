"""Where everything of a flowchart stands: phases side by side, under each event its duties, arrows between them.

Invariant: boxes never overlap, every duty is drawn once, and an arrow runs in the spaces between the columns and above
them, never through a box. Pure: no words, no markup, only places. A unit is a sixteenth of the letters' size.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from domain.playbook.rules import Phase
from web.playbooks.drawing.flow import Group, Item, groups_of, links_of
from web.playbooks.drawing.routes import Router, Way

COLUMNS = 5
"""So many columns fit a screen of 1440 pixels: one for each phase, and one more for the longest."""

COLUMN, GUTTER = 228, 36
INDENT = 18
HEAD = 44
"""The height of a phase's heading."""

TRACK = 7
TRIGGER = 44
LINE = 15
AROUND = 46
"""What a box needs beside the lines of its title: its edges, who by when, and its state."""

GAP, APART = 8, 24


@dataclass(frozen=True)
class Box:
    """A rectangle for the duty *id*, or for an event."""

    id: str
    x: int
    y: int
    width: int
    height: int


@dataclass(frozen=True)
class Placed:
    """An event with its box, the boxes of its duties, and the spine between them."""

    group: Group
    box: Box
    duties: Sequence[Box]

    @property
    def spine(self) -> int:
        """Where the line stands from which arrows lead to the duties."""
        return self.box.x + INDENT // 2

    @property
    def bottom(self) -> int:
        """Where the group ends."""
        last = self.duties[-1]
        return last.y + last.height


@dataclass(frozen=True)
class Band:
    """A phase: its place from left to right."""

    phase: Phase
    x: int
    width: int


@dataclass(frozen=True)
class Arrow:
    """A way from one event to another, each by its place among the events; *back* where the flow begins again."""

    source: int
    target: int
    way: Way

    @property
    def back(self) -> bool:
        """Whether it leads to what came before."""
        return self.target < self.source


@dataclass(frozen=True)
class Layout:
    """The whole picture."""

    width: int
    height: int
    bands: Sequence[Band]
    events: Sequence[Placed]
    arrows: Sequence[Arrow]


def lay_out(items: Iterable[Item]) -> Layout:
    """Place the duties *items*."""
    groups = groups_of(items)
    columns = _columns(groups)
    links = links_of(groups)
    column_of = {at: column for column, (_, those) in enumerate(columns) for at in those}
    router = Router([_left(column) for column in range(len(columns) + 1)], GUTTER, HEAD + TRACK, TRACK)
    top = HEAD + TRACK * (router.crossings(links, column_of) + 3)
    events = [event for column, (_, those) in enumerate(columns) for event in _stacked(groups, those, column, top)]
    events.sort(key=lambda event: groups.index(event.group))
    arrows = [Arrow(at, to, router.way(events[at].box, events[to].box, at, to)) for at, to in links]
    width = _left(len(columns)) + GUTTER // 2 if columns else 0
    height = max((event.bottom for event in events), default=0) + APART
    return Layout(width, height, _bands([phase for phase, _ in columns]), events, arrows)


def _left(column: int) -> int:
    return GUTTER + column * (COLUMN + GUTTER)


def _columns(groups: Sequence[Group]) -> list[tuple[Phase, list[int]]]:
    """Which groups stand in which column: each phase has one, and those that are longest get what is left."""
    members = {phase: [at for at, each in enumerate(groups) if each.phase is phase] for phase in Phase}
    shares = {phase: 1 for phase, those in members.items() if those}

    def height(phase: Phase) -> float:
        return sum(_height(groups[at]) for at in members[phase]) / shares[phase]

    while sum(shares.values()) < COLUMNS:
        longest = max((p for p in shares if shares[p] < len(members[p])), key=height, default=None)
        if longest is None:
            break
        shares[longest] += 1
    return [(phase, part) for phase, share in shares.items() for part in _parts(groups, members[phase], share)]


def _parts(groups: Sequence[Group], members: Sequence[int], share: int) -> list[list[int]]:
    """*members* in so many columns of about the same height, each in the order of the flow."""
    parts: list[list[int]] = [[] for _ in range(share)]
    for at in sorted(members, key=lambda at: -_height(groups[at])):
        min(parts, key=lambda part: sum(_height(groups[each]) for each in part)).append(at)
    return sorted(map(sorted, parts))


def _height(group: Group) -> int:
    return TRIGGER + APART + sum(AROUND + LINE * item.lines + GAP for item in group.items)


def _stacked(groups: Sequence[Group], members: Sequence[int], column: int, top: int) -> Iterable[Placed]:
    x, y = _left(column), top
    for at in members:
        group = groups[at]
        event = Box(group.event, x, y, COLUMN, TRIGGER)
        y += TRIGGER + GAP
        duties = []
        for item in group.items:
            duties.append(Box(item.id, x + INDENT, y, COLUMN - INDENT, AROUND + LINE * item.lines))
            y += duties[-1].height + GAP
        yield Placed(group, event, tuple(duties))
        y += APART - GAP


def _bands(phases: Sequence[Phase]) -> list[Band]:
    bands = []
    for phase in dict.fromkeys(phases):
        first = phases.index(phase)
        count = phases.count(phase)
        bands.append(Band(phase, _left(first) - GUTTER // 4, count * (COLUMN + GUTTER) - GUTTER // 2))
    return bands
