"""The record of a case as one reader sees it: read once, chosen from, and put into words only where it is shown.

Invariant: what the visibility rules cut is cut before anything else happens to it; private text is opened only for the
entries that are shown, after the consultation is on record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from projections import cases, timeline
from projections.course import phase_at, phases_of
from web import seeing
from web.access.viewer import Viewer
from web.casefile.choosing import LONGEST_WORDS, SPANS, Choice
from web.casefile.drawing.scale import Axis
from web.casefile.kinds import kind_of
from web.people import People
from web.rights.marks import marks
from web.services import Services
from web.shown.opening import open_entries
from web.shown.timeline import TELLING, Entry, is_main, shown
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import now

A_PAGE = 50
"""So many entries of a list stand on one page: a long night's work, and little to draw."""


@dataclass(frozen=True)
class Record:
    """The *case* as its reader sees it, and the *entries* they see, in the order of the log."""

    case: cases.Case
    entries: Sequence[timeline.Entry]

    @property
    def last(self) -> int:
        """The position of the newest entry they see."""
        return self.entries[-1].position


@dataclass(frozen=True)
class Chosen:
    """What a reader chose of a record, the newest first, and the part of it that one page shows."""

    entries: Sequence[timeline.Entry]
    shown: Sequence[timeline.Entry]
    page: int
    pages: int


def record_of(services: Services, viewer: Viewer, case_id: str) -> Record:
    """The record of a case for *viewer*. Raises :class:`NotThere`."""
    return Record(*seeing.record_for(services, viewer, case_id))


def titles_in(entries: Iterable[timeline.Entry]) -> dict[str, str]:
    """The titles of the tasks whose opening is among *entries*, by task."""
    return {entry.task: entry.codes["title"] for entry in entries if entry.task and entry.name == "TaskOpened"}


def choose(record: Record, choice: Choice, people: People, titles: Mapping[str, str]) -> Chosen:
    """The entries that *choice* leaves, ordered by when they happened, and its page of them."""
    left = [entry for entry in record.entries if _fits(entry, choice)]
    if choice.begin or choice.end:
        left = _within(left, choice)
    if choice.phase:
        spans = phases_of(record.entries)
        left = [entry for entry in left if phase_at(spans, entry.occurred.at) == choice.phase]
    if choice.words:
        wanted = choice.words.casefold().split()
        left = [entry for entry in left if _says(clear_words(entry, people, titles), wanted)]
    left.sort(key=lambda entry: (entry.occurred.at, entry.position), reverse=True)
    pages = max(1, -(-len(left) // A_PAGE))
    page = min(_page_of(left, choice.at) or choice.page, pages)
    return Chosen(left, left[(page - 1) * A_PAGE : page * A_PAGE], page, pages)


def _fits(entry: timeline.Entry, choice: Choice) -> bool:
    if not (choice.routine or is_main(entry)):
        return False
    if choice.agency and entry.agency != choice.agency:
        return False
    if choice.kind and kind_of(entry.name) != choice.kind:
        return False
    span = SPANS.get(choice.span)
    return span is None or max(entry.occurred.at, entry.recorded_at) >= now() - span


def _within(entries: Sequence[timeline.Entry], choice: Choice) -> list[timeline.Entry]:
    """Those of *entries* that the clock of the axis places in the part of time that was chosen."""
    begin, end = choice.part
    happened = choice.axis == Axis.HAPPENED
    placed = [(entry.occurred.at if happened else entry.recorded_at, entry) for entry in entries]
    return [entry for at, entry in placed if (begin is None or begin <= at) and (end is None or at <= end)]


def _page_of(entries: Sequence[timeline.Entry], named: str) -> int:
    """The page on which the entry *named* is; 0 where it is on none."""
    index = next((index for index, entry in enumerate(entries) if entry.id == named), None)
    return 0 if index is None else index // A_PAGE + 1


def clear_words(entry: timeline.Entry, people: People, titles: Mapping[str, str]) -> str:
    """What *entry* says in clear: its title, the task it is of, who recorded it for whom. Never a note or a place."""
    telling = entry.codes.get(TELLING.get(entry.name, ""))
    code = wording.code(telling) if isinstance(telling, str) else ""
    who = (people.agency_name(entry.agency), people.member_name(entry.actor))
    return " ".join((wording.event(entry.name), _(titles.get(entry.task or "", "")), code, *who)).casefold()


def _says(text: str, wanted: Sequence[str]) -> bool:
    return all(word in text for word in wanted)


def known_words(record: Record, typed: str, people: People, titles: Mapping[str, str]) -> tuple[str, Sequence[str]]:
    """Of the words somebody *typed*, those that some entry says in clear, and those that none does."""
    texts = [clear_words(entry, people, titles) for entry in record.entries]
    words = " ".join(typed.split())[:LONGEST_WORDS].casefold().split()
    known = [word for word in words if any(word in text for text in texts)]
    return " ".join(known), [word for word in words if word not in known]


async def holding(
    services: Services, viewer: Viewer, record: Record, choice: Choice, words: Sequence[str]
) -> Sequence[timeline.Entry]:
    """The entries that *choice* leaves and that hold all *words*, in clear or in a private text, the newest first.

    What *viewer* may open of them is opened, after that is on record; who has not said why finds what is in clear.
    """
    titles, people = titles_in(record.entries), services.people
    chosen = choose(record, choice, people, titles).entries
    opened: dict[int, list[str]] = {}
    for (position, _field), text in (await open_entries(services, viewer, record.case.id, chosen)).items():
        opened.setdefault(position, []).append(text.text.casefold())
    return [
        entry
        for entry in chosen
        if _says(" ".join((clear_words(entry, people, titles), *opened.get(entry.position, ()))), words)
    ]


async def in_words(
    services: Services,
    viewer: Viewer,
    record: Record,
    entries: Sequence[timeline.Entry],
    titles: Mapping[str, str],
) -> list[Entry]:
    """*entries* as a page shows them, their private texts opened in one consultation."""
    texts = await open_entries(services, viewer, record.case.id, entries)
    found = marks(record.entries)
    told = [shown(entry, services.people, texts, titles) for entry in entries]
    return [replace(each, marks=found.get(entry.id, ())) for entry, each in zip(entries, told, strict=True)]
