"""From what a person asked to a command carried out, and to views that show it.

Invariant: an answer is given only after the views have folded what the command led to; a repeat that says something
else than the first time is told so instead of being dropped.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from domain.case import commands as case_commands
from domain.case.decider import originator as case_originator
from domain.case.refusals import NotInThisCase
from domain.case.retention.refusals import CaseErased
from domain.case.state import Case
from domain.context import Context
from domain.deciding.handling import Expected, Outcome
from domain.directory.commands import AcceptInvitation, AgencyCommand
from domain.directory.decider import originator as agency_originator
from domain.directory.state import Agency
from domain.envelope import Occurred
from domain.ports import VersionTaken
from domain.task.commands import DeclineHandOver, HandOver, TaskCommand, WithdrawHandOver
from domain.task.decider import originator as task_originator
from domain.task.state import Task
from projections import board, cases, directory, timeline
from projections.views import View
from web import seeing
from web.access.circumstances import command_id, context
from web.access.viewer import Viewer
from web.answers.faults import BadBody
from web.people import Member
from web.repeating import refuse_other_words
from web.services import Services
from web.texts.catalog import gettext as _

ATTEMPTS = 5
"""How often something that the asker may not see may get between what they saw and what they record."""


async def act_on_task(
    services: Services,
    viewer: Viewer,
    task: board.Task,
    command: TaskCommand,
    *,
    key: str | None,
    expected_version: int | None = None,
) -> Outcome[Task]:
    """Carry out *command* on *task* and wait until the board and the timeline show it.

    What is told of a task is for those it was opened for. Refuses (:class:`NotInThisCase`) who takes no part in the
    case any more, except to end an offer, and everybody (:class:`CaseErased`) where what is written would be lost.
    """
    if not (isinstance(command, DeclineHandOver | WithdrawHandOver) or seeing.works_on(services, viewer, task.case)):
        raise NotInThisCase
    if not seeing.keeps_texts(services, task.case):
        raise CaseErased
    if isinstance(command, HandOver):
        _check_target(services, viewer, task, command)
    target = f"{task.id}:{type(command).__name__}"
    id_ = command_id(services, viewer, key, target)
    circumstances = context(services, viewer, id_, None, task.exercise, task.audience)
    outcome = await services.tasks.handle(
        task_originator(task.case, task.id), command, circumstances, expected_version=expected_version
    )
    await shown(services, outcome.position, board.VIEW, timeline.VIEW)
    await refuse_other_words(services.opener, command, outcome)
    return outcome


def _check_target(services: Services, viewer: Viewer, task: board.Task, command: HandOver) -> None:
    """Refuse to offer a task to who takes no part in its case or may not know of it, or to a member of another."""
    inside = {task.agency} | seeing.taking_part(services, viewer, task.case)
    if command.to_agency not in inside:
        raise BadBody(_("That agency takes no part in this case. Bring it in first."), "to_agency")
    if command.to_agency != task.agency and command.to_agency not in seeing.insiders(services, task):
        raise BadBody(_("This task is not meant for that agency. Choose a colleague, or waive it."), "to_agency")
    if command.to_member and not services.people.acts_for(command.to_member, command.to_agency):
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
    replaces: Collection[str] = (),
) -> Outcome[Case]:
    """Carry out *command* on *case* and wait until the case page and the timeline show it.

    *expected_version* is the one that *viewer* was shown; :class:`VersionTaken` when they would be shown another now,
    or, of a command that *replaces* what certain facts said, when one of these has come since.
    """
    target = f"{case}:{type(command).__name__}"
    circumstances = context(services, viewer, command_id(services, viewer, key, target), occurred, exercise)
    outcome = await _on_case(services, viewer, case, command, circumstances, expected_version, replaces)
    await shown(services, outcome.position, cases.VIEW, timeline.VIEW)
    await refuse_other_words(services.opener, command, outcome)
    return outcome


async def _on_case(
    services: Services,
    viewer: Viewer,
    case: str,
    command: case_commands.CaseCommand,
    circumstances: Context,
    seen: int | None,
    replaces: Collection[str],
) -> Outcome[Case]:
    originator = case_originator(case)
    for _attempt in range(ATTEMPTS):
        folded = None if seen is None else await services.cases.state(originator)
        known = folded is not None and circumstances.command_id in folded.commands
        if folded is not None and not known:
            newest = max((fact.position for led in folded.commands.values() for fact in led), default=0)
            await shown(services, newest, cases.VIEW, timeline.VIEW)
        at = None if seen is None or known else seeing.standing(services, viewer, case, seen, replaces)
        try:
            return await services.cases.handle(originator, command, circumstances, expected_version=at)
        except Expected:
            continue  # What got between is either seen, and then told by `standing`, or not to be told.
    raise VersionTaken(originator)


async def act_on_agency(
    services: Services,
    viewer: Viewer,
    command: AgencyCommand,
    *,
    key: str | None,
    expected_version: int | None = None,
) -> Outcome[Agency]:
    """Carry out *command* on the viewer's own agency, and wait until everybody here knows."""
    id_ = command_id(services, viewer, key, f"{viewer.agency_id}:{type(command).__name__}")
    circumstances = context(services, viewer, id_, None, None)
    outcome = await services.directory.handle(
        agency_originator(viewer.agency_id), command, circumstances, expected_version=expected_version
    )
    await _known(services, outcome.position)
    await refuse_other_words(services.opener, command, outcome)
    return outcome


async def accept_invitation(services: Services, member: Member, command: AcceptInvitation) -> None:
    """Let *member*, who has proven to be it, act for the agency that asked them; wait until everybody here knows."""
    agency, now = services.people.agency(member.agency), services.clock.now()
    circumstances = Context(
        command_id=services.ids.new(),
        now=now,
        occurred_at=Occurred(now),
        actor=member.id,
        agency=member.agency,
        role=agency.role if agency else None,
        country=agency.country if agency else None,
    )
    outcome = await services.directory.handle(agency_originator(member.agency), command, circumstances)
    await _known(services, outcome.position)


async def _known(services: Services, position: int) -> None:
    await shown(services, position, directory.VIEW)
    await services.people.reached(position)


async def shown(services: Services, position: int, *views: View[Any]) -> None:
    """Wait until *views* show the fact at *position*; at once when nothing was recorded."""
    for view in views:
        if position:
            await services.documents.reached(view, position)
