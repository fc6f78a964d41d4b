"""Duties of others that an agency was told of, because nobody answered or they are late.

Invariant: an agency reads only of duties in cases in which it takes part, and no longer than what it was told of holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from domain.envelope import PlaybookRef
from projections import board, cases, visibility
from projections.cases import participation
from projections.views import Documents
from web.access.viewer import Viewer
from web.people import People
from web.texts import wording
from web.texts.catalog import gettext as _

MOST = 20
"""So many are listed, those due first."""

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


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


def raised_to(documents: Documents, people: People, viewer: Viewer) -> Sequence[Raised]:
    """What the agency of *viewer* was told of and nobody has answered yet."""
    if viewer.country is None:
        return ()
    found = documents.select(board.VIEW, {"told_to": viewer.agency_id}, order_by=("due_at",), limit=MOST)
    parts = tuple(f"{task.case}.{viewer.agency_id}" for task in found)
    joined = {case for (case,) in documents.values(participation.VIEW, ("case",), {"key": parts, "joined": True})}
    own = cases.Membership(agency=viewer.agency_id, role=viewer.role, country=viewer.country, since=LONG_AGO)
    eyes = visibility.Viewer(viewer.agency_id, viewer.role, viewer.country)
    seen = [task for task in found if task.case in joined and visibility.sees_task(eyes, task, (own,))]
    return [_raised(task, task.told, people, viewer) for task in seen if task.told and task.agency != viewer.agency_id]


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
