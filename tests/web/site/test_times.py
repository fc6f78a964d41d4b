"""Times with their zone: everything on hover, and what the clocks of the other agency showed where they differ."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from web.texts import times

NOVEMBER = datetime(2026, 11, 21, 20, 40, tzinfo=UTC)
JULY = datetime(2026, 7, 21, 20, 40, tzinfo=UTC)


@pytest.fixture(autouse=True)
def in_brussels() -> None:
    times.use("Europe/Brussels", NOVEMBER)


def test_a_time_in_full_says_the_day_the_year_and_which_time_it_is() -> None:
    assert times.in_full(NOVEMBER) == "Saturday 21 November 2026 21:40, Central European Standard Time (Brussels)"


def test_in_summer_it_is_summer_time() -> None:
    assert "Central European Summer Time" in times.in_full(JULY)


def test_the_time_of_the_world_has_no_town() -> None:
    times.use("UTC", NOVEMBER)

    assert times.in_full(NOVEMBER) == "Saturday 21 November 2026 20:40, Coordinated Universal Time"


def test_what_other_clocks_showed_is_said_where_they_differ() -> None:
    assert times.there(NOVEMBER, "Europe/Athens") == "22:40 in Athens"
    assert times.there(NOVEMBER, "Europe/London") == "20:40 in London"


@pytest.mark.parametrize("zone", ["Europe/Paris", "Europe/Brussels", ""])
def test_nothing_is_said_where_they_show_the_same(zone: str) -> None:
    assert times.there(NOVEMBER, zone) == ""


def test_another_day_there_is_named() -> None:
    before_midnight = datetime(2026, 11, 21, 22, 40, tzinfo=UTC)

    assert times.there(before_midnight, "Europe/Athens") == "22 Nov 00:40 in Athens"
