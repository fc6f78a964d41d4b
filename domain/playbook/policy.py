"""What follows from a fact under the rules: tasks to open, also again, and untaken tasks to withdraw as pointless.

Invariant: the same fact on the same history leads to the same commands with the same identifiers, however often it is
looked at and on whichever machine; carrying them out twice changes nothing.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, assert_never

from msgspec.structs import replace

from domain.case.audience import audience_of
from domain.context import SYSTEM_AGENCY, Context
from domain.envelope import Audience, AudienceKind, Occurred, PlaybookRef, Recorded
from domain.events import Event
from domain.ids import derive
from domain.playbook.counting import Calendar, due
from domain.playbook.duties import Duty
from domain.playbook.library import InForce
from domain.playbook.rules import LEAD, BringIn, Rule, Starts, clock_of
from domain.playbook.standing import Standing, after, looked_at
from domain.playbook.state import CaseSoFar, Participant
from domain.task.commands import OpenAgain, OpenTask, Waive
from domain.task.decider import originator
from domain.task.events import TaskAcknowledged, TaskEscalated, TaskOpened, TaskWaived, TaskWentOverdue

SYSTEM_ACTOR = "playbook"
"""The actor of everything the rules ask for: nobody decides here, and it must not look as if somebody did."""

TITLE = 200
"""How long the title of a task is at most."""

BROUGHT_IN = ("brought-in", "not-possible")
"""How the duty to bring an agency in can end."""


class Reaction(NamedTuple):
    """One command that the fact at *position* leads to, and where it goes.

    *case* is how it stands after that fact; *because* says in words what happened, where everybody may know.
    """

    originator: str
    command: OpenTask | OpenAgain | Waive
    context: Context
    position: int
    case: CaseSoFar
    because: str


def react(
    books: InForce, before: Standing, fact: Recorded[Event], now: datetime
) -> tuple[Standing, tuple[Reaction, ...]]:
    """Where the case stands after *fact*, and what the rules ask for that they did not ask for *before*.

    Refuses (:class:`domain.playbook.library.RulesUnknown`) a case by rules that this release cannot read.
    """
    had = looked_at(books, before)
    have = after(books, had, fact)
    case, calendar = have.case, books.of(have.case).calendar
    opened = [_open(calendar, case, have.duties[task], fact, now) for task in have.duties.keys() - had.duties.keys()]
    gone = [had.duties[task] for task in had.duties.keys() - have.duties.keys()]
    pointless = [_waive(case, duty, fact, now) for duty in gone if _lapses(duty)]
    return have, tuple(sorted((*opened, *pointless), key=lambda reaction: reaction.originator))


def still_to_do(reaction: Reaction, task: Sequence[Recorded[Event]]) -> Reaction | None:
    """What of *reaction* is to be done where *task* has happened to its task; None where it has been overtaken.

    A fact may be looked at again long after it was recorded. Only what was recorded before it counts as not knowing of
    it: who has worked on the task since then knew, and so did the rules when they opened it again.
    """
    if isinstance(reaction.command, OpenTask):
        if not task:
            return reaction
        waived = [fact for fact in task if isinstance(fact.event, TaskWaived)]
        return _again(reaction, reaction.command) if waived and not _overtakes(reaction, waived[-1]) else None
    worked_on = (fact for fact in task if not isinstance(fact.event, _NO_WORK))
    return None if any(_overtakes(reaction, fact) for fact in worked_on) else reaction


def _overtakes(reaction: Reaction, fact: Recorded[Event]) -> bool:
    """Whether *fact* of a task came later, or, where the rules recorded it, what it follows from: they may lag."""
    if fact.meta.agency == SYSTEM_AGENCY:
        return all(happened.fact != fact.meta.causation_id for happened in reaction.case.happened)
    return fact.position > reaction.position


_NO_WORK = (TaskOpened, TaskAcknowledged, TaskWentOverdue, TaskEscalated)
"""What happens to a task without anybody working on it."""


def _again(reaction: Reaction, command: OpenTask) -> Reaction:
    """The same duty, asked for again: without effect on a task that runs or that a person ended."""
    context = reaction.context
    again = OpenAgain(
        reason=f"Needed again{reaction.because}.", due_at=command.due_at, acknowledge_by=command.acknowledge_by
    )
    once = derive(command.task, "reopen", context.causation_id or "")
    return reaction._replace(command=again, context=replace(context, command_id=once))


def _lapses(duty: Duty) -> bool:
    return isinstance(duty.said, BringIn) or duty.said.lapses


def _open(calendar: Calendar, case: CaseSoFar, duty: Duty, fact: Recorded[Event], now: datetime) -> Reaction:
    said = duty.said
    code, title, outcomes = _wording(duty)
    clock, start = clock_of(said, duty.playbook), clock_start(duty, fact)
    command = OpenTask(
        case=case.case,
        task=duty.task,
        reference=case.reference,
        agency=duty.agency.agency,
        role=duty.agency.role,
        country=duty.agency.country,
        code=code,
        title=title,
        due_at=None if clock is None else due(clock, start, duty.agency.country, calendar),
        acknowledge_by=None if said.acknowledge_within is None else now + said.acknowledge_within,
        escalate_to=_chain(case, duty.agency, said.escalate_to),
        outcomes=outcomes,
        source=said.source,
        mark=said.mark,
        trigger=duty.happened.name,
        clock_from=None if clock is None else start,
        counts=None if clock is None else clock.counts,
        pauses=said.pauses if isinstance(said, Rule) else (),
        pause_minutes=_minutes(said.pause_at_most if isinstance(said, Rule) else None),
        note_for=said.note_for if isinstance(said, Rule) else (),
        repeat_minutes=_minutes(said.repeats if isinstance(said, Rule) else None),
    )
    return _reaction(case, duty, command, fact, _context(duty, "open", fact, now))


def clock_start(duty: Duty, fact: Recorded[Event]) -> datetime:
    """When the clock of *duty* starts: with its trigger, but never before the *fact* that made it this agency's."""
    recorded = isinstance(duty.said, Rule) and duty.said.starts is Starts.RECORDED
    trigger = duty.happened.recorded_at if recorded else duty.happened.occurred_at
    if duty.happened.fact == fact.id:
        return trigger
    return max(trigger, fact.recorded_at if recorded else fact.meta.occurred_at.at)


def _wording(duty: Duty) -> tuple[str, str, tuple[str, ...]]:
    """Code, title and possible outcomes: texts of a playbook, never about a person."""
    match duty.said:
        case Rule(code=code, title=title, outcomes=outcomes):
            return code, title, outcomes
        case BringIn(titles=titles):
            title = titles.get(duty.role, f"Bring in: {duty.role}")
            where = f" ({duty.country.value.upper()})" if duty.country else ""
            called = f": {duty.called}" if duty.called else ""
            return f"bring-in-{duty.role}", f"{title}{where}{called}"[:TITLE], BROUGHT_IN
        case _:
            assert_never(duty.said)


def _minutes(span: timedelta | None) -> int:
    return 0 if span is None else span // timedelta(minutes=1)


def _chain(case: CaseSoFar, agency: Participant, steps: tuple[str, ...]) -> tuple[str, ...]:
    """The agencies behind *steps* now, the word itself where nobody is there yet; never the agency itself."""
    chain: list[str] = []
    for step in steps:
        told = case.lead if step == LEAD else case.with_role(step, agency.country)
        if told != agency.agency and (told or step) not in chain:
            chain.append(told or step)
    return tuple(chain)


def _waive(case: CaseSoFar, duty: Duty, fact: Recorded[Event], now: datetime) -> Reaction:
    command = Waive(reason=f"No longer needed{_because(fact)}.")
    return _reaction(case, duty, command, fact, _context(duty, "waive", fact, now, fact.id))


def _reaction(
    case: CaseSoFar, duty: Duty, command: OpenTask | Waive, fact: Recorded[Event], context: Context
) -> Reaction:
    return Reaction(originator(case.case, duty.task), command, context, fact.position, case, _because(fact))


def _because(fact: Recorded[Event]) -> str:
    # A fact that not everybody may see must not show in why a task went away or came back.
    return f": {words(fact.name)}" if audience_of(fact.name, fact.meta.audience).kind is AudienceKind.CASE else ""


def words(event_name: str) -> str:
    """The name of an event as words: ``ChildLocated`` reads child located."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", event_name).lower()


def _context(duty: Duty, doing: str, fact: Recorded[Event], now: datetime, *parts: str) -> Context:
    meta = fact.meta
    happened = duty.happened.audience
    audience = happened if happened.kind is not AudienceKind.PROTECTED else _only(duty.agency)
    return Context(
        command_id=derive(duty.task, doing, *parts),
        now=now,
        occurred_at=Occurred(now),
        actor=SYSTEM_ACTOR,
        agency=SYSTEM_AGENCY,
        role=None,
        country=duty.agency.country,
        audience=audience,
        causation_id=fact.id,
        correlation_id=meta.correlation_id or meta.command_id,
        playbook=PlaybookRef(
            duty.playbook.id, duty.playbook.version, duty.said.id if isinstance(duty.said, Rule) else "bring-in"
        ),
        exercise=meta.exercise,
    )


def _only(agency: Participant) -> Audience:
    """Of a protected fact, the task is shown to its own agency alone."""
    return Audience(AudienceKind.NAMED, (agency.agency,))
