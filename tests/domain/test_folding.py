"""Whatever history holds leads to a state, and no decision reads what was sealed in it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import asdict, replace

from domain.case import decider as case
from domain.case.commands import CaseCommand
from domain.case.events import IdentityRecorded
from domain.commands import Aggregate, likely, of, possible
from domain.conference import decider as conference
from domain.conference.commands import ConferenceCommand
from domain.deciding import Decided, Decider
from domain.deciding.refusals import Refused
from domain.directory import decider as directory
from domain.events import Event, Unknown
from domain.privacy import Clear, Erased, Sealed
from domain.task import decider as task
from tests.domain.anything import any_fact, anything
from tests.domain.case.stories import ABSENT, CHECKED, EPISODE_CLOSED, LOCATED, OVER, REPORT_REFUSED, REPORTED
from tests.domain.cast import ACTORS, Actor, acting
from tests.domain.chance import Step, stories
from tests.domain.conference.stories import CALLED
from tests.domain.task.stories import OPENED as TASK_OPENED

HISTORIES = st.lists(any_fact(), max_size=40)
DECIDERS = [case.DECIDER, task.DECIDER, directory.DECIDER, conference.DECIDER]
COMMANDS = st.one_of([anything(entry.command) for entry in of(Aggregate.CASE).values()])
PEOPLE = st.sampled_from(ACTORS)


@pytest.mark.parametrize("decider", DECIDERS, ids=["case", "task", "agency", "conference"])
def test_a_fact_that_is_unknown_here_changes_nothing(decider: Decider[object, object]) -> None:
    unknown = Unknown(name="ChildHeardOf", fields={"episode": "one"})

    assert decider.fold([unknown]) == decider.initial


def test_a_fact_of_something_else_changes_nothing() -> None:
    assert case.DECIDER.fold([TASK_OPENED]) == case.DECIDER.initial
    assert task.DECIDER.fold([TASK_OPENED, ABSENT]) == task.DECIDER.fold([TASK_OPENED])


def test_what_does_not_fit_leaves_a_case_as_it_is() -> None:
    identified = IdentityRecorded(names=Clear("-"))

    for lost in (identified, LOCATED, REPORTED, CHECKED, EPISODE_CLOSED):
        assert case.DECIDER.fold([lost]) == case.DECIDER.initial
    for late in (REPORTED, REPORT_REFUSED, LOCATED, CHECKED, EPISODE_CLOSED):
        assert case.DECIDER.fold([*OVER, late]) == case.DECIDER.fold(OVER)


@given(HISTORIES)
def test_any_history_folds_into_a_case(history: Sequence[Event]) -> None:
    state = case.DECIDER.fold(history)

    assert case.DECIDER.fold(history[:7]) == case.DECIDER.fold(history[:7], case.DECIDER.initial)
    assert case.DECIDER.fold(history[7:], case.DECIDER.fold(history[:7])) == state


@given(HISTORIES)
def test_any_history_folds_into_a_task(history: Sequence[Event]) -> None:
    assert task.DECIDER.fold(history[7:], task.DECIDER.fold(history[:7])) == task.DECIDER.fold(history)


@given(HISTORIES)
def test_any_history_folds_into_an_agency(history: Sequence[Event]) -> None:
    assert directory.DECIDER.fold(history[7:], directory.DECIDER.fold(history[:7])) == directory.DECIDER.fold(history)


@given(HISTORIES)
def test_any_history_folds_into_a_conference(history: Sequence[Event]) -> None:
    fold = conference.DECIDER.fold
    held = [CALLED, *history]

    assert fold(held[7:], fold(held[:7])) == fold(held)


@given(HISTORIES, st.one_of(list(map(anything, get_args(ConferenceCommand)))), PEOPLE)
def test_a_conference_decides_the_same_whatever_private_text_its_history_has(
    history: Sequence[Event], command: ConferenceCommand, actor: Actor
) -> None:
    erased = [without_private_text(event) for event in history]

    assert in_conference([CALLED, *history], command, actor) == in_conference([CALLED, *erased], command, actor)


@given(HISTORIES, COMMANDS, PEOPLE)
def test_any_command_on_any_history_ends_in_facts_or_a_refusal(
    history: Sequence[Event], command: CaseCommand, actor: Actor
) -> None:
    outcome = asked(history, command, actor)

    assert isinstance(outcome, tuple | str)


@given(HISTORIES, PEOPLE)
def test_what_is_likely_and_possible_can_be_said_of_any_history(history: Sequence[Event], actor: Actor) -> None:
    state = case.DECIDER.fold(history)

    assert set(likely(state)) | set(possible(state, acting(actor))) <= set(of(Aggregate.CASE))


@given(stories(), COMMANDS, PEOPLE)
def test_no_decision_depends_on_private_text_in_history(
    steps: tuple[Step, ...], command: CaseCommand, actor: Actor
) -> None:
    history = [event for step in steps for event in step.events]
    erased = [without_private_text(event) for event in history]

    assert asked(history, command, actor) == asked(erased, command, actor)


def asked(history: Sequence[Event], command: CaseCommand, actor: Actor) -> Decided | str:
    try:
        return case.DECIDER.decide(case.DECIDER.fold(history), command, acting(actor))
    except Refused as refused:
        return type(refused).__name__


def in_conference(history: Sequence[Event], command: ConferenceCommand, actor: Actor) -> Decided | str:
    try:
        return conference.DECIDER.decide(conference.DECIDER.fold(history), command, acting(actor))
    except Refused as refused:
        return type(refused).__name__


def without_private_text(event: Event) -> Event:
    private = [name for name, value in asdict(event).items() if isinstance(value, Clear | Sealed)]
    return replace(event, **dict.fromkeys(private, Erased()))
