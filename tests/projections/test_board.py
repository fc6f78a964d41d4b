"""The board: what each fact of a task does to its document."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from domain.events import Event
from domain.privacy import Clear
from domain.task import events as e
from domain.task.decider import DECIDER
from domain.task.state import Ended, NotOpened, Running
from projections import board
from projections.board import Claim, Pause
from projections.kept import ClearText
from tests.projections.given.facts import CASE, DUTY, FILE, START, TASK, Log, fold, sealed
from tests.projections.given.tasks import (
    DUE,
    claimed,
    completed,
    handed_over,
    histories,
    offered,
    opened,
    reopened,
    waived,
)


def task_after(*events: Event) -> board.Task:
    return task_alone(opened(), *events)


def task_alone(*events: Event) -> board.Task:
    log = Log()
    log.tell(DUTY, *events)
    return fold(board.VIEW, log.facts)[TASK]


def test_an_opened_task_stands_on_the_board_of_its_agency_with_its_clock_and_its_source() -> None:
    task = task_after()

    assert (task.state, task.agency, task.due_at, task.source, task.mark) == ("open", "police-be", DUE, "C31", "S")
    assert (task.case, task.version, task.running) == (CASE, 1, True)


def test_a_claim_says_who_for_whom_and_since_when() -> None:
    task = task_after(claimed())

    assert task.state == "claimed"
    assert task.claimed_by == Claim("police-be-1", "police-be", START)


def test_a_released_task_is_free_again_and_stays_acknowledged() -> None:
    task = task_after(claimed(), e.TaskReleased(member="police-be-1", reason=sealed()))

    assert (task.state, task.claimed_by) == ("acknowledged", None)


def test_releasing_what_nobody_saw_leaves_it_open() -> None:
    assert task_after(e.TaskReleased(member="police-be-1", reason=sealed())).state == "open"


def test_an_offered_hand_over_waits_with_its_reason_sealed() -> None:
    offer = task_after(claimed(), offered()).hand_over

    assert offer is not None
    assert offer.reason is not None
    assert (offer.to_agency, offer.reason.text) == ("protection-be", sealed("why"))
    assert (offer.reason.originator, offer.reason.event, offer.reason.field) == (DUTY, "event-3", "reason")


def test_an_accepted_hand_over_moves_the_task_to_the_other_agency() -> None:
    task = task_after(claimed(), offered(), handed_over())

    assert (task.agency, task.hand_over) == ("protection-be", None)
    assert task.claimed_by == Claim("protection-be-1", "protection-be", START)


def test_a_declined_or_withdrawn_hand_over_leaves_the_task_where_it_was() -> None:
    declined = e.TaskHandOverDeclined(declined_by="protection-be-1", reason=sealed())
    withdrawn = e.TaskHandOverWithdrawn(withdrawn_by="police-be-1")

    for answer in (declined, withdrawn):
        task = task_after(claimed(), offered(), answer)
        assert (task.agency, task.state, task.hand_over) == ("police-be", "claimed", None)


def test_a_completed_task_has_an_outcome_and_runs_no_more() -> None:
    task = task_after(claimed(), completed("nothing-found"))

    assert (task.state, task.outcome, task.running) == ("completed", "nothing-found", False)
    assert task.ended_at is not None


PAUSED = e.TaskClockPaused(
    member="police-be-1",
    because="interpreter-awaited",
    at=START,
    until=DUE,
    due_at=DUE + (DUE - START),
    note=sealed("for Tigrinya"),
)


def test_a_paused_clock_tells_why_since_when_and_by_whom_and_running_on_it_is_due_later() -> None:
    later = DUE + timedelta(hours=1)
    paused = task_after(claimed(), PAUSED)
    resumed = task_after(claimed(), PAUSED, e.TaskClockResumed(member="police-be-1", at=DUE, due_at=later))

    assert paused.pause == Pause(because="interpreter-awaited", member="police-be-1", at=START, until=DUE)
    assert (paused.due_at, resumed.due_at, resumed.pause) == (DUE + (DUE - START), later, None)
    assert task_after(claimed(), PAUSED, completed()).pause is None


def test_what_a_clock_has_waited_is_no_longer_left_to_it() -> None:
    hour, given = timedelta(hours=1), replace(opened(), pauses=("interpreter-awaited",), pause_minutes=300)
    soon = e.TaskClockResumed(member="police-be-1", at=START + hour, due_at=DUE + hour)

    assert task_alone(given, PAUSED).may_pause == 5 * hour
    assert task_alone(given, PAUSED, soon).may_pause == 4 * hour
    assert task_alone(given, PAUSED, completed(), reopened()).may_pause == hour


def test_a_waived_task_has_no_outcome() -> None:
    task = task_after(waived())

    assert (task.state, task.outcome, task.running) == ("waived", None, False)


def test_a_reopened_task_starts_over_with_a_new_clock() -> None:
    task = task_after(claimed(), e.TaskWentOverdue(due_at=DUE), completed(), reopened())

    assert (task.state, task.outcome, task.overdue, task.claimed_by) == ("acknowledged", None, False, None)
    assert task.due_at == reopened().due_at


def test_who_reopens_a_task_has_seen_it_and_the_rules_have_not() -> None:
    seen = task_after(waived(), reopened())
    anew = task_after(claimed(), waived(), replace(reopened(), acknowledge_by=DUE, acknowledged=False))

    assert (seen.state, seen.acknowledged, seen.acknowledge_by) == ("acknowledged", True, None)
    assert (anew.state, anew.acknowledged, anew.acknowledge_by) == ("open", False, DUE)


def test_overdue_and_escalated_are_marked() -> None:
    task = task_after(e.TaskWentOverdue(due_at=DUE), e.TaskEscalated(step=1, to="chair-be", because="overdue"))

    assert (task.overdue, task.escalated) == (True, 1)


def test_who_was_told_last_has_it_before_them_until_somebody_acknowledges_or_it_ends() -> None:
    first = e.TaskEscalated(step=1, to="chair-be", because="unacknowledged", to_member="chair-be-1")
    told, overdue = task_after(first), task_after(first, claimed(), e.TaskWentOverdue(due_at=DUE))
    column = board.VIEW.columns["told_to"]

    assert told.told is not None
    assert (told.told.to, told.told.member, told.told.because) == ("chair-be", "chair-be-1", "unacknowledged")
    assert (column(told), column(overdue)) == ("chair-be", "chair-be")
    for answered in (task_after(first, claimed()), task_after(first, claimed(), completed()), task_after()):
        assert column(answered) is None
    assert task_after(first, completed(), reopened()).told is None


def test_a_claimed_task_stays_claimed_when_it_is_acknowledged_again() -> None:
    task = task_after(claimed(), e.TaskAcknowledged(member="police-be-2", at=START))

    assert task.state == "claimed"


def test_facts_of_a_task_that_was_never_opened_make_no_document() -> None:
    log = Log()
    log.tell(DUTY, claimed())

    assert fold(board.VIEW, log.facts) == {}


def test_facts_of_a_case_file_are_no_tasks() -> None:
    log = Log()

    assert board.keys(log.tell(FILE, opened())[0]) == ()


@given(histories)
def test_the_board_stands_where_the_decider_stands_after_any_history(events: list[Event]) -> None:
    log = Log()
    log.tell(DUTY, *events)

    shown = fold(board.VIEW, log.facts).get(TASK)
    state = DECIDER.fold(fact.event for fact in log.facts)

    match state:
        case NotOpened():
            assert shown is None
        case Running():
            assert shown is not None
            assert_same(shown, state)
        case Ended(was=was, waived=over, outcome=outcome):
            assert shown is not None
            assert (shown.agency, shown.state == "waived", shown.outcome) == (was.agency, over, outcome)


def assert_same(shown: board.Task, state: Running) -> None:
    holder = None if shown.claimed_by is None else (shown.claimed_by.member, shown.claimed_by.agency)
    offer = None if shown.hand_over is None else (shown.hand_over.to_agency, shown.hand_over.to_member)

    assert shown.running
    assert holder == (None if state.holder is None else (state.holder.member, state.holder.agency))
    assert offer == (None if state.offer is None else (state.offer.to_agency, state.offer.to_member))
    assert (shown.state == "claimed", shown.agency) == (state.holder is not None, state.agency)
    assert (shown.acknowledged, shown.overdue, shown.escalated) == (state.acknowledged, state.overdue, state.escalated)
    assert (shown.due_at, shown.pause is None, shown.may_pause) == (state.due_at, state.pause is None, state.may_pause)


@given(histories)
def test_the_version_is_the_one_a_command_must_name(events: list[Event]) -> None:
    log = Log()
    log.tell(DUTY, opened(), *events)

    assert fold(board.VIEW, log.facts)[TASK].version == len(log.facts)


@given(st.sampled_from(["police-be", "protection-be"]))
def test_the_columns_of_a_finished_task_tell_when_it_ended(agency: str) -> None:
    log = Log()
    log.tell(DUTY, opened(agency=agency), claimed(), offered(), completed())

    task = fold(board.VIEW, log.facts)[TASK]
    columns = {name: column(task) for name, column in board.VIEW.columns.items()}

    assert (columns["agency"], columns["running"], columns["state"]) == (agency, False, "completed")
    assert columns["offered_to"] is None
    assert isinstance(columns["ended_at"], int)


def test_a_reason_in_clear_is_refused() -> None:
    log = Log()
    offer = e.TaskHandOverOffered(
        offered_by="police-be-1", to_agency="a", to_member=None, reason=Clear("Abena"), at=START
    )
    log.tell(DUTY, opened(), offer)

    with pytest.raises(ClearText):
        fold(board.VIEW, log.facts)
