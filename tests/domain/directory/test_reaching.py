"""Whom a call reaches: hours, the fallback while a line is closed, and who is on call."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from domain.directory.reaching import Line, OpenHours, Reached, Shift, is_open, newest, nobody, on_call, reach

ATHENS = ZoneInfo("Europe/Athens")
NERM = Line(
    agency="nerm",
    zone=ATHENS,
    hours=(OpenHours((1, 2, 3, 4, 5), time(8), time(22)), OpenHours((6,), time(11), time(19))),
    fallback="hotline",
    on_duty=("eleni", "nikos"),
)
HOTLINE = Line(agency="hotline", zone=UTC, on_duty=("maria",))
LINES = {"nerm": NERM, "hotline": HOTLINE}


def athens(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ATHENS).astimezone(UTC)


@pytest.mark.parametrize(
    ("at", "is_so"),
    [
        ("2026-03-27T21:59", True),
        ("2026-03-27T22:00", False),
        ("2026-03-28T10:59", False),
        ("2026-03-28T11:00", True),
        ("2026-03-29T12:00", False),
        ("2026-03-30T08:00", True),  # the clocks changed in between
        ("2026-10-26T07:59", False),
    ],
)
def test_a_line_is_open_in_its_hours_in_its_own_time(at: str, is_so: bool) -> None:  # noqa: FBT001 - a table
    assert is_open(NERM, athens(at)) is is_so


@pytest.mark.parametrize(
    ("at", "is_so"),
    [("2026-03-27T21:59", False), ("2026-03-27T22:00", True), ("2026-03-28T05:59", True), ("2026-03-28T22:30", False)],
)
def test_hours_can_go_past_midnight(at: str, is_so: bool) -> None:  # noqa: FBT001 - a table
    night = replace(NERM, hours=(OpenHours((5,), time(22), time(6)),))

    assert is_open(night, athens(at)) is is_so


def test_a_line_without_hours_is_always_open() -> None:
    assert is_open(HOTLINE, athens("2026-03-29T03:30"))


def test_a_closed_line_is_answered_by_its_fallback() -> None:
    by_day, at_night = athens("2026-03-27T12:00"), athens("2026-03-27T23:00")

    assert reach(LINES.get, "nerm", by_day) == Reached(agency="nerm", member="eleni")
    assert reach(LINES.get, "nerm", at_night) == Reached(agency="hotline", member="maria", closed="nerm")


def test_a_closed_line_that_nobody_stands_in_for_is_called_all_the_same() -> None:
    at_night = athens("2026-03-27T23:00")
    alone = {"nerm": replace(NERM, fallback=None), "lost": replace(NERM, agency="lost", fallback="gone")}

    assert reach(alone.get, "nerm", at_night) == Reached(agency="nerm", member="eleni")
    assert reach(alone.get, "lost", at_night) == Reached(agency="lost", member="eleni")


def test_two_lines_that_stand_in_for_each_other_make_no_circle() -> None:
    both = {"nerm": NERM, "hotline": replace(NERM, agency="hotline", fallback="nerm")}

    assert reach(both.get, "nerm", athens("2026-03-27T23:00")).agency == "hotline"


def test_a_role_that_no_agency_has_yet_reaches_nobody_by_name() -> None:
    assert reach(nobody, "protection", athens("2026-03-27T12:00")) == Reached(agency="protection")


def test_who_was_named_last_for_the_moment_is_on_call_before_who_is_on_duty_anyway() -> None:
    now, hour = athens("2026-03-27T12:00"), timedelta(hours=1)
    over, first, second = (
        Shift("over", now - hour, now),
        Shift("first", now - hour, now + hour),
        Shift("second", now, now + hour),
    )

    assert on_call(replace(NERM, shifts=(over, second, first)), now) == "first"
    assert on_call(replace(NERM, shifts=(over, first, second)), now) == "second"
    assert on_call(replace(NERM, shifts=(over,)), now) == "eleni"
    assert on_call(replace(NERM, on_duty=()), now) is None
    assert newest([over, first, second], 2) == (first, second)
