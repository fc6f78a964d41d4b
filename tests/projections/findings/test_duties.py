"""The checks of duties: given what happened to a task, and when somebody asks, what is found."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import given
from msgspec.structs import replace

from domain.events import Event
from domain.task import events as e
from projections.findings import Check, Why, duties
from tests.projections.findings.stories import RULES, Story, cited, told
from tests.projections.given.cases import CLOSED, REOPENED
from tests.projections.given.facts import DUTY, START, TASK, Log, fold
from tests.projections.given.tasks import DUE, claimed, completed, handed_over, histories, offered, opened, reopened
from tests.projections.given.tasks import waived as given_up

HOUR = timedelta(hours=1)
OVERDUE = e.TaskWentOverdue(due_at=DUE)
SEEN = e.TaskAcknowledged(member="police-be-1", at=START)
LATE = DUE - START + HOUR


def of(check: Check, story: Story, after: timedelta) -> list[tuple[str, str, bool]]:
    return told(each for each in story.found(after) if each.check is check)


def test_a_duty_that_was_seen_and_done_in_time_is_no_finding() -> None:
    story = Story().duty(opened(), claimed(), completed())

    assert story.found(LATE) == []
    assert fold(duties.VIEW, story.log.facts)[TASK].spotless


def test_a_duty_is_late_once_its_deadline_has_passed_and_not_before() -> None:
    story = Story().duty(opened(), claimed())

    assert of(Check.LATE, story, DUE - START) == []
    assert of(Check.LATE, story, LATE) == [("late", "police-be", False)]


def test_what_was_done_late_stays_a_finding_that_is_over_and_names_the_facts() -> None:
    due = START + timedelta(minutes=3)
    story = Story().duty(replace(opened(), due_at=due), claimed(), OVERDUE, completed())

    (finding,) = story.found(LATE)

    assert (finding.since, finding.over) == (due, START + timedelta(minutes=5))
    assert cited(finding) == ["TaskOpened", "TaskWentOverdue", "TaskCompleted"]
    assert (finding.task, finding.title, finding.source) == (TASK, "Search the place", "C31")


def test_a_pause_moves_the_deadline_and_running_on_moves_it_back() -> None:
    note = completed().note
    later = DUE + 5 * HOUR
    paused = e.TaskClockPaused(member="m", because="b", at=START, until=later, due_at=later, note=note)
    resumed = e.TaskClockResumed(member="m", at=START, due_at=DUE)

    assert of(Check.LATE, Story().duty(opened(), claimed(), paused), LATE) == []
    assert of(Check.LATE, Story().duty(opened(), claimed(), paused, resumed), LATE) == [("late", "police-be", False)]


def test_who_held_the_duty_when_it_fell_due_is_late_and_not_who_took_it_over_then() -> None:
    due = START + timedelta(minutes=3)
    story = Story().duty(replace(opened(), due_at=due), claimed(), offered(), handed_over())
    before = Story().duty(opened(), claimed(), offered(), handed_over())

    assert of(Check.LATE, story, LATE) == [("late", "police-be", False)]
    assert of(Check.LATE, before, LATE) == [("late", "protection-be", False)]


def test_a_deadline_of_before_the_duty_is_late_for_whom_it_was_opened_for() -> None:
    story = Story().duty(replace(opened(), due_at=START - HOUR), claimed())

    assert of(Check.LATE, story, LATE) == [("late", "police-be", False)]


def test_a_duty_that_nobody_saw_in_time_is_over_once_somebody_does() -> None:
    asked_by = START + timedelta(minutes=2)
    story = Story().duty(replace(opened(), acknowledge_by=asked_by))

    assert of(Check.UNACKNOWLEDGED, story, timedelta(minutes=2)) == []
    assert of(Check.UNACKNOWLEDGED, story, timedelta(minutes=9)) == [("unacknowledged", "police-be", False)]
    (finding,) = story.duty(SEEN, claimed()).found(timedelta(minutes=9))
    assert (finding.check, finding.over) == (Check.UNACKNOWLEDGED, START + timedelta(minutes=3))
    assert cited(finding) == ["TaskOpened", "TaskAcknowledged"]


def test_what_somebody_waived_was_skipped_until_it_is_taken_up_again() -> None:
    story = Story().duty(opened(), claimed(), given_up())

    (finding,) = story.found(HOUR)
    assert (finding.check, finding.why, finding.over) == (Check.SKIPPED, Why.WAIVED, None)
    assert told(story.duty(reopened()).found(HOUR)) == [("skipped", "police-be", True)]


def test_what_the_rules_withdrew_was_not_to_be_done_any_more() -> None:
    story = Story().duty(opened(), claimed()).duty(given_up(), by=RULES)

    assert story.found(LATE) == []


def test_what_is_open_when_the_case_is_closed_was_skipped_unless_the_case_is_opened_again() -> None:
    story = Story().duty(replace(opened(), due_at=None), claimed()).file(CLOSED)

    (finding,) = story.found(HOUR)
    assert (finding.check, finding.why, cited(finding)) == (Check.SKIPPED, Why.LEFT_OPEN, ["TaskOpened", "CaseClosed"])
    assert story.file(REOPENED).found(HOUR) == []


def test_each_time_that_a_duty_is_open_is_looked_at_by_itself() -> None:
    anew = replace(reopened(), acknowledged=False, acknowledge_by=START + HOUR, due_at=START + HOUR)
    story = Story().duty(opened(), claimed(), completed(), anew)

    findings = story.found(2 * HOUR)

    assert told(findings) == [("late", "police-be", False), ("unacknowledged", "police-be", False)]
    assert len({each.key for each in findings}) == 2
    assert findings[0].facts[0].name == "TaskReopened"


def test_nothing_is_known_of_a_task_whose_opening_is_not_there() -> None:
    log = Log()
    log.tell(DUTY, claimed(), e.TaskNoted(member="police-be-1", note=completed().note))

    assert fold(duties.VIEW, log.facts) == {}


@given(histories)
def test_any_history_of_a_task_leads_to_findings_that_do_not_change_with_time_alone_once_over(
    history: list[Event],
) -> None:
    story = Story().duty(opened(), *history)

    kept = fold(duties.VIEW, story.log.facts)[TASK]
    assert not (kept.spotless and story.found(timedelta(days=99)))
    over = [each for each in story.found(timedelta(days=9)) if each.over]

    assert [each for each in story.found(timedelta(days=99)) if each.over] == over
