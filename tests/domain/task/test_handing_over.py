"""Passing a duty on: an offer and its acceptance."""

from __future__ import annotations

from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from domain.task import commands as c
from domain.task import events as e
from domain.task import refusals as r
from tests.domain.cast import CARER, GUARDIAN, NIGHT_CARER, NOW, POLICE
from tests.domain.task.stories import CLAIMED, OFFERED, OFFERED_TO_COLLEAGUE, OPENED, task

OFFER = c.HandOver(to_agency=POLICE.agency, reason="Their town")
TO_COLLEAGUE = c.HandOver(to_agency=CARER.agency, to_member=NIGHT_CARER.member, reason="My shift ends")
MOVED = e.TaskHandedOver(from_agency=CARER.agency, to_agency=POLICE.agency, to_member=POLICE.member, at=NOW)
DECLINE = c.DeclineHandOver(reason="Not our town")
DECLINED = e.TaskHandOverDeclined(declined_by=POLICE.member, reason=Clear("Not our town"))
WITHDRAWN = e.TaskHandOverWithdrawn(withdrawn_by=CARER.member)


def test_a_duty_is_offered_to_another_agency_or_a_colleague() -> None:
    task.given(OPENED, CLAIMED).when(OFFER, by=CARER).then(OFFERED)
    task.given(OPENED).when(OFFER, by=CARER).then(OFFERED)
    task.given(OPENED, CLAIMED).when(TO_COLLEAGUE, by=CARER).then(OFFERED_TO_COLLEAGUE)


def test_offering_again_changes_nothing() -> None:
    task.given(OPENED, CLAIMED, OFFERED).when(OFFER, by=CARER).then_nothing_happened()


def test_one_offer_waits_at_a_time() -> None:
    task.given(OPENED, CLAIMED, OFFERED).when(TO_COLLEAGUE, by=CARER).then_refused(r.HandOverOpen)
    task.given(OPENED, OFFERED).when(OFFER, by=NIGHT_CARER).then_refused(r.HandOverOpen)


def test_a_duty_moves_to_somebody_else() -> None:
    myself = c.HandOver(to_agency=CARER.agency, to_member=CARER.member, reason="?")
    us = c.HandOver(to_agency=CARER.agency, reason="?")

    task.given(OPENED, CLAIMED).when(myself, by=CARER).then_refused(r.HandOverToYourself, "to_member")
    task.given(OPENED, CLAIMED).when(us, by=CARER).then_refused(r.HandOverToYourself, "to_member")


def test_nobody_offers_what_a_colleague_holds() -> None:
    task.given(OPENED, CLAIMED).when(OFFER, by=NIGHT_CARER).then_refused(r.TaskAlreadyClaimed)


def test_an_offer_says_why() -> None:
    blank = c.HandOver(to_agency=POLICE.agency, reason=" ")

    task.given(OPENED, CLAIMED).when(blank, by=CARER).then_refused(ReasonNeeded, "reason")


def test_an_accepted_duty_has_moved_and_accepting_again_changes_nothing() -> None:
    story = task.given(OPENED, CLAIMED, OFFERED).when(c.AcceptHandOver(), by=POLICE)

    story.then(MOVED)
    story.when(c.AcceptHandOver(), by=POLICE).then_nothing_happened()
    story.when(c.Note(note="?"), by=CARER).then_refused(r.NotYourTask)


def test_a_colleague_accepts_what_was_offered_to_them() -> None:
    moved = e.TaskHandedOver(from_agency=CARER.agency, to_agency=CARER.agency, to_member=NIGHT_CARER.member, at=NOW)

    task.given(OPENED, CLAIMED, OFFERED_TO_COLLEAGUE).when(c.AcceptHandOver(), by=NIGHT_CARER).then(moved)


def test_nobody_accepts_what_was_offered_to_somebody_else() -> None:
    task.given(OPENED, CLAIMED, OFFERED).when(c.AcceptHandOver(), by=GUARDIAN).then_refused(r.NotOfferedToYou)
    colleague = task.given(OPENED, CLAIMED, OFFERED_TO_COLLEAGUE)
    colleague.when(c.AcceptHandOver(), by=CARER).then_refused(r.NotOfferedToYou)


def test_without_an_offer_there_is_nothing_to_answer() -> None:
    task.given(OPENED).when(c.AcceptHandOver(), by=POLICE).then_refused(r.NothingOffered)
    task.given(OPENED, CLAIMED).when(DECLINE, by=POLICE).then_refused(r.NothingOffered)
    task.given(OPENED, CLAIMED).when(c.AcceptHandOver(), by=POLICE).then_refused(r.NothingOffered)


def test_a_declined_duty_stays_and_declining_again_changes_nothing() -> None:
    story = task.given(OPENED, CLAIMED, OFFERED).when(DECLINE, by=POLICE)

    story.then(DECLINED)
    story.when(DECLINE, by=POLICE).then_nothing_happened()
    story.when(c.Note(note="?"), by=CARER).then(e.TaskNoted(member=CARER.member, note=Clear("?")))
    blank = c.DeclineHandOver(reason=" ")
    task.given(OPENED, CLAIMED, OFFERED).when(blank, by=POLICE).then_refused(ReasonNeeded, "reason")


def test_an_offer_is_taken_back_before_it_is_answered() -> None:
    story = task.given(OPENED, CLAIMED, OFFERED).when(c.WithdrawHandOver(), by=CARER)

    story.then(WITHDRAWN)
    story.when(c.WithdrawHandOver(), by=CARER).then_nothing_happened()
    story.when(c.AcceptHandOver(), by=POLICE).then_refused(r.NothingOffered)
