"""The timeline of a case as its page shows it: entries or picture, what was chosen, and the ways to choose otherwise.

Invariant: every way to look is a link or a form that works without script, and takes the other choices along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from web.casefile.choosing import PHASES, Choice
from web.casefile.kinds import KINDS, kind_of
from web.casefile.record import A_PAGE, Chosen, Record
from web.people import People
from web.shown.timeline import Entry, is_main
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when


@dataclass(frozen=True)
class Way:
    """A way to look: its name, where it leads, whether it is the one that is taken."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True)
class Tag:
    """Something chosen, and the address without it."""

    label: str
    url: str


@dataclass(frozen=True)
class Leaf:
    """Which part of a long list a page holds, and where its neighbours are."""

    first: int
    last: int
    total: int
    before: str | None
    after: str | None


@dataclass(frozen=True)
class ShownTimeline:
    """A timeline on its page. *jump* finds the way to an entry that is not on the page."""

    entries: Sequence[Entry]
    choice: Choice
    query: str
    total: int
    steps: Sequence[Way]
    views: Sequence[Way]
    axes: Sequence[Way]
    clocks: Sequence[Way]
    tags: Sequence[Tag]
    leaf: Leaf | None
    kinds: Sequence[tuple[str, str]]
    phases: Sequence[tuple[str, str]]
    agencies: Sequence[tuple[str, str]]
    spans: Sequence[tuple[str, str]]
    case: str
    ids: Mapping[int, str]
    main: frozenset[int]
    here: frozenset[int]
    looked: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """How often which agency looked, by day, where every step is shown."""

    def jump(self, position: int) -> str:
        """The address of the entry at *position*, which names its fact: a position would count what others do."""
        named = self.ids[position]
        if position in self.here:
            return f"#entry-{named}"
        timeline = self.choice.timeline if position in self.main else "all"
        return f"/cases/{self.case}{Choice(timeline=timeline).query(at=named)}#entry-{named}"


def span_words() -> list[tuple[str, str]]:
    """The spans a reader may choose, with their words."""
    return [("day", _("Last 24 hours")), ("week", _("Last 7 days")), ("month", _("Last 31 days"))]


LANES = "/timeline"
"""Where the page of the picture is, below that of the case."""


def shown_timeline(
    record: Record,
    chosen: Chosen,
    choice: Choice,
    people: People,
    *,
    entries: Sequence[Entry] = (),
    lanes: bool = False,
) -> ShownTimeline:
    """What a page shows of the timeline that *choice* leaves: that of the case, or that of the *lanes*."""
    case = f"/cases/{record.case.id}"
    here = case + LANES if lanes else case
    present = {kind_of(entry.name) for entry in record.entries}
    seen = {entry.agency for entry in record.entries}
    agencies = {agency: people.agency_name(agency) for agency in seen if people.agency(agency)}
    return ShownTimeline(
        entries=entries,
        choice=choice,
        query=choice.query(page=choice.page, at=choice.at),
        total=len(chosen.entries),
        steps=_ways(here, choice, "timeline", {"main": _("Main"), "all": _("Every step")}),
        views=[
            Way(_("List"), case + choice.query(), not lanes),
            Way(_("By agency"), case + LANES + choice.query(), lanes),
        ],
        axes=_ways(here, choice, "axis", {"happened": _("When it happened"), "recorded": _("When it was recorded")}),
        clocks=_ways(here, choice, "clocks", {"": _("With clocks"), "off": _("Entries alone")}),
        tags=_tags(here, choice, agencies),
        leaf=None if lanes else _leaf(here, choice, chosen),
        kinds=[(code, _(words)) for code, words in KINDS.items() if code in present],
        phases=[(code, wording.code(code)) for code in PHASES],
        agencies=sorted(agencies.items(), key=lambda pair: pair[1]),
        spans=span_words(),
        case=record.case.id,
        ids={entry.position: entry.id for entry in record.entries},
        main=frozenset(entry.position for entry in record.entries if is_main(entry)),
        here=frozenset(entry.position for entry in entries),
    )


def _ways(here: str, choice: Choice, name: str, labels: Mapping[str, str]) -> list[Way]:
    chosen = getattr(choice, name)
    return [Way(label, here + choice.query(**{name: value}), value == chosen) for value, label in labels.items()]


def _tags(here: str, choice: Choice, agencies: Mapping[str, str]) -> list[Tag]:
    chosen = {
        "kind": _(KINDS.get(choice.kind, "")),
        "agency": agencies.get(choice.agency, ""),
        "phase": _("Phase: %(phase)s") % {"phase": wording.code(choice.phase)} if choice.phase else "",
        "span": dict(span_words()).get(choice.span, ""),
        "words": _("“%(words)s”") % {"words": choice.words} if choice.words else "",
    }
    tags = [Tag(label, here + choice.query(**{name: ""})) for name, label in chosen.items() if label]
    part = _part(choice)
    return [*tags, Tag(part, here + choice.over((None, None)))] if part else tags


def _part(choice: Choice) -> str:
    """The part of time that is shown, in words; empty for the whole."""
    begin, end = (when(at, "day") for at in choice.part)
    if begin and end:
        return _("%(begin)s to %(end)s") % {"begin": begin, "end": end}
    return _("from %(begin)s") % {"begin": begin} if begin else _("until %(end)s") % {"end": end} if end else ""


def _leaf(here: str, choice: Choice, chosen: Chosen) -> Leaf | None:
    if chosen.pages == 1:
        return None
    first = (chosen.page - 1) * A_PAGE + 1
    return Leaf(
        first=first,
        last=first + len(chosen.shown) - 1,
        total=len(chosen.entries),
        before=here + choice.query(page=chosen.page - 1) if chosen.page > 1 else None,
        after=here + choice.query(page=chosen.page + 1) if chosen.page < chosen.pages else None,
    )
