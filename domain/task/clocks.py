"""What the clocks of a task do next: go overdue, or tell the next one in the chain.

Invariant: a pure function of what happened to the task. Every command has an identifier derived from the task, the turn
of its clock and the step, so that whoever looks, and however often, asks for the same thing once.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.codes import Country
from domain.context import SYSTEM_AGENCY, Context
from domain.directory.reaching import Lines, reach
from domain.envelope import Audience, Occurred, PlaybookRef
from domain.ids import derive
from domain.task.commands import Escalate, MarkOverdue, ResumeClock

Step = MarkOverdue | Escalate | ResumeClock
"""What a clock can do next."""

SYSTEM_ACTOR = "deadlines"
"""The actor of everything a clock does."""

STEP = timedelta(hours=1)
"""[D] How long one step of an escalation has before the next is told."""


class Clocks(msgspec.Struct, frozen=True, kw_only=True):
    """The clocks of one task, and under which circumstances it was opened.

    *turn* is the version of the fact that started or paused the clocks, *steps* how long the chain is, *escalated* how
    much of it was told, the last at *told_at*, and *chain* whom it names, beside the *agency* with the duty. While the
    deadline waits, *paused_until* says until when at most.
    """

    task: str
    case: str
    agency: str = ""
    chain: tuple[str, ...] = ()
    turn: int
    due_at: datetime | None
    acknowledge_by: datetime | None
    steps: int
    ended: bool = False
    acknowledged: bool = False
    overdue: bool = False
    escalated: int = 0
    told_at: datetime | None = None
    paused_until: datetime | None = None
    cause: str
    correlation: str | None
    country: Country | None
    audience: Audience
    playbook: PlaybookRef | None
    exercise: str | None


def next_step(clocks: Clocks) -> tuple[datetime, Step] | None:
    """What the *clocks* of a task do next, and when; None while nothing can run out."""
    if clocks.ended:
        return None
    if clocks.paused_until is not None:
        # Who paused it has seen it, and it was not overdue: nothing else can run out meanwhile.
        return clocks.paused_until, ResumeClock()
    due, escalation = _due(clocks), _escalation(clocks)
    if due is not None and escalation is not None:
        return min(due, escalation, key=lambda step: step[0])
    return due or escalation


def _due(clocks: Clocks) -> tuple[datetime, Step] | None:
    if clocks.due_at is None or clocks.overdue:
        return None
    return clocks.due_at, MarkOverdue(due_at=clocks.due_at)


def _escalation(clocks: Clocks) -> tuple[datetime, Step] | None:
    """The next step of the chain: at once for its first, a :data:`STEP` after the one before for the others."""
    if clocks.escalated >= clocks.steps:
        return None
    if clocks.overdue:
        since, because = clocks.due_at, "overdue"
    elif not clocks.acknowledged:
        since, because = clocks.acknowledge_by, "unacknowledged"
    else:
        return None
    if since is None:
        return None
    at = since if clocks.told_at is None else max(since, clocks.told_at + STEP)
    return at, Escalate(step=clocks.escalated + 1, because=because)


def reaching(clocks: Clocks, command: Step, lines: Lines, now: datetime) -> Step:
    """*command*, told to those whom *lines* reach *now*. Its identifier stays the same, whoever answers."""
    if not isinstance(command, Escalate) or command.step > len(clocks.chain):
        return command
    own, told = reach(lines, clocks.agency, now), reach(lines, clocks.chain[command.step - 1], now)
    return replace(
        command,
        on_call=own.member,
        stand_in=own.agency if own.closed else None,
        to=told.agency if told.closed else None,
        to_member=told.member,
    )


def command_id(clocks: Clocks, command: Step) -> str:
    """The identifier of *command*: the same for the same clock and step, for ever."""
    return derive(clocks.task, "deadline", clocks.turn, _name(command))


def _name(step: Step) -> str:
    match step:
        case MarkOverdue():
            return "overdue"
        case ResumeClock():
            return "resume"
        case Escalate(step=number):
            return f"step {number}"
        case _:
            assert_never(step)


def context_of(clocks: Clocks, command: Step, now: datetime) -> Context:
    """The circumstances under which *clocks* give *command*: Lantern's own, because the task was opened."""
    return Context(
        command_id=command_id(clocks, command),
        now=now,
        occurred_at=Occurred(now),
        actor=SYSTEM_ACTOR,
        agency=SYSTEM_AGENCY,
        role=None,
        country=clocks.country,
        audience=clocks.audience,
        causation_id=clocks.cause,
        correlation_id=clocks.correlation,
        playbook=clocks.playbook,
        exercise=clocks.exercise,
    )
