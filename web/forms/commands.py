"""Bodies, from a form or from JSON, into the commands of the catalogue.

Invariant: a person may give every command of a case and of a task that has a slug, except opening a case, which has a
way of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from domain.case.commands import CaseCommand, InviteAgency, JoinAgency, OpenCase
from domain.case.coordination.grounds import USUAL
from domain.codes import Role
from domain.commands import Aggregate, of
from domain.ids import derive
from domain.task.commands import TaskCommand
from web.answers.faults import BadBody, NotThere
from web.forms.reading import to_command
from web.services import Services
from web.texts.catalog import gettext as _

TASK = of(Aggregate.TASK)
CASE = {slug: entry for slug, entry in of(Aggregate.CASE).items() if entry.command is not OpenCase}

STARTED_HERE = ("episode", "placement", "sighting", "alert", "request", "referral", "hold", "invitation", "disclosure")
"""Identifiers of what a command starts; programs may leave them out and get one derived from the command's."""

STARTING = frozenset(
    {
        "notice-absence",
        "start-placement",
        "record-sighting",
        "record-protected-sighting",
        "request-alert",
        "issue-alert",
        "request-information",
        "make-referral",
        "place-legal-hold",
        "invite-agency",
        "request-disclosure",
    }
)


FROM_DIRECTORY = frozenset({InviteAgency, JoinAgency})
"""The commands that take the role and the country of an agency from the directory."""


def task_command(slug: str, body: Mapping[str, Any]) -> TaskCommand:
    """The task command under *slug*. Raises :class:`NotThere` and :class:`BadBody`."""
    entry = TASK.get(slug)
    if entry is None:
        raise NotThere
    return cast("TaskCommand", to_command(entry.command, body))


def case_command(services: Services, slug: str, body: Mapping[str, Any], command_id: str = "") -> CaseCommand:
    """The case command under *slug*. Raises :class:`NotThere` and :class:`BadBody`."""
    entry = CASE.get(slug)
    if entry is None:
        raise NotThere
    whole = dict(body)
    if entry.command in FROM_DIRECTORY:
        whole |= _from_directory(services, str(body.get("agency", "")))
    if entry.command is JoinAgency:
        whole = _usual(whole["role"]) | {name: value for name, value in whole.items() if value is not None}
    if slug in STARTING and command_id:
        fields = entry.command.__struct_fields__
        whole |= {f: derive(command_id, f) for f in STARTED_HERE if f in fields and f not in whole}
    return cast("CaseCommand", to_command(entry.command, whole))


def _usual(role: Role) -> dict[str, Any]:
    """For what and on what basis an agency with *role* takes part where nobody says otherwise."""
    return dict(zip(("purpose", "legal_basis"), USUAL.get(role, ()), strict=False))


def _from_directory(services: Services, agency_id: str) -> dict[str, Any]:
    """An agency's role and country come from the directory, never from who asks."""
    agency = services.people.agency(agency_id)
    if agency is None:
        raise BadBody(_("There is no such agency."), "agency")
    return {"role": agency.role, "country": agency.country}
