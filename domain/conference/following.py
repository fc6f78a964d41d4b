"""What follows from what a conference decided: a task for the agency that does it, and none where it does not stand.

Invariant: the same decision leads to the same task with the same identifier, however often it is looked at and on
whichever machine. What was decided stays sealed in the decision; the task says in a code what it is about.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from domain.conference.events import DecisionTaken, DecisionWithdrawn
from domain.conference.state import Called, Conference
from domain.context import SYSTEM_AGENCY, Context
from domain.envelope import Occurred, Recorded
from domain.events import Event
from domain.ids import derive
from domain.task.commands import OpenTask, Waive
from domain.task.decider import originator

CODE = "conference-decision"
"""The code of every task that a conference decided."""

OUTCOMES = ("done", "not-possible")
NOTE_FOR = ("not-possible",)

SEEN_WITHIN = timedelta(hours=24)
"""[D] So long its agency has to say that it has seen what was decided, and never longer than to do it."""

ACTOR = "conference"
"""The actor of what follows from decisions: nobody does it, and it must not look as if somebody did."""

LEADING = (DecisionTaken, DecisionWithdrawn)
"""The facts that something follows from."""


class Follows(NamedTuple):
    """One command that a decision leads to, and where it goes."""

    originator: str
    command: OpenTask | Waive
    context: Context


def task_of_decision(case: str, conference: str, decision: str) -> str:
    """The identifier of the task that a *decision* becomes; the same wherever it is asked."""
    return derive(conference, "decision", case, decision)


def follows(conference: Conference, fact: Recorded[Event], now: datetime) -> Follows | None:
    """What follows from *fact* of *conference*, as it stands after that; None where nothing does."""
    event = fact.event
    if not isinstance(conference, Called):
        return None
    if isinstance(event, DecisionTaken):
        return _opened(conference, event, fact, now)
    if isinstance(event, DecisionWithdrawn) and _owned(conference, event.decision):
        task = task_of_decision(conference.case, conference.conference, event.decision)
        command = Waive(reason="The conference has withdrawn what it had decided.")
        return Follows(originator(conference.case, task), command, _context(fact, derive(task, "withdrawn"), now))
    return None


def _owned(conference: Called, decision: str) -> bool:
    return any(each.decision == decision and each.owner is not None for each in conference.decisions)


def _opened(conference: Called, event: DecisionTaken, fact: Recorded[Event], now: datetime) -> Follows | None:
    owner = next((each for each in conference.invited if each.agency == event.owner), None)
    if owner is None:
        return None
    task = task_of_decision(conference.case, conference.conference, event.decision)
    seen_by = now + SEEN_WITHIN
    command = OpenTask(
        case=conference.case,
        task=task,
        reference=conference.reference,
        agency=owner.agency,
        role=owner.role,
        country=owner.country,
        code=CODE,
        title=f"Do what the case conference decided: {event.topic.value.replace('-', ' ')}",
        due_at=event.due_at,
        acknowledge_by=seen_by if event.due_at is None else min(seen_by, event.due_at),
        escalate_to=() if conference.chair == owner.agency else (conference.chair,),
        outcomes=OUTCOMES,
        note_for=NOTE_FOR,
        trigger=fact.name,
        clock_from=None if event.due_at is None else fact.recorded_at,
    )
    return Follows(originator(conference.case, task), command, _context(fact, derive(task, "open"), now))


def _context(fact: Recorded[Event], command_id: str, now: datetime) -> Context:
    meta = fact.meta
    return Context(
        command_id=command_id,
        now=now,
        occurred_at=Occurred(now),
        actor=ACTOR,
        agency=SYSTEM_AGENCY,
        role=None,
        country=meta.jurisdiction,
        audience=meta.audience,
        causation_id=fact.id,
        correlation_id=meta.correlation_id or meta.command_id,
        exercise=meta.exercise,
    )
