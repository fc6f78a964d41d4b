"""A case as it was known at a moment, to the reader or to another agency as well; and what one knew before the other.

Invariant: a moment is that of a fact the reader sees, and everything is told from the entries they see: nobody learns
from here that there was more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlencode

from domain.codes import RiskLevel
from projections import cases, timeline
from web import seeing
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.casefile.record import Record, in_words
from web.casefile.sheet import ALERT_STATE, EPISODE_STATUS
from web.people import People
from web.services import Services
from web.shown.opening import asks_why
from web.shown.timeline import Detail, Entry, is_main, shown
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import ngettext
from web.texts.wording.looking import reasons

A_PAGE = 30
"""So many of the newest facts are told in full."""

A_LIST = 50
"""So many differences are listed; how many more there are is said."""


@dataclass(frozen=True)
class Choice:
    """A moment, named by the fact recorded *at* it; the agency *by* whose eyes; the moment *since* which to tell."""

    at: str = ""
    by: str = ""
    since: str = ""

    def url(self, case: str, **changes: str) -> str:
        """The address of this view of *case*, with *changes*."""
        said = {"at": self.at, "by": self.by, "since": self.since, **changes}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/cases/{case}/then{'?' if query else ''}{query}"


@dataclass(frozen=True)
class Gap:
    """A fact that the reader knew and another did not: when they learned of it, and how much later."""

    entry: Entry
    learned_at: datetime | None
    later: timedelta | None


@dataclass(frozen=True)
class Then:
    """The page of a moment; *number* of the *steps* there are. Nothing *stands* for who knew nothing of the case."""

    moment: datetime
    number: int
    steps: int
    title: str
    links: Mapping[str, str]
    by_name: str
    agencies: Sequence[tuple[str, str]]
    stands: Sequence[Detail]
    entries: Sequence[Entry]
    known: int
    gaps: Sequence[Gap]
    gaps_more: int
    since: datetime | None
    news: Sequence[Entry]
    news_more: int
    reasons: Sequence[tuple[str, str]] = ()
    """What somebody may answer who has to say why they look; empty for who said so, or has nothing to open."""


def steps_of(record: Record) -> list[timeline.Entry]:
    """The facts whose moments can be looked at, as they were recorded."""
    return [entry for entry in record.entries if is_main(entry)]


def index_of(steps: Sequence[timeline.Entry], named: str) -> int:
    """Which of *steps* the fact *named* is; the last where nothing is named. Raises :class:`NotThere`."""
    if not named:
        return len(steps) - 1
    found = next((index for index, entry in enumerate(steps) if entry.id == named), None)
    if found is None:
        raise NotThere
    return found


async def then(services: Services, viewer: Viewer, record: Record, choice: Choice) -> Then:
    """What *choice* shows of the record. Raises :class:`NotThere` for a fact or an agency the reader does not see."""
    steps, people = steps_of(record), services.people
    index = index_of(steps, choice.at)
    moment = steps[index].recorded_at
    other = _other(services, record, choice.by)
    known, stood = seeing.known_at(services, viewer, record.case.id, moment, other)
    main = [entry for entry in known if is_main(entry)]
    newest = main[: -A_PAGE - 1 : -1]
    gaps = [] if other is None else _gaps(record, other, moment)
    news = _since(known, steps, choice)
    told = [steps[index], *newest, *(each.entry for each in gaps[:A_LIST]), *news[:A_LIST]]
    titles = seeing.titles_of(services, viewer, record.case, told)
    return Then(
        moment=moment,
        number=index + 1,
        steps=len(steps),
        title=shown(steps[index], people, {}, titles).title,
        links=_links(record, steps, index, choice),
        by_name=people.agency_name(choice.by) if choice.by else "",
        agencies=_agencies(record, people, viewer),
        stands=_stands(stood, people),
        entries=await in_words(services, viewer, record, newest, titles),
        known=len(main),
        gaps=[_gap(each, people, titles) for each in gaps[:A_LIST]],
        gaps_more=max(0, len(gaps) - A_LIST),
        since=steps[index_of(steps, choice.since)].recorded_at if choice.since else None,
        news=[shown(each, people, {}, titles) for each in news[:A_LIST]],
        news_more=max(0, len(news) - A_LIST),
        reasons=reasons() if await asks_why(services, viewer, record.case.id, newest) else (),
    )


def _other(services: Services, record: Record, agency: str) -> seeing.Eyes | None:
    if not agency:
        return None
    if agency not in {part.agency for part in record.case.agencies}:
        raise NotThere
    return seeing.eyes_of(services, agency)


def _gaps(record: Record, other: seeing.Eyes, moment: datetime) -> list[seeing.Learned]:
    """What the reader knew at *moment* and *other* did not, the newest first."""
    known = [entry for entry in record.entries if entry.recorded_at <= moment and is_main(entry)]
    return [each for each in reversed(seeing.learned(other, record.case, known)) if not each.known(moment)]


def _since(known: Sequence[timeline.Entry], steps: Sequence[timeline.Entry], choice: Choice) -> list[timeline.Entry]:
    """What became known after the earlier moment and up to the later, in the order of the log."""
    if not choice.since:
        return []
    begin = steps[index_of(steps, choice.since)].recorded_at
    return [entry for entry in known if entry.recorded_at > begin and is_main(entry)]


def _gap(each: seeing.Learned, people: People, titles: Mapping[str, str]) -> Gap:
    later = None if each.at is None else each.at - each.entry.recorded_at
    return Gap(shown(each.entry, people, {}, titles), each.at, later)


def _links(record: Record, steps: Sequence[timeline.Entry], index: int, choice: Choice) -> dict[str, str]:
    """Where to go from here; a link is not there where it would lead to where one is."""
    case, last = record.case.id, len(steps) - 1
    places = {"first": 0, "before": index - 1, "after": index + 1, "last": last}
    found = {name: choice.url(case, at=steps[at].id) for name, at in places.items() if 0 <= at <= last and at != index}
    here = steps[index].id
    return {**found, "here": choice.url(case, at=here), "begin": choice.url(case, at=here, since=here)}


def _agencies(record: Record, people: People, viewer: Viewer) -> list[tuple[str, str]]:
    """The agencies that take or took part, but the reader's own, by name."""
    ids = {part.agency for part in record.case.agencies} - {viewer.agency_id}
    return sorted(((each, people.agency_name(each)) for each in ids), key=lambda pair: pair[1].casefold())


def _stands(case: cases.Case | None, people: People) -> list[Detail]:
    """Where the *case* stood; nothing where nothing of it was known."""
    if case is None:
        return []
    level = case.risk.level if case.risk else RiskLevel.UNKNOWN
    alerts = [f"{wording.code(one.kind)} ({ALERT_STATE[one.state]()})" for one in case.alerts]
    count = len(case.taking_part)
    told = [
        Detail(_("Phase"), wording.code(case.phase)),
        Detail(_("Disappearance"), EPISODE_STATUS[case.episode.status]() if case.episode else ""),
        Detail(_("Lead"), people.agency_name(case.lead)),
        Detail(_("Risk"), wording.code(level)),
        Detail(_("Alerts"), ", ".join(alerts)),
        Detail(_("Taking part"), ngettext("%(num)s agency", "%(num)s agencies", count) % {"num": count}),
    ]
    return [each for each in told if each.value]
