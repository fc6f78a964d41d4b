"""How agencies are reached now, read from the directory view.

Invariant: who may not act for an agency is not reached. A time zone that this machine does not know is taken for UTC.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, tzinfo
from functools import partial
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from domain.codes import Country
from domain.directory.codes import MemberRole
from domain.directory.reaching import Line, no_holidays
from projections import directory
from projections.views import Documents

Holidays = Callable[[date, Country], bool]
"""Whether a day is a public holiday of a country."""


def none_anywhere(_: date, __: Country) -> bool:
    """Whether a day is a holiday where none is known."""
    return False


class DirectoryLines:
    """Implements :data:`domain.directory.reaching.Lines`."""

    def __init__(self, documents: Documents, holidays: Holidays = none_anywhere) -> None:
        """Read the directory in *documents*; *holidays* come from the outside."""
        self._documents = documents
        self._holidays = holidays

    def __call__(self, agency: str) -> Line | None:
        """How *agency* is reached; nothing for what is no registered agency, such as a role."""
        found = self._documents.get(directory.VIEW, agency)
        return None if found is None else line_of(found, self._holidays)


def line_of(found: directory.Agency, holidays: Holidays = none_anywhere) -> Line:
    """How the agency *found* is reached."""
    active = {member.id for member in found.members if member.acts}
    return Line(
        agency=found.id,
        zone=_zone(found.zone),
        hours=found.hours,
        off=partial(_holiday, holidays, found.country) if found.closed_on_holidays else no_holidays,
        fallback=found.fallback,
        other=found.line,
        shifts=tuple(shift for shift in found.shifts if shift.member in active),
        on_duty=tuple(m.id for m in found.members if m.id in active and MemberRole.DUTY in m.roles),
    )


def _holiday(holidays: Holidays, country: Country, day: date) -> bool:
    return holidays(day, country)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
