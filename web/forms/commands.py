"""Bodies, from a form or from JSON, into the commands of the catalogue.

Invariant: a person may give every command of a case and of a task that has a slug, except opening a case, which has a
way of its own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from domain.case.commands import CaseCommand, JoinAgency, OpenCase
from domain.commands import Aggregate, of
from domain.ids import derive
from domain.task.commands import TaskCommand
from web.answers.faults import BadBody, NotThere
from web.forms.reading import to_command
from web.services import Services
from web.texts.catalog import gettext as _

TASK = of(Aggregate.TASK)
CASE = {slug: entry for slug, entry in of(Aggregate.CASE).items() if entry.command is not OpenCase}

STARTED_HERE = ("episode", "placement", "sighting", "alert", "request", "referral")
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
    }
)


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
    if entry.command is JoinAgency:
        whole |= _from_directory(services, str(body.get("agency", "")))
    if slug in STARTING and command_id:
        fields = entry.command.__struct_fields__
        whole |= {f: derive(command_id, f) for f in STARTED_HERE if f in fields and f not in whole}
    return cast("CaseCommand", to_command(entry.command, whole))


def _from_directory(services: Services, agency_id: str) -> dict[str, Any]:
    """An agency's role and country come from the directory, never from who asks."""
    agency = services.people.agency(agency_id)
    if agency is None:
        raise BadBody(_("There is no such agency."), "agency")
    return {"role": agency.role, "country": agency.country}
