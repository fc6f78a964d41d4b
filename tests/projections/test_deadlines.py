"""The clocks of tasks: what starts them, what stops them, and which moment stands in the column."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from domain.events import Event
from domain.task import events as e
from domain.task.clocks import STEP, command_id, next_step
from domain.task.commands import Escalate, MarkOverdue, ResumeClock
from projections import deadlines
from projections.deadlines import Running
from projections.views import moment
from tests.projections.given import cases as c
from tests.projections.given import tasks as t
from tests.projections.given.facts import DUTY, FILE, MINUTE, START, TASK, Log, fold, sealed

ACKNOWLEDGE = START + 30 * MINUTE
OVERDUE = e.TaskWentOverdue(due_at=t.DUE)
TOLD = e.TaskEscalated(step=1, to="chair-be", because="overdue")
REOPENED = e.TaskReopened(member="police-be-1", reason=sealed(), due_at=t.DUE + STEP)
LONGER = replace(t.opened(), escalate_to=("chair-be", "protection-be"))


def clocks_after(*events: Event, opened: e.TaskOpened | None = None) -> Running:
    log = Log()
    log.tell(DUTY, opened or t.opened(), *events)
    return fold(deadlines.VIEW, log.facts)[TASK]


def test_only_an_opened_task_has_clocks() -> None:
    log = Log()
    log.tell(FILE, c.OPENED)
    log.tell(DUTY, t.claimed(), OVERDUE)

    assert fold(deadlines.VIEW, log.facts) == {}


@pytest.mark.parametrize(
    ("events", "at", "command"),
    [
        ((), ACKNOWLEDGE, Escalate(step=1, because="unacknowledged")),
        ((e.TaskNoted(member="police-be-1", note=sealed()),), ACKNOWLEDGE, Escalate(step=1, because="unacknowledged")),
        ((t.claimed(),), t.DUE, MarkOverdue(due_at=t.DUE)),
        ((TOLD,), t.DUE, MarkOverdue(due_at=t.DUE)),
        ((OVERDUE,), t.DUE, Escalate(step=1, because="overdue")),
        ((t.claimed(), t.completed(), REOPENED), t.DUE + STEP, MarkOverdue(due_at=t.DUE + STEP)),
    ],
    ids=["nobody has seen it", "noted", "claimed", "told", "overdue", "reopened"],
)
def test_the_next_moment_is_that_of_the_next_step(
    events: tuple[Event, ...], at: datetime, command: MarkOverdue | Escalate
) -> None:
    clocks = clocks_after(*events)

    assert next_step(clocks) == (at, command)
    assert deadlines.VIEW.columns["next_at"](clocks) == moment(at)


@pytest.mark.parametrize("events", [(t.completed(),), (t.waived(),), (OVERDUE, TOLD)], ids=["done", "waived", "told"])
def test_where_nothing_can_run_out_there_is_no_moment(events: tuple[Event, ...]) -> None:
    clocks = clocks_after(*events)

    assert next_step(clocks) is None
    assert deadlines.VIEW.columns["next_at"](clocks) is None


def test_the_second_of_a_chain_is_told_a_step_after_the_first() -> None:
    clocks = clocks_after(OVERDUE, replace(TOLD, because="overdue"), opened=LONGER)

    told_at = clocks.told_at
    assert told_at is not None
    assert next_step(clocks) == (max(t.DUE, told_at + STEP), Escalate(step=2, because="overdue"))


def test_a_task_without_a_time_to_acknowledge_it_waits_for_its_deadline() -> None:
    clocks = clocks_after(opened=replace(t.opened(), acknowledge_by=None))

    assert next_step(clocks) == (t.DUE, MarkOverdue(due_at=t.DUE))
    assert next_step(clocks_after(opened=replace(t.opened(), acknowledge_by=None, due_at=None))) is None


PAUSED = e.TaskClockPaused(
    member="police-be-1",
    because="interpreter-awaited",
    at=START,
    until=t.DUE + STEP,
    due_at=t.DUE + 6 * STEP,
    note=sealed(),
)
RESUMED = e.TaskClockResumed(member="deadlines", at=t.DUE + STEP, due_at=t.DUE + 5 * STEP)


def test_while_a_clock_waits_nothing_else_runs_out_and_then_it_runs_on_once() -> None:
    waits, again = clocks_after(t.claimed(), PAUSED), clocks_after(t.claimed(), PAUSED, RESUMED, PAUSED)

    assert next_step(waits) == (t.DUE + STEP, ResumeClock())
    assert command_id(waits, ResumeClock()) != command_id(again, ResumeClock())


def test_a_clock_that_runs_on_or_is_set_anew_waits_no_more() -> None:
    on, anew = clocks_after(t.claimed(), PAUSED, RESUMED), clocks_after(t.claimed(), PAUSED, t.completed(), REOPENED)

    assert next_step(on) == (RESUMED.due_at, MarkOverdue(due_at=RESUMED.due_at))
    assert next_step(anew) == (t.DUE + STEP, MarkOverdue(due_at=t.DUE + STEP))


def test_each_turn_and_each_step_of_a_clock_has_an_identifier_of_its_own() -> None:
    first, again = clocks_after(), clocks_after(t.claimed(), t.completed(), REOPENED)
    steps = (MarkOverdue(due_at=t.DUE), Escalate(step=1, because="overdue"), Escalate(step=2, because="overdue"))

    assert len({command_id(clocks, step) for clocks in (first, again) for step in steps}) == 6
    assert command_id(first, steps[0]) == command_id(clocks_after(OVERDUE), steps[0])


def test_a_clock_set_by_a_reopening_forgets_what_ran_out_before() -> None:
    clocks = clocks_after(OVERDUE, TOLD, t.claimed(), t.completed(), REOPENED)

    assert (clocks.overdue, clocks.escalated, clocks.told_at, clocks.ended) == (False, 0, None, False)
    assert clocks.due_at == t.DUE + timedelta(hours=1)


def test_only_the_rules_ask_again_whether_a_reopened_task_was_seen() -> None:
    anew = replace(REOPENED, acknowledge_by=START + STEP, acknowledged=False)

    assert next_step(clocks_after(t.waived(), REOPENED)) == (REOPENED.due_at, MarkOverdue(due_at=t.DUE + STEP))
    assert next_step(clocks_after(t.claimed(), t.waived(), anew)) == (
        START + STEP,
        Escalate(step=1, because="unacknowledged"),
    )
