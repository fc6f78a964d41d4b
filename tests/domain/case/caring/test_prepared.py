"""What is kept ready: the profile and the safety plan."""

from __future__ import annotations

import pytest

from domain.case.commands import RecordProfile, RecordSafetyPlan
from domain.case.events import ProfileRecorded, SafetyPlanRecorded
from domain.case.prepared import refusals as r
from domain.case.refusals import NotForYourRole
from domain.deciding import For
from domain.deciding.refusals import InTheFuture
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear
from tests.domain.case.stories import MISSING, TOGETHER, case
from tests.domain.cast import ASYLUM, CARER, GUARDIAN, HOTLINE, NOW, POLICE, TOMORROW, Actor

PROFILE = RecordProfile(photo="In the office", photo_on=NOW.date(), medical="none", phones=" ")
RECORDED = ProfileRecorded(
    answered=("photo", "medical"),
    photo_on=NOW.date(),
    photo=Clear("In the office"),
    medical=Clear("none"),
    phones=Clear(" "),
)
PLAN = RecordSafetyPlan(trusted="The cook")
AGREED = SafetyPlanRecorded(answered=("trusted",), trusted=Clear("The cook"))


def test_a_profile_says_in_clear_which_questions_have_an_answer_and_none_is_one() -> None:
    state = case.given(*TOGETHER).when(PROFILE, by=CARER).then(RECORDED)

    assert state.prepared.profile == frozenset({"photo", "medical"})
    assert state.prepared.photo_on == NOW.date()


def test_a_profile_is_recorded_anew_also_while_the_child_is_missing() -> None:
    case.given(*MISSING, RECORDED).when(PROFILE, by=POLICE).then(RECORDED)


def test_who_cannot_read_all_of_a_profile_does_not_replace_it() -> None:
    case.given(*MISSING, RECORDED).when(PROFILE, by=ASYLUM).then_refused(NotForYourRole)


def test_a_photo_is_not_of_tomorrow() -> None:
    later = RecordProfile(photo_on=TOMORROW.date(), photo="-")

    case.given(*TOGETHER).when(later, by=CARER).then_refused(InTheFuture, "photo_on")


def test_a_sheet_without_an_answer_is_no_sheet() -> None:
    case.given(*TOGETHER).when(RecordProfile(medical=" "), by=CARER).then_refused(r.NothingAnswered, "photo")
    case.given(*TOGETHER).when(RecordSafetyPlan(), by=CARER).then_refused(r.NothingAnswered, "warning_signs")


@pytest.mark.parametrize("who", [CARER, GUARDIAN, HOTLINE, POLICE], ids=lambda who: who.member)
def test_a_safety_plan_is_for_those_the_child_may_trust(who: Actor) -> None:
    state = case.given(*TOGETHER).when(PLAN, by=who).then(For(AGREED, Audience(AudienceKind.PROTECTED)))

    assert state.prepared.plan == frozenset({"trusted"})


def test_the_asylum_authority_records_no_safety_plan() -> None:
    case.given(*TOGETHER).when(PLAN, by=ASYLUM).then_refused(NotForYourRole)
