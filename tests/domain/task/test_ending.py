"""How a duty ends: with the word its rule asks for, and some of them again and again."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from domain.privacy import Clear
from domain.task import commands as c
from domain.task import events as e
from domain.task import refusals as r
from domain.task.decider import COMES_BACK
from tests.domain.cast import CARER, NIGHT_CARER, NOW
from tests.domain.task.stories import CLAIMED, OPEN, OPENED, task

MONTH = 30 * 24 * 60
WITH_NOTE = replace(OPENED, note_for=("not-needed",))
REVIEW = replace(OPENED, repeat_minutes=MONTH)
REVIEWED = e.TaskCompleted(member=CARER.member, outcome="reported", note=Clear(""))
BACK = e.TaskReopened(member=CARER.member, reason=Clear(COMES_BACK), due_at=NOW + timedelta(days=30))
DONE = c.Complete(outcome="reported")


def test_what_the_rule_says_of_its_end_is_recorded_with_the_task() -> None:
    asked = replace(OPEN, note_for=("not-needed",), repeat_minutes=MONTH)

    task.given().when(asked, by=CARER).then(replace(WITH_NOTE, repeat_minutes=MONTH))


def test_an_outcome_that_says_nothing_without_its_reason_asks_for_a_note() -> None:
    claimed = task.given(WITH_NOTE, CLAIMED)
    ended = e.TaskCompleted(member=CARER.member, outcome="not-needed", note=Clear("She is at school"))

    for note in ("", " \n"):
        claimed.when(c.Complete(outcome="not-needed", note=note), by=CARER).then_refused(r.NoteNeeded, "note")
    claimed.when(c.Complete(outcome="not-needed", note="She is at school"), by=CARER).then(ended)
    claimed.when(DONE, by=CARER).then(REVIEWED)


def test_a_duty_that_repeats_is_open_again_as_soon_as_it_was_done() -> None:
    task.given(REVIEW, CLAIMED).when(DONE, by=CARER).then(REVIEWED, BACK)


def test_who_did_it_last_time_need_not_do_it_the_next_time() -> None:
    again = task.given(REVIEW, CLAIMED, REVIEWED, BACK)

    again.when(DONE, by=CARER).then_refused(r.TaskNotClaimedByYou)
    again.when(c.Claim(), by=NIGHT_CARER).then(replace(CLAIMED, member=NIGHT_CARER.member))


def test_each_time_is_due_so_long_after_the_time_before() -> None:
    task.given(REVIEW, CLAIMED, REVIEWED, BACK, CLAIMED).when(DONE, by=CARER).then(REVIEWED, BACK)


def test_what_is_waived_does_not_come_back() -> None:
    waived = e.TaskWaived(member=CARER.member, reason=Clear("Found"))

    task.given(REVIEW, CLAIMED).when(c.Waive(reason="Found"), by=CARER).then(waived)
