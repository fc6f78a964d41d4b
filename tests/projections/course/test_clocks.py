"""The clocks of duties as a timeline tells of them: how long each ran, when it waited, what became of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import msgspec
from hypothesis import given

from domain.events import Event
from domain.task import events as e
from projections import board, timeline
from projections.course import Pause, Run, Verdict, runs_of
from projections.timeline import Entry
from projections.urgency import past_due
from tests.projections.given import tasks as t
from tests.projections.given.facts import CASE, DUTY, MINUTE, START, TASK, Log, fold, sealed

HOUR = timedelta(hours=1)
PAUSED = e.TaskClockPaused(
    member="police-be-1",
    because="interpreter-awaited",
    at=START + HOUR,
    until=START + 3 * HOUR,
    due_at=t.DUE + 2 * HOUR,
    note=sealed("note"),
)
RESUMED = e.TaskClockResumed(member="police-be-1", at=START + 2 * HOUR, due_at=t.DUE + HOUR)


def entries(*events: Event) -> list[Entry]:
    log = Log()
    log.tell(DUTY, *events)
    return list(fold(timeline.VIEW, log.facts).values())


def run(*events: Event) -> Run:
    (only,) = runs_of(entries(t.opened(), *events))
    return only


def verdict(at: datetime, *events: Event) -> Verdict:
    return run(*events).verdict(at)


def test_a_clock_runs_until_its_deadline_and_has_then_been_missed() -> None:
    assert verdict(t.DUE) is Verdict.RUNNING
    assert verdict(t.DUE + MINUTE) is Verdict.MISSED
    assert run().over(t.DUE + HOUR) == HOUR


def test_what_was_done_in_time_is_met_whenever_one_looks() -> None:
    assert verdict(t.DUE + 9 * HOUR, t.completed()) is Verdict.MET
    assert run(t.completed()).until(t.DUE) == START + 2 * MINUTE


def test_what_was_done_or_waived_after_its_deadline_stays_missed() -> None:
    late = msgspec.structs.replace(t.opened(), due_at=START + MINUTE)

    for ending in (t.completed(), t.waived()):
        (found,) = runs_of(entries(late, ending))
        assert found.verdict(t.DUE) is Verdict.MISSED
        assert found.over(t.DUE) == MINUTE


def test_what_was_waived_in_time_is_waived_and_what_had_no_deadline_has_ended() -> None:
    (free,) = runs_of(entries(msgspec.structs.replace(t.opened(), due_at=None), t.completed()))

    assert verdict(t.DUE, t.waived()) is Verdict.WAIVED
    assert free.verdict(t.DUE) is Verdict.ENDED


def test_a_pause_moves_the_deadline_and_ends_when_it_was_said_to_end() -> None:
    paused = run(PAUSED)

    assert paused.pauses == (Pause(START + HOUR, START + 3 * HOUR),)
    assert paused.due_at == t.DUE + 2 * HOUR
    assert paused.verdict(START + 2 * HOUR) is Verdict.PAUSED
    assert paused.verdict(START + 3 * HOUR) is Verdict.RUNNING


def test_a_clock_that_was_let_go_on_waited_no_longer_than_that() -> None:
    again = run(PAUSED, RESUMED)

    assert again.pauses == (Pause(START + HOUR, START + 2 * HOUR),)
    assert again.due_at == t.DUE + HOUR
    assert run(RESUMED).pauses == ()


def test_a_clock_is_the_agency_s_that_has_the_duty_now() -> None:
    assert run(t.handed_over("protection-be")).agency == "protection-be"


def test_a_duty_that_was_taken_up_again_has_a_clock_for_each_time() -> None:
    first, second = runs_of(entries(t.opened(), t.completed(), t.waived(), t.reopened(), t.claimed()))

    assert (first.verdict(t.DUE), first.number, second.number) == (Verdict.MET, 1, 2)
    assert (second.since, second.due_at) == (START + 4 * MINUTE, t.DUE + timedelta(days=1))
    assert second.verdict(t.DUE) is Verdict.RUNNING


def test_a_clock_runs_from_when_its_rule_says() -> None:
    (found,) = runs_of(entries(msgspec.structs.replace(t.opened(), clock_from=START - HOUR)))

    assert found.since == START - HOUR


def test_entries_that_were_kept_tell_the_same_as_those_just_folded() -> None:
    fresh = entries(t.opened(), PAUSED, RESUMED, t.completed(), t.reopened())
    kept = msgspec.json.decode(msgspec.json.encode(fresh), type=list[Entry])

    assert runs_of(kept) == runs_of(fresh)


def test_of_a_task_whose_opening_is_unseen_and_of_the_case_itself_there_is_no_clock() -> None:
    log = Log()
    log.tell(DUTY, t.completed())
    log.tell(f"case.{CASE}.file", t.claimed())

    assert runs_of(fold(timeline.VIEW, log.facts).values()) == []


@given(t.histories)
def test_the_last_clock_stands_as_the_board_says_the_task_does(history: list[Event]) -> None:
    log = Log()
    log.tell(DUTY, t.opened(), *history)
    task = fold(board.VIEW, log.facts)[TASK]
    found = runs_of(fold(timeline.VIEW, log.facts).values())
    at = START + 5 * HOUR

    assert (found[-1].ended_at is None) == task.running
    assert found[-1].agency == task.agency
    if task.running:
        assert found[-1].due_at == task.due_at
        assert (found[-1].verdict(at) is Verdict.MISSED) == past_due(task, at)
    assert all(earlier.ended_at is not None for earlier, _ in pairwise(found))
