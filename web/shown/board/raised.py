"""Duties of others that an agency was told of, because nobody answered or they are late.

Invariant: an agency reads only of duties in cases in which it takes part, and no longer than what it was told of holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec

from domain.envelope import PlaybookRef
from projections import board
from web import seeing
from web.access.viewer import Viewer
from web.people import People
from web.services import Services
from web.texts import wording
from web.texts.catalog import gettext as _

MOST = 20
"""So many are listed, those due first."""

AT_ONCE = 30_000
"""So many a question to a view can name."""


class Raised(msgspec.Struct, frozen=True, kw_only=True):
    """One of them: whose, *because* of what and since when; whether *you* are on call for it, or by name who is."""

    id: str
    title: str
    rule: PlaybookRef | None
    reference: str
    agency_name: str
    because: str
    at: datetime
    you: bool
    name: str


def raised_to(services: Services, viewer: Viewer) -> Sequence[Raised]:
    """What the agency of *viewer* was told of and nobody has answered yet."""
    seen = seeing.told_of(services, viewer, MOST, AT_ONCE)
    return [_raised(task, task.told, services.people, viewer) for task in seen if task.told]


def _raised(task: board.Task, told: board.Told, people: People, viewer: Viewer) -> Raised:
    return Raised(
        id=task.id,
        title=_(task.title),
        rule=task.playbook,
        reference=task.reference,
        agency_name=people.agency_name(task.agency),
        because=wording.code(told.because),
        at=told.at,
        you=told.member == viewer.member_id,
        name=people.member_name(told.member),
    )
