"""The phases of a case, and the facts that set its duties going."""

from __future__ import annotations

from datetime import timedelta

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.events import Event
from projections import cases, timeline
from projections.course import Milestone, Span, milestones_of, phase_at, phases_of, runs_of
from projections.timeline import Entry
from tests.projections.given import cases as c
from tests.projections.given import tasks as t
from tests.projections.given.facts import DUTY, FILE, MINUTE, START, TASK, Log, fold


def entries(log: Log) -> list[Entry]:
    return list(fold(timeline.VIEW, log.facts).values())


def told(*events: Event) -> Log:
    log = Log()
    log.tell(FILE, *events)
    return log


def phases(log: Log) -> list[tuple[str, int, int | None]]:
    """The phases with the minutes in which they began and ended."""
    spans = phases_of(entries(log))
    ends = [None if each.until is None else (each.until - START) // MINUTE for each in spans]
    return [(each.phase, (each.since - START) // MINUTE, end) for each, end in zip(spans, ends, strict=True)]


def test_each_phase_begins_where_the_one_before_it_ends() -> None:
    log = told(c.OPENED, c.SIGHTING, c.noticed(), c.LOCATED, c.ENDED, c.CLOSED)

    assert phases(log) == [
        ("prevention", 1, 3),
        ("missing", 3, 4),
        ("found", 4, 5),
        ("aftercare", 5, 6),
        ("closed", 6, None),
    ]


def test_what_leads_into_no_other_phase_begins_none() -> None:
    assert phases(told(c.OPENED, c.noticed(), c.refused())) == [
        ("prevention", 1, 2),
        ("missing", 2, None),
    ]


def test_a_turn_that_happened_before_the_one_on_record_ends_no_phase_before_it_began() -> None:
    log = told(c.OPENED)
    log.tell(FILE, c.noticed(), late=timedelta(hours=9))

    assert phases(log) == [("prevention", 1, 1), ("missing", 1, None)]


def test_who_does_not_see_how_a_case_was_opened_is_told_of_no_phase() -> None:
    assert phases_of(entries(told(c.noticed()))) == ()


def test_tasks_lead_into_no_phase() -> None:
    log = told(c.OPENED)
    log.tell(DUTY, c.noticed())

    assert phases(log) == [("prevention", 1, None)]


def test_a_moment_lies_in_the_phase_that_began_last_before_it() -> None:
    spans = (Span("prevention", START, START + MINUTE), Span("missing", START + MINUTE))

    found = [phase_at(spans, START + minutes * MINUTE) for minutes in (-5, 0, 1, 99)]

    assert found == ["prevention", "prevention", "missing", "missing"]
    assert phase_at((), START) == ""


@given(st.lists(st.sampled_from(c.EVENTS), max_size=25))
def test_the_last_phase_is_the_one_that_the_case_is_in(history: list[Event]) -> None:
    log = told(c.OPENED, *history)
    spans = phases_of(entries(log))

    assert spans[-1].phase == fold(cases.VIEW, log.facts)["0190f3a07c1c7c0fa4c36b6f2f6d1e01"].phase
    assert [each.until for each in spans] == [*(each.since for each in spans[1:]), None]


def duty(number: int, trigger: str | None) -> Event:
    return msgspec.structs.replace(t.opened(task=f"task-{number}"), trigger=trigger)


def test_a_milestone_is_the_last_fact_before_a_duty_that_its_rule_asks_for() -> None:
    log = told(c.OPENED, c.SIGHTING, c.SIGHTING)
    for number, trigger in enumerate(("SightingRecorded", "CaseOpened", "SightingRecorded")):
        log.tell(DUTY.replace(TASK, f"task-{number}"), duty(number, trigger))
    all_entries = entries(log)
    first, second, third = runs_of(all_entries)

    found = milestones_of(all_entries, [first, second, third])

    assert found == (Milestone(all_entries[2], (first, third)), Milestone(all_entries[0], (second,)))


def test_a_duty_of_no_rule_or_of_a_fact_that_is_unseen_belongs_to_no_milestone() -> None:
    log = told(c.OPENED)
    for number, trigger in enumerate((None, "SightingRecorded")):
        log.tell(DUTY.replace(TASK, f"task-{number}"), duty(number, trigger))

    assert milestones_of(entries(log), runs_of(entries(log))) == ()
