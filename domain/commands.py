"""The one catalogue of what can be asked from outside, under the names that forms and the HTTP API use.

Invariant: every command of an agency, of a conference, of auditors and of a playbook is in it, of a task all but those
that only rules give, and of a case all but those that only the command line gives, those of two people together, and
those of who takes no part.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from domain.auditing.commands import RemarkCommand
from domain.case import commands as case
from domain.case.likely import likely
from domain.case.possible import possible
from domain.conference.commands import ConferenceCommand
from domain.context import Command
from domain.directory.commands import AgencyCommand
from domain.playbook.publishing.commands import PublishPlaybook
from domain.sampling.commands import SamplingCommand
from domain.task import commands as task

__all__ = ["CATALOGUE", "Aggregate", "Entry", "likely", "of", "possible"]


class Aggregate(enum.StrEnum):
    """Whose command it is."""

    CASE = "case"
    TASK = "task"
    CONFERENCE = "conference"
    REMARK = "remark"
    SAMPLE = "sample"
    AGENCY = "agency"
    PLAYBOOK = "playbook"


@dataclass(frozen=True)
class Entry:
    """One command under its *slug*."""

    slug: str
    aggregate: Aggregate
    command: type[Command]


FOR_RULES_ONLY: frozenset[type[Command]] = frozenset(
    {task.OpenTask, task.OpenAgain, task.MarkOverdue, task.Escalate, case.ExpireDisclosure, case.RecordDestruction}
)
"""Playbooks open tasks, clocks run out, and keys are destroyed where that was decided; nobody asks for these."""

FOR_OPERATORS_ONLY: frozenset[type[Command]] = frozenset({case.MoveToPlaybook})
"""Who runs Lantern gives them, on the command line: which versions there are is known there."""

BY_TWO_PEOPLE_ONLY: frozenset[type[Command]] = frozenset(
    {case.ProposeErasure, case.DeclineErasure, case.ConfirmErasure}
)
"""Two people give them after a review, on a page that says what the rules say: no program erases."""

FROM_OUTSIDE_ONLY: frozenset[type[Command]] = frozenset(
    {case.TakeEmergencyAccess, case.TakePart, case.DeclineToTakePart}
)
"""Who takes no part gives them, at addresses of their own: nobody who sees the case can."""

KNOWING_THE_FACT_ONLY: frozenset[type[Command]] = frozenset(get_args(case.RightsCommand))
"""They are about a fact or a request that the giver sees, and go no further than that: given on pages that know it."""

WITH_A_FILE_ONLY: frozenset[type[Command]] = frozenset({case.AddPhoto, case.WithdrawPhoto})
"""They go with a picture that is kept elsewhere, on a page of their own; a program has no way to send one."""

_CASE_PARTS = (
    case.FileCommand,
    case.CareCommand,
    case.CoordinationCommand,
    case.RiskCommand,
    case.ClassingCommand,
    case.EmergencyCommand,
    case.DisclosureCommand,
    case.EpisodeCommand,
    case.AlertCommand,
    case.InformationCommand,
    case.PhotoCommand,
    case.PreparedCommand,
    case.RetentionCommand,
    case.AftercareCommand,
)


def of(aggregate: Aggregate) -> Mapping[str, Entry]:
    """The entries of one aggregate, by slug, in the order in which their commands are written down."""
    return {slug: entry for slug, entry in CATALOGUE.items() if entry.aggregate is aggregate}


def _entries(aggregate: Aggregate, *unions: object) -> dict[str, Entry]:
    left_out = FOR_RULES_ONLY | FOR_OPERATORS_ONLY | BY_TWO_PEOPLE_ONLY | FROM_OUTSIDE_ONLY | KNOWING_THE_FACT_ONLY
    left_out |= WITH_A_FILE_ONLY
    commands = [command for union in unions for command in get_args(union) or (union,) if command not in left_out]
    return {command.slug(): Entry(command.slug(), aggregate, command) for command in commands}


CATALOGUE: Mapping[str, Entry] = {
    **_entries(Aggregate.CASE, *_CASE_PARTS),
    **_entries(Aggregate.TASK, task.TaskCommand),
    **_entries(Aggregate.CONFERENCE, ConferenceCommand),
    **_entries(Aggregate.REMARK, RemarkCommand),
    **_entries(Aggregate.SAMPLE, SamplingCommand),
    **_entries(Aggregate.AGENCY, AgencyCommand),
    **_entries(Aggregate.PLAYBOOK, PublishPlaybook),
}
"""Every command, by slug."""
