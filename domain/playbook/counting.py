"""How a rule's time is counted: as it passes, in working hours, in working days, and shorter at night.

Invariant: a pure function of the start, the rule and a calendar. A moment is compared in UTC and read in the agency's
own zone, so an hour stays an hour when clocks change, and a day of the calendar stays a day.
"""

from __future__ import annotations

import enum
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Protocol, assert_never

import msgspec

from domain.codes import Country

DAY = timedelta(days=1)
LAST_MINUTE = time(23, 59)
"""A period of days ends with its last day, and not with the hour in which it began."""


class Counts(enum.StrEnum):
    """What of the time that passes counts."""

    HOURS = "hours"
    """all of it, by day and night, on every day"""
    WORKING_HOURS = "working-hours"
    """office hours of working days"""
    WORKING_DAYS = "working-days"
    """whole working days after the day of the start"""


class Hours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours of a day in local time, from *begins* to *ends*; past midnight where *ends* comes first."""

    begins: time
    ends: time

    def hold(self, moment: time) -> bool:
        """Whether *moment* lies within."""
        if self.begins <= self.ends:
            return self.begins <= moment < self.ends
        return moment >= self.begins or moment < self.ends


class Night(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The time that runs instead where the clock starts at night."""

    begins: time
    ends: time
    within: timedelta

    def hold(self, moment: time) -> bool:
        """Whether *moment* is at night."""
        return Hours(self.begins, self.ends).hold(moment)


OFFICE = Hours(time(9), time(17))
"""[D] Office hours, where a playbook names none."""


class Clock(msgspec.Struct, frozen=True, kw_only=True):
    """How long something may take: *within*, of what *counts*, or of the time given for the *night*."""

    within: timedelta
    counts: Counts = Counts.HOURS
    night: Night | None = None
    office: Hours = OFFICE


class Calendar(Protocol):
    """Which time it is in a country, and whether people work there that day."""

    def zone(self, country: Country | None) -> tzinfo:
        """The time zone of *country*; UTC for none."""

    def is_working_day(self, day: date, country: Country | None) -> bool:
        """Whether *day* is neither at a weekend nor a public holiday of *country*."""


class NoHolidays:
    """A calendar of weekends in UTC, for where no country matters."""

    def zone(self, country: Country | None) -> tzinfo:
        """UTC everywhere."""
        del country
        return UTC

    def is_working_day(self, day: date, country: Country | None) -> bool:
        """Monday to Friday."""
        del country
        return day.isoweekday() < 6


def due(clock: Clock, start: datetime, country: Country | None, calendar: Calendar) -> datetime:
    """When *clock*, started at *start* in *country*, has run out, in UTC."""
    zone = calendar.zone(country)
    match clock.counts:
        case Counts.HOURS:
            at_night = clock.night is not None and clock.night.hold(start.astimezone(zone).time())
            within = clock.night.within if clock.night is not None and at_night else clock.within
            return start.astimezone(UTC) + within
        case Counts.WORKING_HOURS:
            return _after_working_hours(clock, start, country, calendar)
        case Counts.WORKING_DAYS:
            last = _after_working_days(start.astimezone(zone).date(), clock.within.days, country, calendar)
            return datetime.combine(last, LAST_MINUTE, zone).astimezone(UTC)
        case _:
            assert_never(clock.counts)


def _after_working_days(day: date, days: int, country: Country | None, calendar: Calendar) -> date:
    left = days
    while left > 0:
        day += DAY
        left -= calendar.is_working_day(day, country)
    return day


def _after_working_hours(clock: Clock, start: datetime, country: Country | None, calendar: Calendar) -> datetime:
    zone = calendar.zone(country)
    day, left, at = start.astimezone(zone).date(), clock.within, start.astimezone(UTC)
    while True:
        opens = max(at, datetime.combine(day, clock.office.begins, zone).astimezone(UTC))
        closes = datetime.combine(day, clock.office.ends, zone).astimezone(UTC)
        if opens < closes and calendar.is_working_day(day, country):
            if left <= closes - opens:
                return opens + left
            left -= closes - opens
        day += DAY
