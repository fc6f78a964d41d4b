"""Whether an agency can be reached now, until when, and who answers otherwise, in words.

Invariant: when an agency answers is public among those who take part; who is on call there is named to its own people
and to agencies that work on a case with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec
from babel.dates import get_day_names

from domain.codes import Country, Role
from domain.directory.reaching import MIDNIGHT, Line, OpenHours, is_open, next_change, no_holidays, on_call
from web.access.viewer import Viewer
from web.seeing import Acquainted
from web.services import Services
from web.texts.catalog import language
from web.texts.times import now

WEEK = range(1, 8)
AHEAD = timedelta(days=60)
"""So far ahead holidays are named."""


class Reach(msgspec.Struct, frozen=True, kw_only=True):
    """How an agency is reached now: whether it is *open*, *until* when it stays so, and who answers otherwise.

    One that has not *said* when it answers is called at any time. While it is closed the *fallback* answers, or an
    *other* line that is no agency. Names of people are empty where the reader is not told.
    """

    agency_id: str
    agency: str
    open: bool
    always: bool
    said: bool
    until: datetime | None
    zone: str
    on_call: str
    fallback_id: str
    fallback: str
    fallback_on_call: str
    other: str


class Shift(msgspec.Struct, frozen=True, kw_only=True):
    """Who is on call from when until when; whether they are *now*."""

    name: str
    begins: datetime
    ends: datetime
    now: bool


class Day(msgspec.Struct, frozen=True):
    """A day of the week and the hours that begin on it; none where nobody answers."""

    name: str
    hours: Sequence[str]


class ShownAgency(msgspec.Struct, frozen=True, kw_only=True):
    """An agency as its page shows it. *named* says whether the reader is told who is on call."""

    id: str
    name: str
    role: Role
    country: Country | None
    zone: str
    own: bool
    named: bool
    reach: Reach
    week: Sequence[Day]
    closed_on_holidays: bool
    holidays: Sequence[datetime]
    shifts: Sequence[Shift]
    on_duty: Sequence[str]


def reach_of(services: Services, agency: str, told: Acquainted) -> Reach | None:
    """How *agency* is reached now, with the names of its people for who is *told*; None for what is no agency."""
    line = services.lines(agency)
    if line is None:
        return None
    people, at = services.people, now()
    stand_in = services.lines(line.fallback) if line.fallback else None
    return Reach(
        agency_id=agency,
        agency=people.agency_name(agency),
        open=is_open(line, at),
        always=not line.hours,
        said=line.said,
        until=next_change(line, at),
        zone=str(line.zone),
        on_call=people.member_name(on_call(line, at)) if told(agency) else "",
        fallback_id=stand_in.agency if stand_in else "",
        fallback=people.agency_name(stand_in.agency) if stand_in else "",
        fallback_on_call=people.member_name(on_call(stand_in, at)) if stand_in and told(stand_in.agency) else "",
        other=line.other or "",
    )


def reaches(services: Services, viewer: Viewer, agencies: Sequence[str], *, named: bool) -> dict[str, Reach]:
    """How each of *agencies* of a case is reached now; people there are *named* to who works on it."""
    told = Acquainted(services, viewer, dict.fromkeys(agencies, named))
    found = ((agency, reach_of(services, agency, told)) for agency in agencies)
    return {agency: reach for agency, reach in found if reach is not None}


def agency_shown(services: Services, viewer: Viewer, agency: str) -> ShownAgency | None:
    """The page of *agency*, None where there is no such agency."""
    known, line = services.people.agency(agency), services.lines(agency)
    acquainted = Acquainted(services, viewer)
    told, reach = acquainted(agency), reach_of(services, agency, acquainted)
    if known is None or line is None or reach is None:
        return None
    return ShownAgency(
        id=agency,
        name=known.name,
        role=known.role,
        country=known.country,
        zone=known.zone,
        own=agency == viewer.agency_id,
        named=told,
        reach=reach,
        week=[Day(get_day_names(locale=language())[day - 1].capitalize(), hours_on(day, line.hours)) for day in WEEK],
        closed_on_holidays=line.off is not no_holidays,
        holidays=_holidays(line),
        shifts=_shifts(services, line) if told else (),
        on_duty=[services.people.member_name(each) for each in line.on_duty] if told else (),
    )


def hours_on(day: int, hours: Sequence[OpenHours]) -> list[str]:
    """The hours that begin on a *day* of the week, as they are typed too; 24:00 is the end of the day."""
    spans = sorted((each.begins, each.ends) for each in hours if day in each.days)
    return [f"{begins:%H:%M}–{'24:00' if ends == MIDNIGHT else f'{ends:%H:%M}'}" for begins, ends in spans]


def _holidays(line: Line) -> list[datetime]:
    """The holidays ahead on which the line is closed."""
    today = now().astimezone(line.zone).replace(hour=12, minute=0, second=0, microsecond=0)
    days = (today + timedelta(days=ahead) for ahead in range(AHEAD.days))
    return [day for day in days if line.off(day.date())]


def _shifts(services: Services, line: Line) -> list[Shift]:
    """Who is on call now and later. Of shifts that overlap the one named last counts, and stands first."""
    at = now()
    ahead = [shift for shift in reversed(line.shifts) if shift.ends > at]
    counts = on_call(line, at)
    return [
        Shift(
            name=services.people.member_name(shift.member),
            begins=shift.begins,
            ends=shift.ends,
            now=shift.begins <= at and shift.member == counts,
        )
        for shift in sorted(ahead, key=lambda shift: max(shift.begins, at))
    ]
