"""A playbook as a flowchart in words, with the path of one case on it.

Invariant: places and lines are worked out once for a set of rules, a country and a language; a page adds states only.
Picture and table are made from the same boxes, so that neither shows what the other does not.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from weakref import WeakKeyDictionary

from domain.codes import Country
from domain.playbook.rules import Phase, Placed, Playbooks
from web.playbooks import words
from web.playbooks.drawing import layout
from web.playbooks.drawing.flow import Item
from web.playbooks.drawing.layout import COLUMN, INDENT, LINE, Layout
from web.playbooks.drawing.lines import broken, width_of
from web.playbooks.duties import PHASES, STATES, Duty, State, counted, in_words
from web.playbooks.reading import name_of, placed_in
from web.texts.catalog import gettext as _
from web.texts.catalog import language, ngettext
from web.texts.times import when

TITLE, SMALL = 12, 11.5
"""Sizes of letters, in the units of the picture."""

ROOM = COLUMN - INDENT - 18
MOST = 4
"""So many lines has the title of a duty at most; the table has all of it."""


@dataclass(frozen=True)
class Drawn:
    """What is the same for every case: where everything is, and the lines of every title."""

    layout: Layout
    placed: Mapping[str, Placed]
    titles: Mapping[str, words.Title]
    lines: Mapping[str, Sequence[str]]
    events: Mapping[str, Sequence[str]]


@dataclass(frozen=True)
class ShownBox:
    """A duty: its place, its words, and how it stands in the case; *label* says all of it in one line."""

    id: str
    box: layout.Box
    lines: Sequence[str]
    title: str
    language: str | None
    who: str
    clock: str
    conditions: str
    state: State
    states: str
    brief: str
    label: str

    @property
    def opened(self) -> bool:
        """Whether the case has come to it."""
        return self.state is not State.NOT_YET


@dataclass(frozen=True)
class ShownEvent:
    """An event with the duties that it gives; *when* it happened in the case, in words."""

    id: str
    box: layout.Box
    spine: int
    lines: Sequence[str]
    title: str
    phase: Phase
    phase_name: str
    when: str
    boxes: Sequence[ShownBox]

    @property
    def reach(self) -> int:
        """How far down its spine leads: to the last duty that the case has come to."""
        opened = [each.box for each in self.boxes if each.opened]
        return opened[-1].y + 22 if opened else 0


@dataclass(frozen=True)
class ShownArrow:
    """A way from event to event, as a path; *taken* where both have happened."""

    path: str
    title: str
    taken: bool
    back: bool


@dataclass(frozen=True)
class ShownBand:
    """A phase, and whether the case is in it."""

    name: str
    x: int
    width: int
    current: bool
    count: str


@dataclass(frozen=True)
class Chart:
    """Everything the template draws."""

    width: int
    height: int
    bands: Sequence[ShownBand]
    events: Sequence[ShownEvent]
    arrows: Sequence[ShownArrow]
    count: int
    line: int = LINE


_drawn: WeakKeyDictionary[Playbooks, dict[tuple[Country, tuple[str, ...]], Drawn]] = WeakKeyDictionary()


def drawn(playbooks: Playbooks, country: Country, reads: Sequence[str] = ()) -> Drawn:
    """The picture of *playbooks* for a country, made once for the languages that somebody *reads*."""
    known = _drawn.setdefault(playbooks, {})
    key = (country, (language(), *reads))
    if key not in known:
        known[key] = _draw(playbooks, country, reads)
    return known[key]


def _draw(playbooks: Playbooks, country: Country, reads: Sequence[str]) -> Drawn:
    placed = {name_of(each.playbook, each.rule): each for each in placed_in(playbooks, country)}
    titles = {name: words.title_of(each.rule, reads) for name, each in placed.items()}
    lines = {name: broken(title.text, ROOM, TITLE, MOST, bold=True) for name, title in titles.items()}
    rules = {name: each.rule for name, each in placed.items()}
    items = [Item(name, rule.phase, rule.on, rule.closes_on, len(lines[name])) for name, rule in rules.items()]
    said = {rule.on: words.event_words(rule.on) for rule in rules.values()}
    events = {name: broken(event, COLUMN - 24, TITLE + 1, 1, bold=True) for name, event in said.items()}
    return Drawn(layout.lay_out(items), placed, titles, lines, events)


def chart_of(
    playbooks: Playbooks,
    country: Country,
    duties: Sequence[Duty] = (),
    happened: Mapping[str, Sequence[datetime]] | None = None,
    current: Phase | None = None,
    reads: Sequence[str] = (),
) -> Chart:
    """The flowchart of *playbooks* in *country*, with the path of a case: its *duties*, and what *happened* when."""
    base = drawn(playbooks, country, reads)
    of_rule: dict[str, list[Duty]] = {}
    for duty in duties:
        if duty.task.country in {None, country}:
            of_rule.setdefault(duty.name, []).append(duty)
    times = happened or {}
    events = [_event(base, at, of_rule, times) for at in range(len(base.layout.events))]
    bands = [_band(band, events, current) for band in base.layout.bands]
    arrows = sorted((_arrow(arrow, events) for arrow in base.layout.arrows), key=lambda arrow: arrow.taken)
    return Chart(base.layout.width, base.layout.height, bands, events, arrows, len(base.placed))


def _event(
    base: Drawn, at: int, duties: Mapping[str, Sequence[Duty]], happened: Mapping[str, Sequence[datetime]]
) -> ShownEvent:
    placed = base.layout.events[at]
    name, phase = placed.group.event, placed.group.phase
    return ShownEvent(
        id=f"event-{at}",
        box=placed.box,
        spine=placed.spine,
        lines=base.events[name],
        title=words.event_words(name),
        phase=phase,
        phase_name=_(PHASES[phase]),
        when=_times(happened.get(name, ())),
        boxes=[_box(base, box, duties.get(box.id, ())) for box in placed.duties],
    )


def _times(moments: Sequence[datetime]) -> str:
    if not moments:
        return ""
    last = when(max(moments), "day")
    if len(moments) == 1:
        return last
    times = ngettext("%(num)s time", "%(num)s times", len(moments)) % {"num": len(moments)}
    return _("%(times)s, last %(when)s") % {"times": times, "when": last}


def _box(base: Drawn, box: layout.Box, duties: Sequence[Duty]) -> ShownBox:
    rule = base.placed[box.id].rule
    counts = counted(duties) or {State.NOT_YET: 1}
    title, states = base.titles[box.id], in_words(counts)
    who, clock = words.who(rule), words.brief_clock(rule)
    return ShownBox(
        id=f"duty-{box.id.replace('/', '-')}",
        box=box,
        lines=base.lines[box.id],
        title=title.text,
        language=title.language,
        who=who,
        clock=clock,
        conditions=", ".join(words.conditions(rule)),
        state=next(iter(counts)),
        states=states,
        brief=_brief(who, clock),
        label=f"{title.text}. {who}, {clock}. {states}.",
    )


def _brief(who: str, clock: str) -> str:
    """Who and by when in one line of a box: where there is no room for both, of who only as much as fits."""
    (shortened,) = broken(who, ROOM + 8 - width_of(f" · {clock}", SMALL), SMALL, 1)
    return f"{shortened} · {clock}"


def _arrow(arrow: layout.Arrow, events: Sequence[ShownEvent]) -> ShownArrow:
    (x, y), *rest = arrow.way
    path = f"M{x} {y}" + "".join(f"L{x} {y}" for x, y in rest)
    source, target = events[arrow.source], events[arrow.target]
    taken = bool(source.when and target.when) and not arrow.back
    return ShownArrow(path, f"{source.title} → {target.title}", taken, arrow.back)


def _band(band: layout.Band, events: Sequence[ShownEvent], current: Phase | None) -> ShownBand:
    count = sum(len(event.boxes) for event in events if event.phase is band.phase)
    duties = ngettext("%(num)s duty", "%(num)s duties", count) % {"num": count}
    return ShownBand(_(PHASES[band.phase]), band.x, band.width, band.phase is current, duties)


def legend() -> list[tuple[State, str]]:
    """What the marks mean."""
    return [(state, _(name)) for state, name in STATES.items()]
