"""Samples: announced first, drawn once, and by nobody's choice."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.codes import Country
from domain.sampling import events as e
from domain.sampling import refusals as r
from domain.sampling.commands import AnnounceSample, DrawSample
from domain.sampling.decider import DECIDER, originator
from domain.sampling.drawing import drawn, fingerprint
from tests.domain.auditing.test_remarks import AUDITOR, ELSEWHERE
from tests.domain.cast import POLICE
from tests.domain.given_when_then import Stories

samples = Stories(DECIDER)
ONE = "0195612345677000a0000000000000a1"
ROOT = "ab" * 32
CASES = tuple(f"case-{number}" for number in range(9))

ANNOUNCE = AnnounceSample(sample=ONE, country=Country.GR, month="2026-03", many=3)
ANNOUNCED = e.SampleAnnounced(
    sample=ONE, country=Country.GR, month="2026-03", kind=e.SampleKind.ALL, many=3, by_agency="auditor-gr"
)
DRAW = DrawSample(sample=ONE, log="lantern.example/events", size=77, root=ROOT, among=CASES)
DRAWN = e.SampleDrawn(
    sample=ONE,
    log="lantern.example/events",
    size=77,
    root=ROOT,
    among=9,
    fingerprint=fingerprint(CASES),
    cases=drawn(ROOT, ONE, CASES, 3),
)


def test_what_will_be_drawn_is_said_first_and_once() -> None:
    samples.given().when(ANNOUNCE, AUDITOR).then(ANNOUNCED)
    samples.given(ANNOUNCED).when(ANNOUNCE, AUDITOR).then_nothing_happened()


def test_only_auditors_draw_and_of_their_own_country_alone() -> None:
    samples.given().when(ANNOUNCE, POLICE).then_refused(r.SamplesAreForAuditors)
    samples.given().when(ANNOUNCE, ELSEWHERE).then_refused(r.OtherCountry, "country")


def test_what_is_drawn_follows_from_the_root_and_is_drawn_once() -> None:
    samples.given(ANNOUNCED).when(DRAW, AUDITOR).then(DRAWN)
    samples.given(ANNOUNCED, DRAWN).when(DRAW, AUDITOR).then_nothing_happened()


def test_nobody_draws_again_by_another_root_or_among_other_cases_or_before_it_is_announced() -> None:
    again = replace(DRAW, root="cd" * 32)

    samples.given(ANNOUNCED, DRAWN).when(again, AUDITOR).then_refused(r.SampleDrawnOtherwise)
    samples.given(ANNOUNCED, DRAWN).when(replace(DRAW, among=CASES[1:]), AUDITOR).then_refused(r.SampleDrawnOtherwise)
    samples.given().when(DRAW, AUDITOR).then_refused(r.SampleNotAnnounced)


def test_the_first_announcement_and_the_first_draw_count() -> None:
    other = replace(DRAWN, cases=("case-1",))

    assert DECIDER.fold([ANNOUNCED, replace(ANNOUNCED, many=9), DRAWN, other]) == DECIDER.fold([ANNOUNCED, DRAWN])
    assert originator(ONE) == f"audit.sample.{ONE}"


def test_a_draw_can_be_done_again_by_hand() -> None:
    """What ``printf 'lantern-sample\\n<root>\\n<sample>\\n<case>' | sha256sum`` says, lowest first."""
    assert drawn("00" * 32, "x", ("a", "b", "c"), 3) == ("c", "a", "b")


@given(st.permutations(CASES), st.integers(1, 12))
def test_the_order_of_the_cases_changes_nothing_and_more_are_drawn_behind_the_first(
    among: Sequence[str], many: int
) -> None:
    assert drawn(ROOT, ONE, among, many) == drawn(ROOT, ONE, CASES, 12)[:many]
    assert fingerprint(among) == fingerprint(CASES)


def test_another_sample_or_another_root_draws_others() -> None:
    draws = {drawn(ROOT, f"{number:032x}", CASES, 2) for number in range(30)}
    draws |= {drawn(f"{number:064x}", ONE, CASES, 2) for number in range(30)}

    assert len(draws) > 20
