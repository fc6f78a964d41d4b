"""A clock that waits: for a reason of the rule, until a moment, and never longer than the rule allows."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.context import Context
from domain.deciding.refusals import Refused
from domain.privacy import Clear
from domain.task import commands as c
from domain.task import events as e
from domain.task import refusals as r
from domain.task.decider import DECIDER
from domain.task.state import Ended, Running, Task
from tests.domain.cast import CARER, LANTERN, NIGHT_CARER, NOW, POLICE, Actor, acting
from tests.domain.task.stories import CLAIMED, COMPLETED, OPENED, REOPENED, WAIVED, task

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
WAITING = replace(OPENED, due_at=NOW + 4 * HOUR, pauses=("interpreter-awaited", "court-awaited"), pause_minutes=120)
PAUSE = c.PauseClock(because="interpreter-awaited", until=NOW + HOUR, note="Tigrinya")
PAUSED = e.TaskClockPaused(
    member=CARER.member,
    because="interpreter-awaited",
    at=NOW,
    until=NOW + HOUR,
    due_at=NOW + 5 * HOUR,
    note=Clear("Tigrinya"),
)
EARLIER = replace(PAUSED, at=NOW - HOUR, until=NOW - 30 * MINUTE, due_at=NOW + 4 * HOUR + 30 * MINUTE)
RESUME = c.ResumeClock()


def test_who_holds_a_duty_pauses_its_clock_for_a_reason_of_the_rule() -> None:
    held = task.given(WAITING, CLAIMED)

    held.when(PAUSE, by=CARER).then(PAUSED)
    held.when(PAUSE, by=CARER).when(PAUSE, by=CARER).then_nothing_happened()
    held.when(replace(PAUSE, because="tired"), by=CARER).then_refused(r.UnknownPause, "because")
    held.when(PAUSE, by=NIGHT_CARER).then_refused(r.TaskAlreadyClaimed)
    held.when(PAUSE, by=POLICE).then_refused(r.NotYourTask)
    task.given(WAITING).when(PAUSE, by=CARER).then_refused(r.TaskNotClaimedByYou)


@pytest.mark.parametrize(
    "given",
    [
        (replace(WAITING, pauses=()), CLAIMED),
        (replace(WAITING, due_at=None), CLAIMED),
        (replace(WAITING, due_at=NOW), CLAIMED),
        (WAITING, e.TaskWentOverdue(due_at=NOW + 4 * HOUR), CLAIMED),
    ],
    ids=["the rule knows no pause", "no clock", "the deadline is now", "overdue"],
)
def test_some_clocks_cannot_be_paused(given: tuple[e.TaskEvent, ...]) -> None:
    task.given(*given).when(PAUSE, by=CARER).then_refused(r.ClockCannotPause)


def test_a_paused_clock_is_not_paused_otherwise_before_it_runs_again() -> None:
    paused = task.given(WAITING, CLAIMED, PAUSED)

    paused.when(replace(PAUSE, until=NOW + 2 * HOUR), by=CARER).then_refused(r.ClockPaused)
    paused.when(replace(PAUSE, because="court-awaited"), by=CARER).then_refused(r.ClockPaused)


@pytest.mark.parametrize("until", [NOW, NOW - MINUTE, NOW + 2 * HOUR + MINUTE])
def test_a_pause_lies_ahead_and_is_no_longer_than_the_rule_allows(until: datetime) -> None:
    task.given(WAITING, CLAIMED).when(replace(PAUSE, until=until), by=CARER).then_refused(r.PauseTooLong, "until")


def test_all_pauses_together_are_no_longer_than_the_rule_allows() -> None:
    once = task.given(WAITING, CLAIMED, EARLIER, e.TaskClockResumed(member="x", at=NOW, due_at=NOW + 5 * HOUR))

    once.when(replace(PAUSE, until=NOW + HOUR + MINUTE), by=CARER).then_refused(r.PauseTooLong, "until")
    once.when(PAUSE, by=CARER).then(replace(PAUSED, due_at=NOW + 6 * HOUR))


def test_running_on_the_duty_is_due_later_by_as_long_as_it_waited() -> None:
    since = replace(PAUSED, at=NOW - 20 * MINUTE, due_at=NOW + 5 * HOUR + 20 * MINUTE)
    resumed = e.TaskClockResumed(member=NIGHT_CARER.member, at=NOW, due_at=NOW + 4 * HOUR + 20 * MINUTE)

    task.given(WAITING, CLAIMED, since).when(RESUME, by=NIGHT_CARER).then(resumed)
    task.given(WAITING, CLAIMED, since, resumed).when(RESUME, by=CARER).then_nothing_happened()
    task.given(WAITING, CLAIMED, since).when(RESUME, by=POLICE).then_refused(r.NotYourTask)
    task.given(WAITING, CLAIMED, COMPLETED).when(RESUME, by=CARER).then_refused(r.TaskAlreadyEnded)


def test_by_itself_a_clock_runs_on_when_the_pause_ends_and_not_before() -> None:
    resumed = e.TaskClockResumed(member=LANTERN.member, at=EARLIER.until, due_at=NOW + 4 * HOUR + 30 * MINUTE)

    task.given(WAITING, CLAIMED, PAUSED).when(RESUME, by=LANTERN).then_nothing_happened()
    task.given(WAITING, CLAIMED, EARLIER).when(RESUME, by=LANTERN).then(resumed)


def test_a_deadline_that_waits_does_not_pass() -> None:
    paused = task.given(WAITING, CLAIMED, replace(PAUSED, due_at=NOW))

    paused.when(c.MarkOverdue(due_at=NOW), by=LANTERN).then_nothing_happened()


CUT = e.TaskClockResumed(member=CARER.member, at=NOW, due_at=NOW + 4 * HOUR + 20 * MINUTE)
LONG = replace(PAUSED, at=NOW - 20 * MINUTE, until=NOW + HOUR, due_at=NOW + 5 * HOUR + 20 * MINUTE)


def test_a_duty_that_is_done_or_waived_while_its_clock_waits_ends_the_wait() -> None:
    waiting = task.given(WAITING, CLAIMED, LONG)

    waiting.when(c.Complete(outcome="reported", note="By phone"), by=CARER).then(CUT, COMPLETED)
    waiting.when(c.Waive(reason="She is back"), by=CARER).then(CUT, WAIVED)
    released = task.given(WAITING, CLAIMED, LONG, e.TaskReleased(member=CARER.member, reason=Clear("")))
    withdrawn = released.when(c.Waive(reason="She is back"), by=LANTERN)
    withdrawn.then(replace(CUT, member=LANTERN.member), replace(WAIVED, member=LANTERN.member))


@pytest.mark.parametrize(("ends", "left"), [((CUT, COMPLETED), 100), ((COMPLETED,), 40)], ids=["cut", "before cutting"])
def test_taken_up_again_the_clock_waits_no_more_and_what_it_waited_counts(
    ends: tuple[e.TaskEvent, ...], left: int
) -> None:
    again = task.given(WAITING, CLAIMED, LONG, *ends, replace(REOPENED, due_at=NOW + HOUR), CLAIMED)

    assert isinstance(again.state, Running)
    assert (again.state.pause, again.state.may_pause) == (None, left * MINUTE)
    too_long = replace(PAUSE, until=NOW + (left + 1) * MINUTE)
    again.when(too_long, by=CARER).then_refused(r.PauseTooLong, "until")


def test_history_that_runs_on_without_a_pause_is_taken_as_it_is() -> None:
    resumed = e.TaskClockResumed(member="x", at=NOW, due_at=NOW + 5 * HOUR)

    assert isinstance(after := task.given(WAITING, resumed).state, Running)
    assert (after.due_at, after.may_pause) == (NOW + 5 * HOUR, 2 * HOUR)


STEPS = st.lists(st.tuples(st.integers(0, 90), st.sampled_from(["pause", "resume", "by itself"]), st.integers(1, 120)))
FAR = NOW + 400 * HOUR


@given(st.lists(STEPS, min_size=1, max_size=4))
def test_however_often_a_duty_is_done_and_taken_up_again_it_waits_no_longer_than_the_rule_allows(
    turns: list[list[tuple[int, str, int]]],
) -> None:
    state, now, waited = DECIDER.fold((replace(WAITING, due_at=FAR),)), NOW, timedelta()
    for steps in turns:
        state = after(state, c.Claim(), now)
        for minutes, step, length in steps:
            now += minutes * MINUTE
            state = DECIDER.fold(asked(state, step, now, now + length * MINUTE), state)
        state = after(state, c.Complete(outcome="reported"), now)
        assert isinstance(state, Ended)
        assert state.was.due_at is not None
        assert state.was.due_at >= FAR
        waited += state.was.due_at - FAR
        state = after(state, c.Reopen(reason="x", due_at=FAR), now)
    assert waited <= 2 * HOUR


@given(STEPS)
def test_pausing_never_shortens_a_duty_nor_lengthens_it_by_more_than_the_rule_allows(
    steps: list[tuple[int, str, int]],
) -> None:
    state, now, due = DECIDER.fold((WAITING, CLAIMED)), NOW, NOW + 4 * HOUR
    for minutes, step, length in steps:
        now += minutes * MINUTE
        state = DECIDER.fold(asked(state, step, now, now + length * MINUTE), state)
        assert isinstance(state, Running)
        assert state.due_at is not None
        assert due <= state.due_at <= NOW + 6 * HOUR
        assert timedelta() <= state.may_pause <= 2 * HOUR
        due = state.due_at if state.pause is None else due


def asked(state: object, step: str, now: datetime, until: datetime) -> tuple[e.TaskEvent, ...]:
    command = replace(PAUSE, until=until) if step == "pause" else RESUME
    try:
        return decided(state, command, now, LANTERN if step == "by itself" else CARER)
    except Refused:
        return ()


def after(state: Task, command: c.TaskCommand, now: datetime) -> Task:
    return DECIDER.fold(decided(state, command, now, CARER), state)


def decided(state: object, command: c.TaskCommand, now: datetime, actor: Actor) -> tuple[e.TaskEvent, ...]:
    context: Context = replace(acting(actor), now=now, occurred_at=replace(acting(actor).occurred_at, at=now))
    return DECIDER.decide(state, command, context)  # type: ignore[arg-type, return-value]
