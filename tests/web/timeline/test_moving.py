"""Moving through time: nearer and farther, earlier and later, to where nothing happened, and over the whole record."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import assume, given
from hypothesis import strategies as st

from web.casefile.choosing import minute, moment
from web.casefile.drawing import zoom
from web.casefile.drawing.gaps import MOST, Gap, gaps_in
from web.casefile.drawing.overview import counts, overview
from web.casefile.drawing.scale import Mark, Scale, narrowed, whole

BEGAN = datetime(2026, 11, 14, 8, tzinfo=UTC)
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DAY = Scale(BEGAN, BEGAN + 24 * HOUR)
minutes = st.integers(0, 60 * 24 * 400).map(lambda count: BEGAN + count * MINUTE)


@st.composite
def views(draw: st.DrawFn) -> tuple[Scale, Scale]:
    """A part of a record, and all of it."""
    first, begin, end, last = sorted(draw(st.lists(minutes, min_size=4, max_size=4, unique=True)))
    assume(end - begin >= zoom.LEAST)
    return Scale(begin, end), Scale(first, last)


def part(way: zoom.Range) -> Scale:
    first, last = way
    assert first is not None
    assert last is not None
    return Scale(first, last)


@given(views())
def test_every_way_leads_somewhere_else_in_whole_minutes(both: tuple[Scale, Scale]) -> None:
    shown, all_ = both
    for way in zoom.ways(shown, all_).values():
        assert narrowed(all_, *way) != shown
        assert all(at is None or (at.second, at.microsecond) == (0, 0) for at in way)


@given(views())
def test_nearer_lies_within_and_farther_around(both: tuple[Scale, Scale]) -> None:
    shown, all_ = both
    found = zoom.ways(shown, all_)
    if "in" in found:
        near = part(found["in"])
        assert shown.first <= near.first < near.last <= shown.last
    if found["out"] != zoom.WHOLE:
        far = part(found["out"])
        assert far.span > shown.span


def test_from_the_whole_one_can_only_go_nearer_and_from_the_nearest_only_away() -> None:
    ten = Scale(BEGAN + HOUR, BEGAN + HOUR + zoom.LEAST)

    assert set(zoom.ways(DAY, DAY)) == {"in"}
    assert set(zoom.ways(ten, DAY)) == {"out", "whole", "earlier", "later"}


def test_from_either_end_there_is_nothing_beyond() -> None:
    assert "earlier" not in zoom.ways(Scale(BEGAN, BEGAN + HOUR), DAY)
    assert "later" not in zoom.ways(Scale(BEGAN + 23 * HOUR, BEGAN + 24 * HOUR), DAY)


@given(st.lists(minutes, max_size=40), minutes)
def test_no_gap_holds_anything_and_none_is_longer_than_those_told(moments: Sequence[datetime], now: datetime) -> None:
    scale = Scale(BEGAN, BEGAN + timedelta(days=400))
    found = gaps_in(moments, scale, now)

    assert len(found) <= MOST
    assert all(not gap.since < at < gap.until for gap in found for at in moments)
    between = [after - before for before, after in pairwise(sorted(moments))]
    if len(found) == MOST and between:
        assert sum(length > min(gap.until - gap.since for gap in found) for length in between) <= MOST


def test_a_silence_to_this_day_is_one_that_lasts() -> None:
    found = gaps_in([BEGAN, BEGAN + HOUR], DAY, BEGAN + 12 * HOUR)

    assert found[-1] == Gap(BEGAN + HOUR, BEGAN + 12 * HOUR, lasting=True)


def test_short_stretches_are_no_gaps() -> None:
    assert gaps_in([BEGAN + count * MINUTE * 50 for count in range(28)], DAY, BEGAN + timedelta(days=9)) == []


@given(st.lists(minutes, min_size=1, max_size=60))
def test_the_strip_counts_each_entry_once(moments: list[datetime]) -> None:
    all_ = Scale(BEGAN, BEGAN + timedelta(days=400))

    assert sum(counts(moments, all_).values()) == len(moments)
    assert overview(moments, all_, all_).path.count("M") == len(counts(moments, all_))


def test_a_part_that_leaves_nothing_is_the_whole() -> None:
    assert narrowed(DAY, BEGAN + 30 * HOUR, None) == DAY
    assert narrowed(DAY, BEGAN + HOUR, None) == Scale(BEGAN + HOUR, DAY.last)


def test_deadlines_ahead_are_in_the_picture_where_they_are_near() -> None:
    marks = [Mark(1, "a", BEGAN, BEGAN), Mark(2, "a", BEGAN + 40 * HOUR, BEGAN + 40 * HOUR)]
    now = BEGAN + 40 * HOUR

    assert whole(marks, now, [now + HOUR]).last == now + HOUR
    assert whole(marks, now, [now + 900 * HOUR]).last == now + 10 * HOUR


@given(minutes)
def test_an_address_names_a_minute_the_same_for_everybody(at: datetime) -> None:
    assert moment(minute(at)) == at


def test_what_names_no_minute_is_none() -> None:
    for said in ("", "x", "20260229T0800Z", "18991231T2359Z", "22010101T0000Z", "20261114T080Z", "2026-11-14T08:00"):
        assert moment(said) is None
