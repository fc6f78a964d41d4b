"""When a line opens and closes: on holidays, round the clock, and when clocks change."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.directory.reaching import AHEAD, Line, OpenHours, is_open, next_change

ATHENS = ZoneInfo("Europe/Athens")
WEEK = (1, 2, 3, 4, 5)
NERM = Line(
    agency="nerm",
    zone=ATHENS,
    hours=(OpenHours(WEEK, time(8), time(22)), OpenHours((6,), time(11), time(19))),
    off=lambda day: (day.month, day.day) == (3, 25),  # a Wednesday in 2026
)
ALL_DAY = Line(agency="desk", zone=ATHENS, hours=(OpenHours((6, 7), time(), time()),))


def athens(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ATHENS).astimezone(UTC)


@pytest.mark.parametrize(
    ("now", "changes"),
    [
        ("2026-03-27T12:00", "2026-03-27T22:00"),
        ("2026-03-27T22:00", "2026-03-28T11:00"),
        ("2026-03-28T19:30", "2026-03-30T08:00"),  # over the Sunday on which clocks change
        ("2026-03-24T22:30", "2026-03-26T08:00"),  # over a holiday
    ],
)
def test_a_line_says_when_it_opens_or_closes_next(now: str, changes: str) -> None:
    assert next_change(NERM, athens(now)) == athens(changes)


def test_on_a_holiday_no_hours_begin_and_those_of_the_night_before_still_run() -> None:
    night = replace(NERM, hours=(OpenHours(WEEK, time(22), time(6)),))

    assert not is_open(NERM, athens("2026-03-25T12:00"))
    assert is_open(night, athens("2026-03-25T05:00"))
    assert not is_open(night, athens("2026-03-25T23:00"))


def test_from_midnight_to_midnight_is_the_whole_day() -> None:
    assert is_open(ALL_DAY, athens("2026-03-28T00:00"))
    assert is_open(ALL_DAY, athens("2026-03-29T23:59"))
    assert next_change(ALL_DAY, athens("2026-03-28T12:00")) == athens("2026-03-30T00:00")


def test_a_line_that_never_closes_does_not_change() -> None:
    always = OpenHours((1, 2, 3, 4, 5, 6, 7), time(), time())

    assert next_change(replace(ALL_DAY, hours=()), athens("2026-03-28T12:00")) is None
    assert next_change(replace(ALL_DAY, hours=(always,)), athens("2026-03-28T12:00")) is None
    assert AHEAD > 14


CLOCK = st.times(min_value=time(), max_value=time(5)).map(lambda at: at.replace(second=0, microsecond=0))
HOURS = st.builds(OpenHours, st.just((6, 7)), CLOCK, CLOCK)


@settings(max_examples=60, deadline=None)
@given(HOURS, st.sampled_from([date(2026, 3, 28), date(2026, 10, 24)]), st.integers(0, 2_000))
def test_until_it_changes_a_line_stays_as_it_is_also_when_clocks_change(
    hours: OpenHours, day: date, after: int
) -> None:
    line = replace(ALL_DAY, hours=(hours,))
    now = datetime.combine(day, time(), ATHENS).astimezone(UTC) + timedelta(minutes=after)

    changes = next_change(line, now)

    minutes = (now + timedelta(minutes=passed) for passed in range(4 * 24 * 60))
    assert changes == next((at for at in minutes if is_open(line, at) is not is_open(line, now)), changes)
