"""What the clock does to a duty."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from domain.task import commands as c
from domain.task import events as e
from tests.domain.cast import LANTERN, NOW, POLICE, TOMORROW
from tests.domain.task.stories import ACKNOWLEDGED, CLAIMED, COMPLETED, DUE, OPENED, REOPENED, WAIVED, task

MARK = c.MarkOverdue(due_at=DUE)
OVERDUE = e.TaskWentOverdue(due_at=DUE)
FIRST = c.Escalate(step=1, because="overdue")
SECOND = c.Escalate(step=2, because="overdue")
ESCALATED = e.TaskEscalated(step=1, to=POLICE.agency, because="overdue")


def test_a_duty_goes_overdue_once() -> None:
    task.given(OPENED).when(MARK, by=LANTERN).then(OVERDUE)
    task.given(OPENED, OVERDUE).when(MARK, by=LANTERN).then_nothing_happened()


def test_a_deadline_that_is_not_the_one_now_or_not_reached_changes_nothing() -> None:
    other = c.MarkOverdue(due_at=DUE + timedelta(minutes=1))
    later = e.TaskReopened(member="maria", reason=REOPENED.reason, due_at=NOW + timedelta(hours=1))

    task.given(OPENED).when(other, by=LANTERN).then_nothing_happened()
    moved = task.given(OPENED, WAIVED, later)
    moved.when(MARK, by=LANTERN).then_nothing_happened()
    moved.when(c.MarkOverdue(due_at=NOW + timedelta(hours=1)), by=LANTERN).then_nothing_happened()


def test_each_step_of_the_chain_is_told_once() -> None:
    late = task.given(OPENED, OVERDUE)

    late.when(FIRST, by=LANTERN).then(ESCALATED)
    late.when(FIRST, by=LANTERN).when(FIRST, by=LANTERN).then_nothing_happened()
    late.when(FIRST, by=LANTERN).when(SECOND, by=LANTERN).then(
        e.TaskEscalated(step=2, to="protection", because="overdue")
    )


def test_the_chain_ends() -> None:
    second = replace(ESCALATED, step=2, to="protection")

    told = task.given(OPENED, OVERDUE, ESCALATED, second)
    told.when(c.Escalate(step=3, because="overdue"), by=LANTERN).then_nothing_happened()


def test_a_step_of_a_clock_that_does_not_run_any_more_changes_nothing() -> None:
    task.given(OPENED).when(FIRST, by=LANTERN).then_nothing_happened()
    task.given(OPENED, OVERDUE, ESCALATED, WAIVED, REOPENED).when(SECOND, by=LANTERN).then_nothing_happened()
    task.given(OPENED, OVERDUE, WAIVED, REOPENED, OVERDUE).when(SECOND, by=LANTERN).then_nothing_happened()


def test_only_a_duty_that_nobody_has_seen_in_time_escalates_for_that() -> None:
    unseen = c.Escalate(step=1, because="unacknowledged")
    in_time, later = replace(OPENED, acknowledge_by=NOW), replace(OPENED, acknowledge_by=TOMORROW)

    task.given(in_time).when(unseen, by=LANTERN).then(replace(ESCALATED, because="unacknowledged"))
    task.given(in_time, ACKNOWLEDGED).when(unseen, by=LANTERN).then_nothing_happened()
    task.given(later).when(unseen, by=LANTERN).then_nothing_happened()
    task.given(OPENED).when(unseen, by=LANTERN).then_nothing_happened()


def test_whoever_reopens_a_duty_has_seen_it_and_the_rules_ask_for_that_anew() -> None:
    unseen = c.Escalate(step=1, because="unacknowledged")
    anew = replace(REOPENED, member="reacting", acknowledge_by=NOW, acknowledged=False)
    given = (replace(OPENED, acknowledge_by=DUE), WAIVED)

    task.given(*given, REOPENED).when(unseen, by=LANTERN).then_nothing_happened()
    task.given(*given, anew).when(unseen, by=LANTERN).then(replace(ESCALATED, because="unacknowledged"))
    task.given(*given, replace(anew, acknowledge_by=TOMORROW)).when(unseen, by=LANTERN).then_nothing_happened()


def test_clocks_leave_a_finished_duty_alone() -> None:
    ended = task.given(OPENED, CLAIMED, COMPLETED)

    ended.when(MARK, by=LANTERN).then_nothing_happened()
    ended.when(FIRST, by=LANTERN).then_nothing_happened()


def test_a_reopened_duty_has_a_clock_of_its_own() -> None:
    story = task.given(OPENED, OVERDUE, ESCALATED, WAIVED, REOPENED).when(c.MarkOverdue(due_at=NOW), by=LANTERN)

    story.then(e.TaskWentOverdue(due_at=NOW))
    story.when(FIRST, by=LANTERN).then(ESCALATED)


def test_what_does_not_fit_leaves_the_task_as_it_is() -> None:
    assert task.given(CLAIMED).state == task.given().state
    assert task.given(OPENED, OPENED, REOPENED).state == task.given(OPENED).state
    assert task.given(OPENED, WAIVED, CLAIMED).state == task.given(OPENED, WAIVED).state
