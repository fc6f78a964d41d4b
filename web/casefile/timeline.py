"""The timeline of a case as its page shows it: entries or picture, what was chosen, and the ways to choose otherwise.

Invariant: every way to look is a link or a form that works without script, and takes the other choices along.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from web.casefile.choosing import Choice
from web.casefile.drawing.picture import Picture
from web.casefile.kinds import KINDS, kind_of
from web.casefile.record import A_PAGE, Chosen, Record
from web.people import People
from web.shown.timeline import Entry, is_main
from web.texts.catalog import gettext as _


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
    picture: Picture | None
    choice: Choice
    query: str
    total: int
    steps: Sequence[Way]
    views: Sequence[Way]
    axes: Sequence[Way]
    tags: Sequence[Tag]
    leaf: Leaf | None
    kinds: Sequence[tuple[str, str]]
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


def shown_timeline(
    record: Record,
    chosen: Chosen,
    choice: Choice,
    people: People,
    *,
    entries: Sequence[Entry] = (),
    picture: Picture | None = None,
) -> ShownTimeline:
    """What the page shows of the timeline that *choice* leaves."""
    here = f"/cases/{record.case.id}"
    present = {kind_of(entry.name) for entry in record.entries}
    seen = {entry.agency for entry in record.entries}
    agencies = {agency: people.agency_name(agency) for agency in seen if people.agency(agency)}
    kinds = [(code, _(words)) for code, words in KINDS.items() if code in present]
    return ShownTimeline(
        entries=entries,
        picture=picture,
        choice=choice,
        query=choice.query(page=choice.page, at=choice.at),
        total=len(chosen.entries),
        steps=_ways(here, choice, "timeline", {"main": _("Main"), "all": _("Every step")}),
        views=_ways(here, choice, "view", {"list": _("List"), "lanes": _("By agency")}),
        axes=_ways(here, choice, "axis", {"happened": _("When it happened"), "recorded": _("When it was recorded")}),
        tags=_tags(here, choice, agencies),
        leaf=_leaf(here, choice, chosen) if picture is None else None,
        kinds=kinds,
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
        "span": dict(span_words()).get(choice.span, ""),
        "words": _("“%(words)s”") % {"words": choice.words} if choice.words else "",
    }
    return [Tag(label, here + choice.query(**{name: ""})) for name, label in chosen.items() if label]


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
