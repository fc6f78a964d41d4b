"""What the child is offered after being found."""

from __future__ import annotations

import pytest

from domain.case.aftercare import refusals as r
from domain.case.codes import AbsenceEnd, EpisodeOutcome, Located, Service
from domain.case.commands import (
    DeclineReturnInterview,
    HoldReturnInterview,
    MakeReferral,
    OfferReturnInterview,
)
from domain.case.events import (
    AbsenceResolved,
    ChildLocated,
    EpisodeClosed,
    PlacementStarted,
    ReferralMade,
    ReturnInterviewDeclined,
    ReturnInterviewHeld,
    ReturnInterviewOffered,
)
from domain.case.refusals import AgencyNotInCase
from domain.codes import Country
from domain.deciding import For
from domain.deciding.refusals import ReasonNeeded
from domain.envelope import Audience, AudienceKind
from domain.events import Event
from domain.privacy import Clear
from tests.domain.case.stories import ABSENT, FOUND, MISSING, OVER, TOGETHER, case
from tests.domain.cast import CARER, GUARDIAN, HOTLINE, POLICE, STRANGER, Actor


def offer(by: Actor) -> OfferReturnInterview:
    return OfferReturnInterview(interviewer=by.agency)


def offered(by: Actor, *, independent: bool = True) -> ReturnInterviewOffered:
    return ReturnInterviewOffered(episode="first", interviewer=by.agency, independent=independent)


OFFERED = offered(GUARDIAN)
HOLD = HoldReturnInterview(account="By train", own_words="I was cold", needs="A dentist", sharing="Not with my uncle")
HELD = ReturnInterviewHeld(
    episode="first",
    interviewer=GUARDIAN.agency,
    account=Clear("By train"),
    own_words=Clear("I was cold"),
    needs=Clear("A dentist"),
    sharing=Clear("Not with my uncle"),
)
IN_CONFIDENCE = Audience(AudienceKind.PROTECTED)
CONFIDED = For(HELD, IN_CONFIDENCE)
DECLINE = DeclineReturnInterview(reason="Not now")
DECLINED = ReturnInterviewDeclined(episode="first", reason=Clear("Not now"))
REFER = MakeReferral(referral="r", to=Service.LEGAL_AID, note="Asylum interview in May")
REFERRED = ReferralMade(referral="r", to=Clear(Service.LEGAL_AID), note=Clear("Asylum interview in May"))


def test_a_found_child_is_offered_an_interview_and_offering_again_changes_nothing() -> None:
    case.given(*FOUND).when(offer(GUARDIAN), by=CARER).then(OFFERED)
    case.given(*OVER).when(offer(GUARDIAN), by=CARER).then(OFFERED)
    case.given(*FOUND, OFFERED).when(offer(GUARDIAN), by=CARER).then_nothing_happened()


def test_a_child_who_came_back_by_themselves_can_be_interviewed_too() -> None:
    resolved = AbsenceResolved(episode="first", how=AbsenceEnd.RETURNED)

    case.given(*TOGETHER, ABSENT, resolved).when(offer(GUARDIAN), by=CARER).then(OFFERED)


@pytest.mark.parametrize(
    "events",
    [
        TOGETHER,
        MISSING,
        (*MISSING, EpisodeClosed(episode="first", outcome=Clear(EpisodeOutcome.NOT_FOUND))),
        (*TOGETHER, ABSENT, AbsenceResolved(episode="first", how=AbsenceEnd.ALLOWED)),
        (
            *MISSING,
            ChildLocated(
                episode="first", country=Country.BE, place=Clear("-"), how=Clear(Located.DECEASED), alive=False, by="x"
            ),
        ),
    ],
    ids=["never missing", "missing", "never found", "never away", "deceased"],
)
def test_nobody_is_interviewed_who_has_not_come_back(events: tuple[Event, ...]) -> None:
    case.given(*events).when(offer(GUARDIAN), by=CARER).then_refused(r.NotFoundYet)
    case.given(*events).when(HOLD, by=GUARDIAN).then_refused(r.NoInterviewOffered)


def test_an_interviewer_who_cares_for_the_child_is_not_independent() -> None:
    home = PlacementStarted(placement="p", agency=HOTLINE.agency, country=Country.GR, place=Clear("-"))

    case.given(*FOUND).when(offer(CARER), by=CARER).then(offered(CARER, independent=False))
    case.given(*FOUND, home).when(offer(HOTLINE), by=CARER).then(offered(HOTLINE, independent=False))
    case.given(*FOUND, home).when(offer(GUARDIAN), by=CARER).then(OFFERED)


def test_the_interviewer_takes_part_in_the_case() -> None:
    case.given(*FOUND).when(offer(STRANGER), by=CARER).then_refused(AgencyNotInCase, "interviewer")


def test_the_chosen_agency_holds_the_interview_once() -> None:
    case.given(*FOUND, OFFERED).when(HOLD, by=GUARDIAN).then(CONFIDED)
    case.given(*FOUND, OFFERED, HELD).when(HOLD, by=GUARDIAN).then_refused(r.InterviewHeld)


def test_another_agency_does_not_hold_the_interview() -> None:
    case.given(*FOUND, OFFERED).when(HOLD, by=POLICE).then_refused(r.NotTheInterviewer)


def test_an_interview_is_offered_before_it_is_held_or_declined() -> None:
    case.given(*FOUND).when(HOLD, by=GUARDIAN).then_refused(r.NoInterviewOffered)
    case.given(*FOUND).when(DECLINE, by=GUARDIAN).then_refused(r.NoInterviewOffered)


def test_an_interview_has_an_account_and_a_decline_has_a_reason() -> None:
    offered_ = case.given(*FOUND, OFFERED)

    offered_.when(HoldReturnInterview(account=" "), by=GUARDIAN).then_refused(ReasonNeeded, "account")
    offered_.when(DeclineReturnInterview(reason=" "), by=CARER).then_refused(ReasonNeeded, "reason")


def test_a_child_declines_and_may_change_their_mind() -> None:
    case.given(*FOUND, OFFERED).when(DECLINE, by=CARER).then(DECLINED)
    case.given(*FOUND, OFFERED, DECLINED).when(DECLINE, by=CARER).then_nothing_happened()
    case.given(*FOUND, OFFERED, DECLINED).when(HOLD, by=GUARDIAN).then(CONFIDED)


def test_an_interview_can_be_offered_anew_until_it_was_held() -> None:
    case.given(*FOUND, OFFERED).when(offer(POLICE), by=CARER).then(offered(POLICE))
    case.given(*FOUND, OFFERED, DECLINED).when(offer(GUARDIAN), by=CARER).then(OFFERED)
    case.given(*FOUND, OFFERED, HELD).when(offer(GUARDIAN), by=CARER).then_refused(r.InterviewHeld)


def test_an_interview_that_was_held_is_not_declined_afterwards() -> None:
    case.given(*FOUND, OFFERED, HELD).when(DECLINE, by=CARER).then_refused(r.InterviewHeld)


def test_a_child_is_referred_to_a_service_once() -> None:
    case.given(*TOGETHER).when(REFER, by=GUARDIAN).then(REFERRED)
    case.given(*TOGETHER, REFERRED).when(REFER, by=GUARDIAN).then_nothing_happened()


def test_an_interview_is_kept_in_the_sections_in_which_it_was_held() -> None:
    command = HoldReturnInterview(account="Away", whereabouts="A flat", harm="Hit by a man", would_help="A phone")
    held = ReturnInterviewHeld(
        episode="first",
        interviewer=GUARDIAN.agency,
        account=Clear("Away"),
        whereabouts=Clear("A flat"),
        harm=Clear("Hit by a man"),
        would_help=Clear("A phone"),
    )

    case.given(*FOUND, OFFERED).when(command, by=GUARDIAN).then(For(held, IN_CONFIDENCE))


def test_who_declined_was_asked_so_often_and_the_carer_says_what_they_know() -> None:
    command = DeclineReturnInterview(reason="Not now", attempts="Twice", carer_knows="Came back hungry")
    declined = ReturnInterviewDeclined(
        episode="first", reason=Clear("Not now"), attempts=Clear("Twice"), carer_knows=Clear("Came back hungry")
    )

    case.given(*FOUND, OFFERED).when(command, by=CARER).then(declined)
