"""How time is counted: as it passes, in working hours and days, shorter at night, across the change of clocks."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.codes import Country
from domain.playbook.counting import Clock, Counts, Hours, Night, NoHolidays, due
from infra.calendars import ZONES, PublicHolidays

CALENDAR = PublicHolidays()
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
VOSGES = Clock(within=2 * HOUR, night=Night(time(22), time(6), HOUR))


def at(text: str, country: Country) -> datetime:
    """The moment that a clock on a wall in *country* shows as *text*; fold 1 is the second of two."""
    text, again, _ = text.partition(" again")
    shown = datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(ZONES[country]), fold=int(bool(again)))
    return shown.astimezone(UTC)


def wall(moment: datetime, country: Country) -> str:
    return moment.astimezone(ZoneInfo(ZONES[country])).strftime("%a %Y-%m-%d %H:%M")


@pytest.mark.parametrize(
    ("country", "start", "days", "ends"),
    [
        (Country.FR, "2026-03-02T10:00", 1, "Tue 2026-03-03 23:59"),
        (Country.FR, "2026-03-06T23:30", 1, "Mon 2026-03-09 23:59"),
        (Country.FR, "2026-04-03T10:00", 1, "Tue 2026-04-07 23:59"),  # Easter Monday is a holiday, Good Friday is not
        (Country.UK, "2026-04-02T10:00", 1, "Tue 2026-04-07 23:59"),  # in England both are
        (Country.SE, "2026-04-02T10:00", 1, "Tue 2026-04-07 23:59"),
        (Country.GR, "2026-04-09T10:00", 1, "Tue 2026-04-14 23:59"),  # the Orthodox Easter
        (Country.BE, "2026-07-20T10:00", 1, "Wed 2026-07-22 23:59"),
        (Country.IT, "2026-06-01T10:00", 1, "Wed 2026-06-03 23:59"),
        (Country.BE, "2026-12-18T10:00", 15, "Tue 2027-01-12 23:59"),
        (Country.IT, "2026-03-27T10:00", 1, "Mon 2026-03-30 23:59"),  # over the weekend on which the clocks change
    ],
)
def test_working_days_leave_out_weekends_and_the_holidays_of_the_country(
    country: Country, start: str, days: int, ends: str
) -> None:
    clock = Clock(within=days * DAY, counts=Counts.WORKING_DAYS)

    assert wall(due(clock, at(start, country), country, CALENDAR), country) == ends


@pytest.mark.parametrize(
    ("start", "hours", "ends"),
    [
        ("2026-03-03T10:00", 2, "Tue 2026-03-03 12:00"),
        ("2026-03-03T16:00", 2, "Wed 2026-03-04 10:00"),
        ("2026-03-03T03:00", 2, "Tue 2026-03-03 11:00"),
        ("2026-03-03T09:00", 8, "Tue 2026-03-03 17:00"),
        ("2026-03-06T17:00", 1, "Mon 2026-03-09 10:00"),
        ("2026-03-27T16:00", 9, "Mon 2026-03-30 17:00"),
        ("2026-10-23T16:00", 9, "Mon 2026-10-26 17:00"),
        ("2026-05-01T12:00", 1, "Mon 2026-05-04 10:00"),
    ],
)
def test_working_hours_are_office_hours_on_working_days(start: str, hours: int, ends: str) -> None:
    clock = Clock(within=hours * HOUR, counts=Counts.WORKING_HOURS)

    assert wall(due(clock, at(start, Country.IT), Country.IT, CALENDAR), Country.IT) == ends


@pytest.mark.parametrize(
    ("start", "ends"),
    [
        ("2026-03-03T21:59", "Tue 2026-03-03 23:59"),
        ("2026-03-03T22:00", "Tue 2026-03-03 23:00"),
        ("2026-03-03T23:30", "Wed 2026-03-04 00:30"),
        ("2026-03-03T05:59", "Tue 2026-03-03 06:59"),
        ("2026-03-03T06:00", "Tue 2026-03-03 08:00"),
        ("2026-03-29T01:30", "Sun 2026-03-29 03:30"),  # the hour from two to three does not exist
        ("2026-10-25T02:30", "Sun 2026-10-25 02:30"),  # the hour from two to three comes twice
        ("2026-10-25T02:30 again", "Sun 2026-10-25 03:30"),
    ],
)
def test_at_night_the_shorter_time_runs(start: str, ends: str) -> None:
    assert wall(due(VOSGES, at(start, Country.FR), Country.FR, CALENDAR), Country.FR) == ends


def test_the_night_can_lie_within_a_day() -> None:
    assert [Hours(time(1), time(5)).hold(time(hour)) for hour in (0, 1, 4, 5)] == [False, True, True, False]


def test_where_no_country_matters_weekends_in_utc_do() -> None:
    friday = datetime(2026, 5, 1, 12, tzinfo=UTC)
    clock = Clock(within=DAY, counts=Counts.WORKING_DAYS)

    assert due(clock, friday, None, NoHolidays()) == due(clock, friday, None, CALENDAR)
    assert due(clock, friday, None, CALENDAR) == datetime(2026, 5, 4, 23, 59, tzinfo=UTC)


CHANGING = st.sampled_from([datetime(2026, 3, 27, tzinfo=UTC), datetime(2026, 10, 23, tzinfo=UTC)])
"""Fridays before the clocks change."""
STARTS = st.builds(lambda friday, minutes: friday + timedelta(minutes=minutes), CHANGING, st.integers(0, 5 * 24 * 60))
COUNTRIES = st.sampled_from(list(Country))
CLOCKS = st.builds(
    lambda counts, days, hours: Clock(
        within=days * DAY + (counts is not Counts.WORKING_DAYS) * hours * HOUR, counts=counts
    ),
    st.sampled_from(list(Counts)),
    st.integers(1, 20),
    st.integers(0, 23),
)


@given(CLOCKS, STARTS, COUNTRIES)
def test_no_clock_runs_out_before_its_time_has_passed(clock: Clock, start: datetime, country: Country) -> None:
    ends = due(clock, start, country, CALENDAR)

    least = clock.within if clock.counts is not Counts.WORKING_DAYS else clock.within - DAY
    assert ends - start >= least


@given(CLOCKS, STARTS, STARTS, COUNTRIES)
def test_who_begins_later_is_never_due_earlier(clock: Clock, one: datetime, other: datetime, country: Country) -> None:
    first, second = sorted((one, other))

    assert due(clock, first, country, CALENDAR) <= due(clock, second, country, CALENDAR)


@given(CLOCKS, STARTS, COUNTRIES)
def test_a_clock_of_working_time_runs_out_on_a_working_day(clock: Clock, start: datetime, country: Country) -> None:
    day = due(clock, start, country, CALENDAR).astimezone(CALENDAR.zone(country)).date()

    assert clock.counts is Counts.HOURS or CALENDAR.is_working_day(day, country)


@given(st.integers(1, 100), STARTS, COUNTRIES)
def test_an_hour_is_an_hour_when_clocks_change(hours: int, start: datetime, country: Country) -> None:
    assert due(Clock(within=hours * HOUR), start, country, CALENDAR) - start == hours * HOUR


def test_an_hour_stays_an_hour_also_where_the_start_is_told_in_local_time() -> None:
    evening = at("2026-10-24T23:30", Country.IT)

    for start in (evening, evening.astimezone(ZoneInfo(ZONES[Country.IT]))):
        ends = due(Clock(within=5 * HOUR), start, Country.IT, CALENDAR)
        assert (ends - evening, ends.tzinfo) == (5 * HOUR, UTC)
