"""Where things stand on a map: the projection, the window, marks that never touch."""

from __future__ import annotations

import math
import re
from pathlib import Path

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import web
from domain.case.information.points import Point
from web.places.naming import towns_called
from web.places.picture import EUROPE, RATIO, Mark, Spot, picture_of
from web.places.projecting import DRAWN, Place, degrees_of, place_of

OUTLINE = (Path(web.__file__).parent / "static" / "img" / "atlas.svg").read_text()

points = st.builds(Point, st.floats(30, 68), st.floats(-20, 40), st.sampled_from([100, 2_000, 100_000]))
spots = st.lists(points, min_size=1, max_size=12).map(lambda each: [Spot(n, p) for n, p in enumerate(each, 1)])


@given(st.floats(-80, 80), st.floats(-150, 170))
def test_what_is_projected_leads_back_to_its_degrees(north: float, east: float) -> None:
    assume(math.hypot(*place_of(north, east)) < 12_000)

    back = degrees_of(place_of(north, east))

    assert back == pytest.approx((north, east), abs=1e-6)


def test_the_middle_of_the_map_is_the_middle_of_europe() -> None:
    assert place_of(52, 10) == pytest.approx((0, 0), abs=1e-9)
    assert degrees_of(Place(0, 0)) == (52, 10)


@pytest.mark.parametrize(("town", "code"), [("Brussels", "be"), ("Lyon", "fr"), ("Rome", "it"), ("Birmingham", "uk")])
def test_a_town_lies_inside_the_outline_of_its_country(town: str, code: str) -> None:
    x, y = (10 * each for each in towns_called(town, code)[0].place)
    path = re.search(rf'id="{code}" d="([^"]+)"', OUTLINE)

    assert path is not None
    assert sum(_crossings(ring, x, y) for ring in _rings(path[1])) % 2 == 1


def _rings(path: str) -> list[list[tuple[int, int]]]:
    found = []
    for ring in path.split("z")[:-1]:
        start, rest = ring[1:].split("l")
        x, y = (int(each) for each in re.findall(r"-?\d+", start))
        steps = [int(each) for each in re.findall(r"-?\d+", rest)]
        ways = [(x, y)]
        for right, down in zip(steps[::2], steps[1::2], strict=True):
            ways.append((ways[-1][0] + right, ways[-1][1] + down))
        found.append(ways)
    return found


def _crossings(ring: list[tuple[int, int]], x: float, y: float) -> int:
    sides = zip(ring, [*ring[1:], ring[0]], strict=True)
    return sum((a[1] > y) != (b[1] > y) and x < a[0] + (y - a[1]) * (b[0] - a[0]) / (b[1] - a[1]) for a, b in sides)


@settings(max_examples=40)
@given(given_spots=spots, wide=st.booleans())
def test_each_spot_is_in_one_mark_and_no_two_marks_touch(given_spots: list[Spot], *, wide: bool) -> None:
    picture = picture_of(given_spots, wide=wide)

    numbers = sorted(number for mark in picture.marks for number in mark.numbers)
    assert numbers == [spot.number for spot in given_spots if picture.window.holds(spot.place)]
    assert all(_apart(one, other) for one in picture.marks for other in picture.marks if one is not other)


def _apart(one: Mark, other: Mark) -> bool:
    return math.hypot(one.x - other.x, (one.y - other.y) * RATIO) >= 5.4


@settings(max_examples=40)
@given(spots)
def test_the_picture_holds_every_spot_that_can_be_drawn(given_spots: list[Spot]) -> None:
    picture = picture_of(given_spots)

    assert all(picture.window.holds(spot.place) for spot in given_spots if spot.number not in picture.outside)
    assert picture.window.height == pytest.approx(picture.window.width * RATIO)


def test_one_spot_is_shown_with_what_surrounds_it_and_not_at_a_scale_of_streets() -> None:
    near = picture_of([Spot(1, Point(43.77, 7.5, 100)), Spot(2, Point(55.6, 13.0, 100))], near=1)

    assert near.window.width == 260
    assert [mark.numbers for mark in near.marks] == [(1,)]
    assert "Nice" in [town.name for town in near.towns]
    assert near.bar * near.window.width / 100 == pytest.approx(near.kilometres, rel=0.01)


def test_what_lies_where_nothing_is_drawn_is_named_and_the_rest_is_shown() -> None:
    picture = picture_of([Spot(1, Point(34.5, 69.2, 5_000)), Spot(2, Point(37.98, 23.73, 5_000))])

    assert picture.outside == {1}
    assert [mark.numbers for mark in picture.marks] == [(2,)]
    assert DRAWN.holds(Place(picture.window.left, picture.window.top))


def test_without_a_spot_the_map_shows_europe_and_no_line() -> None:
    picture = picture_of([])

    assert (picture.window, picture.marks, picture.line) == (EUROPE, [], [])
