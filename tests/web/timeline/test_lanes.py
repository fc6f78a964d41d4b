"""Where the marks of a timeline stand: every entry once, in its own lane, and nothing on top of another."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from web.casefile.drawing.lanes import GAP, WIDTH, Lane, lay_out
from web.casefile.drawing.scale import Axis, Mark, whole
from web.casefile.drawing.ticks import MOST, ticks_between

BEGAN = datetime(2026, 11, 14, 8, tzinfo=UTC)
NOW = datetime(2026, 11, 21, 22, tzinfo=UTC)
ATHENS = ZoneInfo("Europe/Athens")
LATE = timedelta(minutes=15)

AGENCIES = ("police-be", "carer-be", "police-fr", "lantern")
moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2027, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


def mark(position: int, hours: float, lane: str = "police-be", late: float = 0) -> Mark:
    happened = BEGAN + timedelta(hours=hours)
    recorded = happened + timedelta(hours=late)
    return Mark(position=position, lane=lane, happened=happened, recorded=recorded, late=recorded - happened > LATE)


@st.composite
def records(draw: st.DrawFn) -> list[Mark]:
    """What may stand in a log: recorded in its order, whenever it happened."""
    recorded = sorted(draw(st.lists(moments, min_size=1, max_size=60)))
    return [
        Mark(
            position=position,
            lane=draw(st.sampled_from(AGENCIES)),
            happened=draw(st.one_of(st.just(at), moments)),
            recorded=at,
            late=draw(st.booleans()),
        )
        for position, at in enumerate(recorded)
    ]


def laid(marks: list[Mark], axis: Axis = Axis.HAPPENED, now: datetime = NOW, order: tuple[str, ...] = ()) -> list[Lane]:
    """The lanes of the whole record."""
    return lay_out(marks, axis, whole(marks, now), order)


def drawn(lanes: list[Lane]) -> list[int]:
    return sorted(m.position for lane in lanes for spot in lane.clusters for m in spot.marks)


@given(records(), st.sampled_from(Axis), moments)
def test_every_entry_is_in_exactly_one_cluster_of_its_own_lane(marks: list[Mark], axis: Axis, now: datetime) -> None:
    lanes = laid(marks, axis, now)

    assert drawn(lanes) == [m.position for m in marks]
    assert all(m.lane == lane.agency for lane in lanes for spot in lane.clusters for m in spot.marks)


@given(records(), st.sampled_from(Axis), moments)
def test_no_two_clusters_of_a_lane_touch_and_none_leaves_the_picture(
    marks: list[Mark], axis: Axis, now: datetime
) -> None:
    lanes = laid(marks, axis, now)

    for lane in lanes:
        places = [spot.x for spot in lane.clusters]
        assert all(after - before >= GAP / WIDTH * 100 - 0.02 for before, after in pairwise(places))
        assert all(0 <= x <= 100 for x in places)


@given(records(), st.sampled_from(Axis), moments)
def test_in_a_lane_time_runs_from_left_to_right(marks: list[Mark], axis: Axis, now: datetime) -> None:
    for lane in laid(marks, axis, now):
        times = [m.at(axis) for spot in lane.clusters for m in spot.marks]
        assert times == sorted(times)


def test_what_is_apart_is_drawn_apart_and_what_is_near_together() -> None:
    lanes = laid([mark(1, 0), mark(2, 0.1), mark(3, 50)])

    assert [[m.position for m in spot.marks] for spot in lanes[0].clusters] == [[1, 2], [3]]


def test_late_knowledge_points_from_when_it_happened_to_when_it_was_known() -> None:
    entries = [mark(1, 0), mark(2, 20, late=30), mark(3, 100)]

    happened = laid(entries)[0].clusters[1]
    recorded = laid(entries, Axis.RECORDED)[0].clusters[1]

    assert happened.late
    assert (happened.x, happened.other) == (recorded.other, recorded.x)


def test_ones_own_lane_is_first_and_an_agency_without_entries_has_none() -> None:
    entries = [mark(1, 0), mark(2, 1, "police-fr")]

    assert [lane.agency for lane in laid(entries, order=("police-fr",))] == ["police-fr", "police-be"]
    assert len(laid(entries, order=("carer-be",))) == 2


def test_what_happened_years_before_does_not_squeeze_the_rest() -> None:
    born = Mark(position=9, lane="carer-be", happened=datetime(2011, 4, 1, tzinfo=UTC), recorded=BEGAN, late=True)
    lanes = laid([born, mark(1, 0), mark(2, 60)])

    places = [spot.x for lane in lanes for spot in lane.clusters]
    assert max(places) - min(places[1:]) > 10


def test_the_present_is_in_the_picture_only_where_it_is_near() -> None:
    entries = [mark(1, 0), mark(2, 160)]
    long_after = NOW + timedelta(days=400)

    assert whole(entries, NOW).holds(NOW)
    assert not whole(entries, long_after).holds(long_after)


@pytest.mark.parametrize(
    ("hours", "forms"),
    [(1, {"time"}), (20, {"time", "day"}), (24 * 6, {"time", "day"}), (24 * 90, {"day"}), (24 * 900, {"month"})],
)
def test_the_scale_is_of_round_times_and_few(hours: int, forms: set[str]) -> None:
    span = timedelta(hours=hours)
    ticks = ticks_between(BEGAN, BEGAN + span, ATHENS, lambda at: (at - BEGAN) / span * 100)

    assert 0 < len(ticks) <= MOST
    assert {tick.form for tick in ticks} <= forms
    assert all(tick.at.minute % 5 == 0 and (tick.form == "time" or tick.at.hour == 0) for tick in ticks)


def test_days_begin_at_midnight_also_after_the_clocks_were_changed() -> None:
    first = datetime(2026, 10, 23, tzinfo=UTC)

    ticks = ticks_between(first, first + timedelta(days=9), ATHENS, lambda _: 50)

    assert {tick.at.astimezone(ATHENS).hour for tick in ticks} == {0}
    assert len({tick.at.utcoffset() for tick in ticks}) == 2
