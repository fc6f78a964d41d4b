"""What a meeting has to see in minutes: where a case stands, what each agency did and has to do, and what is missing.

Invariant: everything is told from the entries that are handed in, which were cut for whoever looks, and as of one
moment; so a room that is frozen says tomorrow what it says now.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from domain.codes import Country
from projections import cases, timeline
from projections.course import Run, Verdict, runs_of
from web.casefile.sheet import ALERT_STATE, EPISODE_STATUS
from web.people import People
from web.shown.timeline import Detail, is_main, shown
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext
from web.texts.times import duration, when
from web.texts.wording.flags import FLAGS

LATEST = 2
"""So many of its newest deeds are told of each agency."""

QUIET = timedelta(hours=2)
"""[D] A longer time in which nobody recorded anything is told."""

QUIETEST = 3
"""So many of these are told, the longest first."""


NEXT = 2
"""So many of the duties of each agency that are not late are told, those that are due first."""


@dataclass(frozen=True)
class Deed:
    """Something an agency recorded, and when it happened."""

    title: str
    at: datetime


@dataclass(frozen=True)
class Duty:
    """Something an agency has to do: until when, and how *late* it was at the moment of the view."""

    title: str
    due: datetime | None
    late: timedelta | None = None
    waits: bool = False


@dataclass(frozen=True)
class Seat:
    """An agency that takes part: what it *did* last, of how many facts, what it has open, and what is *late*.

    Of what is open the *next* is told, and how much *more* there is.
    """

    id: str
    name: str
    role: str
    country: Country
    did: Sequence[Deed]
    facts: int
    open: Sequence[Duty]
    late: Sequence[Duty]

    @property
    def next(self) -> Sequence[Duty]:
        """What is due next."""
        return self.open[:NEXT]

    @property
    def more(self) -> int:
        """How many duties are open besides."""
        return len(self.open) - len(self.next)


@dataclass(frozen=True)
class Overview:
    """The overview of a case: what *stands*, a *seat* for each agency, and the *gaps* in words."""

    stands: Sequence[Detail]
    risk: str
    seats: Sequence[Seat]
    gaps: Sequence[str]

    @property
    def late(self) -> int:
        """How many duties are late."""
        return sum(len(seat.late) for seat in self.seats)


def overview(case: cases.Case, entries: Sequence[timeline.Entry], people: People, at: datetime) -> Overview:
    """The overview of *case* as *entries* told it by the moment *at*."""
    runs, deeds = runs_of(entries), _by_agency(entries)
    seats = [_seat(part, deeds.get(part.agency, []), runs, people, at) for part in case.taking_part]
    seats.sort(key=lambda seat: (-len(seat.late), -len(seat.open), seat.name.casefold()))
    risk = case.risk.level.value if case.risk else "unknown"
    return Overview(list(_stands(case, people)), risk, seats, [*_gaps(case, entries, seats, people, at)])


def _by_agency(entries: Sequence[timeline.Entry]) -> dict[str, list[timeline.Entry]]:
    """What each agency recorded, as it happened."""
    found: dict[str, list[timeline.Entry]] = {}
    for entry in sorted(entries, key=lambda entry: entry.occurred.at):
        if is_main(entry):
            found.setdefault(entry.agency, []).append(entry)
    return found


def _seat(
    part: cases.Membership, own: Sequence[timeline.Entry], runs: Sequence[Run], people: People, at: datetime
) -> Seat:
    running = (run for run in runs if run.agency == part.agency and run.ended_at is None)
    duties, titles = sorted((_duty(run, at) for run in running), key=_soonest), {run.task: run.title for run in runs}
    return Seat(
        id=part.agency,
        name=people.agency_name(part.agency),
        role=wording.code(part.role),
        country=part.country,
        did=[_deed(entry, people, titles) for entry in own[: -LATEST - 1 : -1]],
        facts=len(own),
        open=[duty for duty in duties if duty.late is None],
        late=[duty for duty in duties if duty.late is not None],
    )


def _deed(entry: timeline.Entry, people: People, titles: Mapping[str, str]) -> Deed:
    told = shown(entry, people, {}, titles)
    return Deed(f"{told.title}: {told.summary}" if told.summary else told.title, told.happened_at)


def _duty(run: Run, at: datetime) -> Duty:
    return Duty(_(run.title), run.due_at, run.over(at), waits=run.verdict(at) is Verdict.PAUSED)


def _soonest(duty: Duty) -> tuple[bool, float]:
    return (duty.due is None, duty.due.timestamp() if duty.due else 0.0)


def _stands(case: cases.Case, people: People) -> Iterator[Detail]:
    """Where the case stands, in codes and times."""
    alerts = [f"{wording.code(one.kind)} ({ALERT_STATE[one.state]()})" for one in case.alerts]
    episode = case.episode
    told: Mapping[str, str] = {
        _("Phase"): wording.code(case.phase),
        _("Disappearance"): EPISODE_STATUS[episode.status]() if episode else "",
        _("Missing since"): when(episode.since, "day") if episode and episode.phase == "missing" else "",
        _("Age"): wording.code(case.age) if case.age.value != "unknown" else "",
        _("Lead"): people.agency_name(case.lead) if case.lead else _("Nobody"),
        _("Alerts"): ", ".join(dict.fromkeys(alerts)) or _("None"),
    }
    return (Detail(label, value) for label, value in told.items() if value)


def _gaps(
    case: cases.Case, entries: Sequence[timeline.Entry], seats: Sequence[Seat], people: People, at: datetime
) -> Iterator[str]:
    """What is missing or late, in words, what cannot wait first."""
    yield from (_(FLAGS[flag][0]) for flag in FLAGS if flag in case.flags)
    yield from _late_duties(seats)
    for asked in case.open_requests:
        told = {"agency": people.agency_name(asked.of_agency), "by": people.agency_name(asked.by_agency)}
        yield _("%(agency)s has not answered a question of %(by)s") % told
    silent = [seat.name for seat in seats if not seat.facts and (seat.open or seat.late)]
    if silent:
        yield _("Nothing was recorded yet by %(agencies)s") % {"agencies": ", ".join(silent)}
    yield from _late_records(entries)
    if case.phase == "missing" and case.episode is not None:
        yield from _quiet(entries, case.episode.since, at)


def _late_duties(seats: Sequence[Seat]) -> Iterator[str]:
    late = [(duty.late, seat.name) for seat in seats for duty in seat.late if duty.late is not None]
    if late:
        many = ngettext("%(num)s duty is late", "%(num)s duties are late", len(late)) % {"num": len(late)}
        longest, agency = max(late)
        yield f"{many}: {_('by up to %(time)s, with %(agency)s') % {'time': duration(longest), 'agency': agency}}"


def _late_records(entries: Sequence[timeline.Entry]) -> Iterator[str]:
    late = [entry for entry in entries if entry.late and is_main(entry)]
    if late:
        worst = max(late, key=lambda entry: entry.recorded_at - entry.occurred.at)
        told = {"what": wording.event(worst.name), "time": duration(worst.recorded_at - worst.occurred.at)}
        many = ngettext("%(num)s fact was recorded late", "%(num)s facts were recorded late", len(late))
        yield f"{many % {'num': len(late)}}: {_('“%(what)s” %(time)s after it happened') % told}"


def _quiet(entries: Sequence[timeline.Entry], since: datetime, at: datetime) -> Iterator[str]:
    """The longest times in which nobody recorded anything about a child that was missing *since* a moment."""
    times = sorted(
        {since, at, *(entry.recorded_at for entry in entries if is_main(entry) and entry.recorded_at > since)}
    )
    quiet = [(begin, end) for begin, end in pairwise(times) if end - begin > QUIET]
    for begin, end in sorted(quiet, key=lambda span: span[1] - span[0], reverse=True)[:QUIETEST]:
        told = {"begin": when(begin, "day"), "end": when(end, "day"), "time": duration(end - begin)}
        yield _("Nothing was recorded from %(begin)s to %(end)s (%(time)s)") % told
