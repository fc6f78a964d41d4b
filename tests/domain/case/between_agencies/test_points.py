"""Where on earth a child was seen, and how near to that spot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.case.codes import Within
from domain.case.commands import RecordProtectedSighting, RecordSighting
from domain.case.events import ProtectedSightingRecorded, SightingRecorded
from domain.case.information.points import METRES, Point, point_in, spot_in, written
from domain.case.information.refusals import NoPoint
from domain.deciding import For
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear
from tests.domain.case.stories import TOGETHER, case
from tests.domain.cast import CARER

MENTON = "43.774512, 7.497498"
WRITTEN = Clear("43.775, 7.497 ± 5000 m")


def test_a_sighting_keeps_its_point_with_how_near_to_it_that_was() -> None:
    seen = RecordSighting(sighting="s", place="A station", point=MENTON, within=Within.TOWN)
    told = RecordProtectedSighting(sighting="s", place="A station", point=MENTON, within=Within.TOWN)

    case.given(*TOGETHER).when(seen, by=CARER).then(
        SightingRecorded(sighting="s", country=None, place=Clear("A station"), point=WRITTEN)
    )
    protected = ProtectedSightingRecorded(sighting="s", country=None, place=Clear("A station"), point=WRITTEN)
    case.given(*TOGETHER).when(told, by=CARER).then(For(protected, Audience(AudienceKind.PROTECTED)))


@pytest.mark.parametrize(
    "text", ["Menton", "91.0, 7.0", "43.7, 181", "43.7", "43.7, 7.4, 3", "1e1, 2", "\u0664\u0663.5, 7", "nan, 1"]
)
def test_what_is_no_spot_on_earth_is_refused_beside_its_field(text: str) -> None:
    seen = RecordSighting(sighting="s", place="A station", point=text)
    told = RecordProtectedSighting(sighting="s", place="A station", point=text)

    case.given(*TOGETHER).when(seen, by=CARER).then_refused(NoPoint, "point")
    case.given(*TOGETHER).when(told, by=CARER).then_refused(NoPoint, "point")


def test_how_near_without_a_point_says_nothing() -> None:
    seen = RecordSighting(sighting="s", place="A station", point="  ", within=Within.SPOT)

    case.given(*TOGETHER).when(seen, by=CARER).then(
        SightingRecorded(sighting="s", country=None, place=Clear("A station"))
    )


def test_a_point_without_how_near_lies_within_two_kilometres() -> None:
    assert written(MENTON, None) == Clear("43.775, 7.497 ± 2000 m")


@given(st.floats(-90, 90), st.floats(-180, 180), st.sampled_from(Within))
def test_what_is_written_is_read_again_and_no_further_off_than_was_known(
    north: float, east: float, within: Within
) -> None:
    found = point_in(written(f"{north:.9f}, {east:.9f}", within).text)

    assert found is not None
    assert found.metres == METRES[within]
    assert max(abs(found.latitude - north), abs(found.longitude - east)) * 111_000 <= METRES[within] / 10


@pytest.mark.parametrize(
    "text", ["", "Menton", "43.7, 7.4", "43.7, 7.4 ± 0 m", "43.7, 7.4 ± 9999999 m", "95.0, 7.4 ± 5 m"]
)
def test_a_text_that_is_no_point_is_none(text: str) -> None:
    assert point_in(text) is None


def test_degrees_are_read_however_they_are_set_apart() -> None:
    assert {spot_in(text) for text in ("43.5,-7", " 43.5  -7 ", "43.5; -7.0", "+43.5, -7")} == {(43.5, -7.0)}


def test_a_point_is_not_printed() -> None:
    assert repr(Point(43.5, 7.0, 100)) == "Point(…)"
