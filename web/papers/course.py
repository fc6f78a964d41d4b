"""Sections of a paper that say how it went: who recorded what when, what each agency did and owes, and the facts.

Invariant: told from the entries that the reader sees; what was recorded late is told as late, with both times.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from domain.context import SYSTEM_AGENCY
from domain.events import REGISTER
from projections import cases, timeline
from projections.course import Run, Verdict
from web.papers.content import Lane, Lanes, Paragraph, Section, Table, Text
from web.people import People
from web.shown.timeline import Detail, Entry
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext
from web.texts.times import duration, when

TICKS = 5
"""So many moments are written under the lanes."""

FINEST = 3
"""Digits of a place on the lanes: what is nearer together is one dot, so that thousands of facts are drawn at once."""

MOST = 25
"""So many of the newest facts a brief tells: what can be read before a meeting."""

SOON = timedelta(days=180)
"""A moment nearer than this is told without its year."""

LATELY, SOONEST = 2, 3
"""So many duties are named of what an agency has done, the last first, and of what it has to do, the next first."""

SHORT = 45
"""What is no longer than this shares its line with others."""

LATE_FIRST = {Verdict.MISSED: 0, Verdict.RUNNING: 1, Verdict.PAUSED: 2}
"""How clocks that have not ended are ordered."""


def lanes(entries: Sequence[timeline.Entry], people: People) -> Section:
    """Who recorded what when, as a picture that is told in words as well; nothing of fewer than two moments."""
    told = [entry for entry in entries if entry.agency != SYSTEM_AGENCY]
    moments = [at for entry in told for at in (entry.occurred.at, entry.recorded_at)]
    if not moments or min(moments) == max(moments):
        return Section("", [])
    first, span = min(moments), max(moments) - min(moments)
    by_agency: dict[str, list[timeline.Entry]] = {}
    for entry in told:
        by_agency.setdefault(entry.agency, []).append(entry)

    def at(moment: datetime) -> float:
        return round((moment - first) / span, FINEST)

    drawn = [
        Lane(people.agency_name(agency), sorted({_dot(at, entry) for entry in each}))
        for agency, each in by_agency.items()
    ]
    shares = [number / (TICKS - 1) for number in range(TICKS)]
    ticks = [(share, when(first + span * share, "day")) for share in shares]
    caption = _("A dot is when it happened. A line leads to when it was recorded, where that was late.")
    told_so = _in_words(by_agency, people, first, first + span)
    return Section(_("Who recorded what when"), [Lanes(drawn, ticks, told_so, caption)])


def _dot(at: Callable[[datetime], float], entry: timeline.Entry) -> tuple[float, float]:
    happened = at(entry.occurred.at)
    return happened, at(entry.recorded_at) if entry.late else happened


def _in_words(
    by_agency: Mapping[str, Sequence[timeline.Entry]], people: People, first: datetime, last: datetime
) -> str:
    span = _("From %(first)s to %(last)s.") % {"first": when(first, "full"), "last": when(last, "full")}
    said = []
    for agency, entries in by_agency.items():
        late = sum(entry.late for entry in entries)
        facts = ngettext("%(num)s fact", "%(num)s facts", len(entries)) % {"num": len(entries)}
        of_these = _(", %(late)s of them recorded late") % {"late": late} if late else ""
        said.append(f"{people.agency_name(agency)}: {facts}{of_these}.")
    return " ".join([span, *said])


def agencies(case: cases.Case, runs: Sequence[Run], titles: Mapping[str, str], people: People, at: datetime) -> Section:
    """What each agency that takes part has done, is doing and is late with."""
    rows = []
    for part in case.taking_part:
        own = [run for run in runs if run.agency == part.agency]
        late = [run for run in own if run.ended_at is None and run.verdict(at) is Verdict.MISSED]
        going = [run for run in own if run.ended_at is None and run not in late]
        done = [run for run in own if run.ended_at is not None and not run.waived]
        rows.append(
            [
                Text(f"{people.agency_name(part.agency)} ({wording.code(part.role)})"),
                Text(_some(done[::-1], titles, LATELY)),
                Text(_some(sorted(going, key=_soonest), titles, SOONEST)),
                Text(_some(late, titles, len(late)), strong=bool(late)),
            ]
        )
    columns = [_("Agency"), _("Has done"), _("Is to do"), _("Is late with")]
    return Section(_("What each agency did and has to do"), [Table(columns, rows, [5, 6, 6, 5])] if rows else [])


def _some(runs: Sequence[Run], titles: Mapping[str, str], most: int) -> str:
    """The first of *runs* by name, and how many there are besides."""
    return _first([titles.get(run.task, run.title) for run in runs], most) or "–"


def _first(names: Sequence[str], most: int) -> str:
    """The first of *names*, each once, and how many there are besides."""
    each = list(dict.fromkeys(names))
    left = len(each) - most
    more = [ngettext("and %(num)s more", "and %(num)s more", left) % {"num": left}] if left > 0 else []
    return "; ".join([*each[:most], *more])


def _soonest(run: Run) -> tuple[bool, datetime]:
    return run.due_at is None, run.due_at or run.since


def duties(runs: Sequence[Run], titles: Mapping[str, str], people: People, at: datetime) -> Section:
    """The clocks that have not ended, the late ones first; the same duty of several agencies is told once."""
    left = [run for run in runs if run.ended_at is None]
    ordered = sorted(left, key=lambda run: (LATE_FIRST[run.verdict(at)], *_soonest(run)))
    alike: dict[tuple[str, Verdict], list[Run]] = {}
    for run in ordered:
        alike.setdefault((titles.get(run.task, run.title), run.verdict(at)), []).append(run)
    rows = [
        [
            Text(title),
            Text(_first([people.agency_name(run.agency) for run in those], SOONEST)),
            Text(_due(those[0], at)),
            Text(_clock(those[0], at), strong=verdict is Verdict.MISSED),
        ]
        for (title, verdict), those in alike.items()
    ]
    columns = [_("Duty"), _("Agency"), _("Due"), _("How it stands")]
    return Section(_("Clocks that run"), [Table(columns, rows, [7, 7, 3, 4])] if rows else [])


def _due(run: Run, at: datetime) -> str:
    """When the clock runs out; with the year where that is not the next one like it."""
    if run.due_at is None:
        return "–"
    return when(run.due_at, "day" if abs(run.due_at - at) < SOON else "date")


def _clock(run: Run, at: datetime) -> str:
    if run.verdict(at) is Verdict.PAUSED:
        return _("Waits until %(moment)s") % {"moment": when(run.pauses[-1].until, "day")}
    if run.due_at is None:
        return _("No deadline")
    words = _("Overdue %(span)s") if run.due_at < at else _("Due in %(span)s")
    return words % {"span": duration(run.due_at - at)}


def happened(entries: Sequence[Entry], known: int, *, full: bool = False) -> Section:
    """*entries* in the order in which they happened, with what was written; how many more were *known*.

    In *full* with their codes as well.
    """
    ordered = sorted(entries, key=lambda entry: (entry.happened_at, entry.position))
    table = Table([_("When"), _("Who"), _("What")], [_row(entry, full=full) for entry in ordered], [3, 4, 11])
    left = known - len(ordered)
    more = ngettext(
        "%(num)s earlier fact is not told here; it is in the case.",
        "%(num)s earlier facts are not told here; they are in the case.",
        left,
    )
    quiet = [Paragraph(Text(more % {"num": left}), quiet=True)] if left else []
    return Section(_("What happened"), [*quiet, table])


def _row(entry: Entry, *, full: bool) -> list[Text]:
    at = (
        when(entry.happened_at, "day")
        if not entry.approximate
        else _("about %(moment)s") % {"moment": when(entry.happened_at, "day")}
    )
    if entry.happened_until is not None:
        at = f"{at} – {when(entry.happened_until, 'day')}"
    late = _("recorded %(span)s later") % {"span": duration(entry.late)} if entry.late is not None else ""
    title = f"{entry.title}: {entry.summary}" if entry.summary else entry.title
    kind = REGISTER.get(entry.event)
    written = frozenset(kind.private) if kind is not None else frozenset()
    details = [each for each in entry.details if each.name and not _is_said(each, entry)]
    told = [f"{each.label}: {each.value}" for each in details if full or each.name in written]
    brief = " · ".join(line for line in told if len(line) <= SHORT)
    lines = [title, *filter(None, [brief]), *(line for line in told if len(line) > SHORT)]
    marks = [mark.word for mark in entry.marks]
    languages = {detail.language for detail in entry.details if detail.language}
    words = "\n".join([*lines, *filter(None, [", ".join(marks)])])
    return [
        Text("\n".join(filter(None, [at, late]))),
        Text(entry.agency_name),
        Text(words, languages.pop() if len(languages) == 1 else None),
    ]


def _is_said(detail: Detail, entry: Entry) -> bool:
    """Whether the value stands beside the title already."""
    return detail.value in entry.summary.split(" · ")
