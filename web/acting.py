"""From what a person asked to a command carried out, and to views that show it.

Invariant: the same key from the same person for the same thing is the same command, however often it is sent; an answer
is given only after the views have folded what the command led to.
"""

from __future__ import annotations

import hashlib
from typing import Any

from domain.case import commands as case_commands
from domain.case.decider import originator as case_originator
from domain.case.state import Case
from domain.context import Context
from domain.envelope import Occurred, Recorded
from domain.events import Event
from domain.handling import Folded, Outcome
from domain.ids import derive, is_id
from domain.task.commands import HandOver, TaskCommand
from domain.task.decider import originator as task_originator
from domain.task.state import Task
from projections import board, cases, timeline
from projections.views import View
from web.access.viewer import Viewer
from web.answers.faults import BadBody
from web.services import Services
from web.texts.catalog import gettext as _


def command_id(services: Services, viewer: Viewer, key: str | None, target: str) -> str:
    """The identifier of a command sent with the idempotency *key*; a new one where no key was sent."""
    if not key:
        return services.ids.new()
    origin = key if is_id(key) else hashlib.sha256(key.encode()).hexdigest()[:32]
    return derive(origin, viewer.member_id, target)


def context(
    services: Services, viewer: Viewer, command: str, occurred: Occurred | None, exercise: str | None
) -> Context:
    """The circumstances of a command of *viewer* under the identifier *command*."""
    now = services.clock.now()
    return Context(
        command_id=command,
        now=now,
        occurred_at=occurred or Occurred(now),
        actor=viewer.member_id,
        agency=viewer.agency_id,
        role=viewer.role,
        country=viewer.country,
        correlation_id=command,
        exercise=exercise,
    )


async def act_on_task(
    services: Services,
    viewer: Viewer,
    task: board.Task,
    command: TaskCommand,
    *,
    key: str | None,
    expected_version: int | None = None,
) -> Outcome[Task]:
    """Carry out *command* on *task* and wait until the board and the timeline show it."""
    if isinstance(command, HandOver):
        _check_target(services, task, command)
    target = f"{task.id}:{type(command).__name__}"
    circumstances = context(services, viewer, command_id(services, viewer, key, target), None, task.exercise)
    outcome = await services.tasks.handle(
        task_originator(task.case, task.id), command, circumstances, expected_version=expected_version
    )
    await shown(services, outcome.position, board.VIEW, timeline.VIEW)
    return outcome


def _check_target(services: Services, task: board.Task, command: HandOver) -> None:
    """Refuse to offer a task to who takes no part in its case, or to a member of another agency."""
    case = services.documents.get(cases.VIEW, task.case)
    if case is None or command.to_agency not in {part.agency for part in case.taking_part}:
        raise BadBody(_("That agency takes no part in this case. Bring it in first."), "to_agency")
    member = services.people.member(command.to_member) if command.to_member else None
    if command.to_member and (member is None or member.agency != command.to_agency or member.suspended):
        raise BadBody(_("That person does not act for that agency."), "to_member")


async def act_on_case(
    services: Services,
    viewer: Viewer,
    case: str,
    command: case_commands.CaseCommand,
    *,
    key: str | None,
    occurred: Occurred | None = None,
    exercise: str | None = None,
    expected_version: int | None = None,
) -> Outcome[Case]:
    """Carry out *command* on *case* and wait until the case page and the timeline show it."""
    target = f"{case}:{type(command).__name__}"
    circumstances = context(services, viewer, command_id(services, viewer, key, target), occurred, exercise)
    outcome = await services.cases.handle(
        case_originator(case), command, circumstances, expected_version=expected_version
    )
    await shown(services, outcome.position, cases.VIEW, timeline.VIEW)
    return outcome


async def shown(services: Services, position: int, *views: View[Any]) -> None:
    """Wait until *views* show the fact at *position*; at once when nothing was recorded."""
    for view in views:
        if position:
            await services.documents.reached(view, position)


def last_fact(folded: Folded[Any]) -> Recorded[Event] | None:
    """The newest fact of an aggregate: who it was that moved it on."""
    facts = [fact for led_to in folded.commands.values() for fact in led_to]
    return max(facts, key=lambda fact: fact.version, default=None)
