"""The duties of a case as they stand: each task with its state, the rule behind it and the phase it belongs to.

Invariant: a duty is made of a task that the visibility rules have let through, and of nothing else.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.playbook.library import Library
from domain.playbook.rules import Phase, Playbooks, Rule
from projections import board, timeline
from projections.urgency import past_due
from web.playbooks.reading import rule_behind
from web.texts.catalog import gettext as _
from web.texts.catalog import mark


class State(enum.StrEnum):
    """How a duty stands, the most pressing first."""

    LATE = "late"
    RUNNING = "running"
    DONE = "done"
    WAIVED = "waived"
    NOT_YET = "not-yet"


STATES: Mapping[State, str] = {
    State.LATE: mark("Late"),
    State.RUNNING: mark("Running"),
    State.DONE: mark("Done"),
    State.WAIVED: mark("Waived"),
    State.NOT_YET: mark("Not yet"),
}

PHASES: Mapping[Phase, str] = {
    Phase.PREVENTION: mark("Prevention"),
    Phase.RESPONSE: mark("Missing"),
    Phase.FOUND: mark("Found"),
    Phase.AFTERCARE: mark("Aftercare"),
}

STANDS_IN: Mapping[str, Phase] = {
    "prevention": Phase.PREVENTION,
    "missing": Phase.RESPONSE,
    "found": Phase.FOUND,
    "aftercare": Phase.AFTERCARE,
}
"""The phase of the rules for the phase of a case; a closed case is in none."""


@dataclass(frozen=True)
class Duty:
    """A task with its *state*; *name* is that of its rule, empty where none opened it, *trigger* what did."""

    task: board.Task
    state: State
    name: str
    rule: Rule | None
    phase: Phase | None
    trigger: str
    ended_by: timeline.Entry | None


def state_of(task: board.Task, at: datetime) -> State:
    """How *task* stands *at* a moment."""
    if task.state == "completed":
        return State.DONE
    if task.state == "waived":
        return State.WAIVED
    return State.LATE if task.overdue or past_due(task, at) else State.RUNNING


def duties_of(
    tasks: Iterable[board.Task], entries: Iterable[timeline.Entry], rules: Playbooks, library: Library, at: datetime
) -> list[Duty]:
    """The duties behind *tasks*, with what *entries* tell of how they began and ended."""
    triggers: dict[str, str] = {}
    ends: dict[str, timeline.Entry] = {}
    for entry in entries:
        if entry.task is not None and entry.name == "TaskOpened":
            triggers[entry.task] = str(entry.codes.get("trigger") or "")
        elif entry.task is not None and entry.name in {"TaskCompleted", "TaskWaived"}:
            ends[entry.task] = entry
    return [_duty(task, triggers.get(task.id, ""), ends.get(task.id), rules, library, at) for task in tasks]


def _duty(
    task: board.Task,
    trigger: str,
    ended_by: timeline.Entry | None,
    rules: Playbooks,
    library: Library,
    at: datetime,
) -> Duty:
    rule = rule_behind(library, task.playbook)
    phase = rule.phase if rule is not None else _phase_on(rules, trigger)
    name = "" if task.playbook is None else f"{task.playbook.playbook}/{task.playbook.rule}"
    return Duty(task, state_of(task, at), name, rule, phase, trigger, None if task.running else ended_by)


def _phase_on(rules: Playbooks, trigger: str) -> Phase | None:
    """Where the rules of the same *trigger* belong: bringing somebody in is a part of what they then have to do."""
    return next((placed.rule.phase for placed in rules.on(trigger)), None)


def counted(duties: Sequence[Duty]) -> Mapping[State, int]:
    """How many of *duties* are in each state that there is."""
    return {state: count for state in State if (count := sum(duty.state is state for duty in duties))}


def in_words(counts: Mapping[State, int]) -> str:
    """The states in words, with how many where there are several: "1 late, 2 done"."""
    if sum(counts.values()) == 1:
        return _(STATES[next(iter(counts))])
    return ", ".join(f"{count} {_(STATES[state]).lower()}" for state, count in counts.items())
