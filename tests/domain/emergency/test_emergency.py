"""Emergency access: taken by who takes no part, ends by itself, reviewed once and by another agency."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.case.codes import CaseOutcome, EmergencyFinding, EmergencyReason
from domain.case.commands import ReviewEmergencyAccess, TakeEmergencyAccess
from domain.case.emergency.refusals import NoSuchAccess, ReviewedAlready, ReviewedBySomebodyElse, TakesPartAlready
from domain.case.events import AgencyJoined, CaseClosed, EmergencyAccessReviewed, EmergencyAccessTaken
from domain.case.possible import possible
from domain.case.refusals import CaseIsClosed, NotForYourRole, NotInThisCase
from domain.codes import Country, Role
from domain.commands import likely
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import OPENED, TOGETHER, case
from tests.domain.cast import ASYLUM, CARER, CHAIR, NOW, POLICE, STRANGER, Actor, acting

CLOSED = CaseClosed(outcome=Clear(CaseOutcome.SETTLED))
WORDS = "She stands at our desk"
TAKE = TakeEmergencyAccess(access="e-1", reason=EmergencyReason.CHILD_WITH_US, circumstances=WORDS)
REVIEW = ReviewEmergencyAccess(access="e-1", finding=EmergencyFinding.WAS_NEEDED, note="She was safe within the hour")


def taken(by: Actor = POLICE, until: timedelta = timedelta(hours=4)) -> EmergencyAccessTaken:
    return EmergencyAccessTaken(
        access="e-1",
        agency=by.agency,
        member=by.member,
        until=NOW + until,
        reason=Clear(EmergencyReason.CHILD_WITH_US.value),
        circumstances=Clear(WORDS),
    )


def reviewed() -> EmergencyAccessReviewed:
    return EmergencyAccessReviewed(access="e-1", finding=REVIEW.finding, note=Clear(str(REVIEW.note)))


def test_who_takes_no_part_reads_for_some_hours() -> None:
    case.given(OPENED).when(TAKE, by=POLICE).then(taken())


def test_it_is_taken_once_while_it_runs_and_anew_when_it_has_ended() -> None:
    case.given(OPENED, taken()).when(TAKE, by=POLICE).then_nothing_happened()
    case.given(OPENED, taken(until=timedelta(0))).when(TAKE, by=POLICE).then(taken())


def test_who_acts_for_two_agencies_takes_it_for_the_one_they_act_for_now() -> None:
    elsewhere = replace(POLICE, agency="police-be", country=Country.BE)

    case.given(OPENED, taken()).when(TAKE, by=elsewhere).then(taken(by=elsewhere))


@pytest.mark.parametrize("by", [ASYLUM, CHAIR])
def test_who_is_walled_off_or_only_reads_takes_none(by: Actor) -> None:
    case.given(OPENED).when(TAKE, by=by).then_refused(NotForYourRole)


def test_who_takes_part_has_no_need_and_a_closed_case_stays_closed() -> None:
    case.given(OPENED).when(TAKE, by=CARER).then_refused(TakesPartAlready)
    case.given(OPENED, CLOSED).when(TAKE, by=POLICE).then_refused(CaseIsClosed)


def test_it_is_not_taken_without_a_word() -> None:
    silent = TakeEmergencyAccess(access="e-1", reason=EmergencyReason.SEARCH_RUNNING, circumstances=" ")

    case.given(OPENED).when(silent, by=POLICE).then_refused(ReasonNeeded, "circumstances")


def test_another_agency_reviews_it_once() -> None:
    case.given(OPENED, taken()).when(REVIEW, by=CARER).then(reviewed())
    case.given(OPENED, taken(), reviewed()).when(REVIEW, by=CARER).then_refused(ReviewedAlready)
    case.given(OPENED).when(REVIEW, by=CARER).then_refused(NoSuchAccess, "access")


def test_nobody_reviews_what_their_own_agency_did() -> None:
    joined = AgencyJoined(agency=POLICE.agency, role=Role.POLICE, country=Country.GR, invited_by=CARER.agency)

    case.given(OPENED, taken()).when(REVIEW, by=POLICE).then_refused(NotInThisCase)
    case.given(OPENED, taken(), joined).when(REVIEW, by=POLICE).then_refused(ReviewedBySomebodyElse)


def test_a_review_is_offered_while_one_waits() -> None:
    waiting, closed = case.given(*TOGETHER, taken(by=STRANGER)), case.given(*TOGETHER, taken(by=STRANGER), reviewed())

    assert [REVIEW.slug() in possible(each.state, acting(CARER)) for each in (waiting, closed)] == [True, False]


def test_a_review_that_is_waited_for_is_put_before_others() -> None:
    assert "review-emergency-access" in likely(case.given(*TOGETHER, taken(STRANGER)).state)
    assert "review-emergency-access" not in likely(case.given(*TOGETHER, taken(STRANGER), reviewed()).state)
