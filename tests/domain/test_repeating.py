"""Repeating a command changes nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from domain.case import commands as c
from domain.case.decider import DECIDER
from domain.commands import Aggregate, of, possible
from tests.domain.anything import anything
from tests.domain.cast import ACTORS, Actor, acting
from tests.domain.chance import Step, attempt, stories

ACTS_OF_THEIR_OWN = (
    c.CorrectIdentity,
    c.AppointGuardian,
    c.AssessRisk,
    c.CheckSafeAndWell,
    c.RecordAsylumDecision,
    c.RecordProfile,
    c.RecordSafetyPlan,
    c.RecordTurningPoint,
    c.SupplementReport,
)
"""Each of these is a fact also when it ends like the one before: somebody looked again. Their repeats are known by the
identifier of the command alone."""


@given(stories())
def test_what_was_asked_and_done_is_not_done_again(steps: tuple[Step, ...]) -> None:
    for step in steps:
        if not isinstance(step.command, ACTS_OF_THEIR_OWN):
            assert attempt(DECIDER, step.after, step.command, step.context) == ()  # type: ignore[arg-type]


@given(
    stories(),
    st.one_of([anything(entry.command) for entry in of(Aggregate.CASE).values()]),
    st.sampled_from(ACTORS),
)
def test_whatever_leads_to_facts_was_possible(steps: tuple[Step, ...], command: c.CaseCommand, actor: Actor) -> None:
    state = steps[-1].after if steps else DECIDER.initial

    if attempt(DECIDER, state, command, acting(actor)):
        assert command.slug() in possible(state, acting(actor))
