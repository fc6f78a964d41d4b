"""Taking a duty on and finishing it."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.deciding.refusals import Backwards, InTheFuture, ReasonNeeded
from domain.envelope import Occurred
from domain.privacy import Clear
from domain.task import commands as c
from domain.task import events as e
from domain.task import refusals as r
from domain.task.decider import originator
from tests.domain.cast import CARER, EARLIER, LANTERN, NIGHT_CARER, NOW, POLICE, TOMORROW, acting
from tests.domain.task.stories import ACKNOWLEDGED, CLAIMED, COMPLETED, OPEN, OPENED, REOPENED, WAIVED, task

COMPLETE = c.Complete(outcome="reported", note="By phone")
WAIVE = c.Waive(reason="She is back")
NOTE = c.Note(note="Line busy")
NOTED = e.TaskNoted(member=CARER.member, note=Clear("Line busy"))
RELEASED = e.TaskReleased(member=CARER.member, reason=Clear("Ill"))
REOPEN = c.Reopen(reason="Nobody picked up", due_at=NOW)


def test_a_task_has_a_history_of_its_own() -> None:
    assert originator("c", "t") == "case.c.task.t"


def test_a_rule_opens_a_task_and_opening_it_again_changes_nothing() -> None:
    task.given().when(OPEN, by=LANTERN).then(OPENED)
    task.given(OPENED).when(OPEN, by=LANTERN).then_nothing_happened()
    task.given(OPENED, CLAIMED, COMPLETED).when(OPEN, by=LANTERN).then_nothing_happened()


def test_nothing_can_be_done_with_a_task_that_was_not_opened() -> None:
    task.given().when(c.Claim(), by=CARER).then_refused(r.NoSuchTask)


@pytest.mark.parametrize("command", [c.Acknowledge(), c.Claim(), NOTE, WAIVE, COMPLETE, REOPEN], ids=repr)
def test_another_agency_does_not_work_on_a_task(command: c.TaskCommand) -> None:
    task.given(OPENED).when(command, by=POLICE).then_refused(r.NotYourTask)
    task.given(OPENED, CLAIMED, COMPLETED).when(command, by=POLICE).then_refused(r.NotYourTask)


def test_a_duty_is_acknowledged_once_for_the_whole_agency() -> None:
    task.given(OPENED).when(c.Acknowledge(), by=CARER).then(ACKNOWLEDGED)
    task.given(OPENED, ACKNOWLEDGED).when(c.Acknowledge(), by=NIGHT_CARER).then_nothing_happened()
    task.given(OPENED, CLAIMED).when(c.Acknowledge(), by=CARER).then_nothing_happened()


def test_one_member_claims_a_duty_and_claiming_again_changes_nothing() -> None:
    task.given(OPENED).when(c.Claim(), by=CARER).then(CLAIMED)
    task.given(OPENED, CLAIMED).when(c.Claim(), by=CARER).then_nothing_happened()


def test_whoever_is_late_hears_who_has_claimed_the_duty() -> None:
    story = task.given(OPENED, CLAIMED).when(c.Claim(), by=NIGHT_CARER)

    story.then_refused(r.TaskAlreadyClaimed)
    assert isinstance(story.refused, r.TaskAlreadyClaimed)
    assert (story.refused.member, story.refused.agency, story.refused.at) == (CARER.member, CARER.agency, NOW)


def test_a_duty_is_given_back_by_who_holds_it() -> None:
    task.given(OPENED, CLAIMED).when(c.Release(reason="Ill"), by=CARER).then(RELEASED)
    task.given(OPENED, CLAIMED, RELEASED).when(c.Release(reason="Ill"), by=CARER).then_nothing_happened()
    task.given(OPENED, CLAIMED).when(c.Release(), by=NIGHT_CARER).then_refused(r.TaskAlreadyClaimed)


def test_a_duty_that_was_given_back_can_be_claimed_by_a_colleague() -> None:
    claimed = e.TaskClaimed(member=NIGHT_CARER.member, agency=CARER.agency, at=NOW)

    task.given(OPENED, CLAIMED, RELEASED).when(c.Claim(), by=NIGHT_CARER).then(claimed)


def test_a_note_is_written_down_by_anybody_of_the_agency() -> None:
    task.given(OPENED).when(NOTE, by=CARER).then(NOTED)
    task.given(OPENED, CLAIMED).when(NOTE, by=NIGHT_CARER).then(
        e.TaskNoted(member=NIGHT_CARER.member, note=Clear("Line busy"))
    )
    task.given(OPENED).when(c.Note(note=" "), by=CARER).then_refused(ReasonNeeded, "note")


def test_who_holds_a_duty_completes_it_with_an_outcome_of_the_rule() -> None:
    task.given(OPENED, CLAIMED).when(COMPLETE, by=CARER).then(COMPLETED)
    task.given(OPENED, CLAIMED).when(c.Complete(outcome="lost"), by=CARER).then_refused(r.UnknownOutcome, "outcome")


def test_a_refused_outcome_names_those_that_are_possible() -> None:
    story = task.given(OPENED, CLAIMED).when(c.Complete(outcome="lost"), by=CARER)

    assert story.refused is not None
    assert story.refused.why == "This task cannot end with that outcome."
    assert story.refused.instead == "Choose one of: reported, not-needed."


def test_a_rule_without_outcomes_ends_as_done_and_no_other_word() -> None:
    opened = e.TaskOpened(
        case="c",
        task="t",
        reference="GR-2026-0007",
        agency=CARER.agency,
        role=OPENED.role,
        country=None,
        code="call",
        title="Call the child",
        opened_at=NOW,
        due_at=None,
    )

    claimed = task.given(opened, CLAIMED)
    done = e.TaskCompleted(member=CARER.member, outcome="done", note=Clear(""))

    claimed.when(c.Complete(), by=CARER).then(done)
    claimed.when(c.Complete(outcome="abena-tesfay"), by=CARER).then_refused(r.UnknownOutcome, "outcome")


def test_a_duty_is_claimed_before_it_is_completed() -> None:
    task.given(OPENED).when(COMPLETE, by=CARER).then_refused(r.TaskNotClaimedByYou)
    task.given(OPENED, CLAIMED).when(COMPLETE, by=NIGHT_CARER).then_refused(r.TaskAlreadyClaimed)


def test_completing_again_changes_nothing() -> None:
    task.given(OPENED, CLAIMED, COMPLETED).when(COMPLETE, by=CARER).then_nothing_happened()


def test_a_duty_is_waived_with_a_reason_also_before_anybody_claims_it() -> None:
    task.given(OPENED).when(WAIVE, by=CARER).then(WAIVED)
    task.given(OPENED, WAIVED).when(WAIVE, by=CARER).then_nothing_happened()
    task.given(OPENED).when(c.Waive(reason=" "), by=CARER).then_refused(ReasonNeeded, "reason")
    task.given(OPENED, CLAIMED).when(WAIVE, by=NIGHT_CARER).then_refused(r.TaskAlreadyClaimed)


def test_a_finished_duty_stays_as_it_is() -> None:
    ended = task.given(OPENED, CLAIMED, COMPLETED)

    for command in (c.Claim(), NOTE, WAIVE, c.Complete(outcome="not-needed")):
        ended.when(command, by=CARER).then_refused(r.TaskAlreadyEnded)
    task.given(OPENED, WAIVED).when(COMPLETE, by=CARER).then_refused(r.TaskAlreadyEnded)


def test_a_finished_duty_is_reopened_with_a_reason() -> None:
    ended = task.given(OPENED, CLAIMED, COMPLETED)

    ended.when(REOPEN, by=CARER).then(REOPENED)
    ended.when(REOPEN, by=CARER).when(REOPEN, by=CARER).then_nothing_happened()
    ended.when(c.Reopen(reason=" "), by=CARER).then_refused(ReasonNeeded, "reason")


def test_a_duty_that_is_not_finished_is_not_reopened() -> None:
    task.given(OPENED).when(REOPEN, by=CARER).then_refused(r.TaskNotEnded)


def test_what_the_rules_withdrew_they_open_again_with_new_clocks() -> None:
    withdrawn = task.given(OPENED).when(c.Waive(reason="Not needed"), by=LANTERN)
    again = c.OpenAgain(reason="Needed again", due_at=TOMORROW, acknowledge_by=TOMORROW)
    reopened = e.TaskReopened(
        member=LANTERN.member,
        reason=Clear("Needed again"),
        due_at=TOMORROW,
        acknowledge_by=TOMORROW,
        acknowledged=False,
    )

    withdrawn.when(again, by=LANTERN).then(reopened)
    withdrawn.when(again, by=LANTERN).when(again, by=LANTERN).then_nothing_happened()
    withdrawn.when(again, by=replace(CARER, member=LANTERN.member)).then_nothing_happened()


def test_what_a_person_ended_the_rules_leave_ended() -> None:
    again = c.OpenAgain(reason="Needed again")

    task.given(OPENED, CLAIMED, COMPLETED).when(again, by=LANTERN).then_nothing_happened()
    task.given(OPENED, WAIVED).when(again, by=LANTERN).then_nothing_happened()


def test_nobody_holds_a_reopened_duty() -> None:
    task.given(OPENED, CLAIMED, COMPLETED, REOPENED).when(c.Claim(), by=NIGHT_CARER).then(
        e.TaskClaimed(member=NIGHT_CARER.member, agency=CARER.agency, at=NOW)
    )


def test_what_is_recorded_has_happened() -> None:
    opened = task.given(OPENED)

    opened.when(NOTE, by=CARER, occurred=Occurred(TOMORROW)).then_refused(InTheFuture, "occurred_at")
    opened.when(NOTE, by=CARER, occurred=Occurred(EARLIER, TOMORROW)).then_refused(InTheFuture, "occurred_at")
    opened.when(NOTE, by=CARER, occurred=Occurred(NOW, EARLIER)).then_refused(Backwards, "occurred_at")
    opened.when(NOTE, by=CARER, occurred=Occurred(EARLIER, NOW)).then(NOTED)


def test_the_circumstances_of_a_command_end_up_in_the_envelope() -> None:
    meta = acting(CARER, occurred=Occurred(EARLIER)).meta()

    assert (meta.actor, meta.agency, meta.jurisdiction) == (CARER.member, CARER.agency, CARER.country)
    assert meta.occurred_at == Occurred(EARLIER)
