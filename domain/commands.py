"""The one catalogue of what can be asked from outside, under the names that forms and the HTTP API use.

Invariant: every command of an agency and of a playbook is in it, of a task all but those that only rules give, and of a
case all but those that only the command line gives, and those of who takes no part.
"""

from __future__ import annotations

import enum
from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from domain.case import commands as case
from domain.case.likely import likely
from domain.case.possible import possible
from domain.context import Command
from domain.directory.commands import AgencyCommand
from domain.playbook.publishing.commands import PublishPlaybook
from domain.task import commands as task

__all__ = ["CATALOGUE", "Aggregate", "Entry", "likely", "of", "possible"]


class Aggregate(enum.StrEnum):
    """Whose command it is."""

    CASE = "case"
    TASK = "task"
    AGENCY = "agency"
    PLAYBOOK = "playbook"


@dataclass(frozen=True)
class Entry:
    """One command under its *slug*."""

    slug: str
    aggregate: Aggregate
    command: type[Command]


FOR_RULES_ONLY: frozenset[type[Command]] = frozenset({task.OpenTask, task.OpenAgain, task.MarkOverdue, task.Escalate})
"""Playbooks open tasks and clocks run out; nobody asks for either."""

FOR_OPERATORS_ONLY: frozenset[type[Command]] = frozenset({case.MoveToPlaybook})
"""Who runs Lantern gives them, on the command line: which versions there are is known there."""

FROM_OUTSIDE_ONLY: frozenset[type[Command]] = frozenset({case.TakeEmergencyAccess})
"""Who takes no part gives them, on a page of their own: nobody who sees the case can, and no program does."""

_CASE_PARTS = (
    case.FileCommand,
    case.CareCommand,
    case.CoordinationCommand,
    case.RiskCommand,
    case.ClassingCommand,
    case.EmergencyCommand,
    case.EpisodeCommand,
    case.AlertCommand,
    case.InformationCommand,
    case.PreparedCommand,
    case.AftercareCommand,
)


def of(aggregate: Aggregate) -> Mapping[str, Entry]:
    """The entries of one aggregate, by slug, in the order in which their commands are written down."""
    return {slug: entry for slug, entry in CATALOGUE.items() if entry.aggregate is aggregate}


def _entries(aggregate: Aggregate, *unions: object) -> dict[str, Entry]:
    left_out = FOR_RULES_ONLY | FOR_OPERATORS_ONLY | FROM_OUTSIDE_ONLY
    commands = [command for union in unions for command in get_args(union) or (union,) if command not in left_out]
    return {command.slug(): Entry(command.slug(), aggregate, command) for command in commands}


CATALOGUE: Mapping[str, Entry] = {
    **_entries(Aggregate.CASE, *_CASE_PARTS),
    **_entries(Aggregate.TASK, task.TaskCommand),
    **_entries(Aggregate.AGENCY, AgencyCommand),
    **_entries(Aggregate.PLAYBOOK, PublishPlaybook),
}
"""Every command, by slug."""
