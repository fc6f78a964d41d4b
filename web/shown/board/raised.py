"""Duties of others that an agency was told of, because nobody answered or they are late.

Invariant: an agency reads only of duties in cases in which it takes part, and no longer than what it was told of holds.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime

import msgspec

from domain.codes import Country
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

AT_ONCE = 30_000
"""So many a question to a view can name."""

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
    seen: list[board.Task] = []
    keys = _told(documents, viewer)
    # What may be seen of a task stands in the task: it is read until there are enough.
    for offset in range(0, len(keys), MOST):
        found = documents.select(board.VIEW, {"key": keys}, order_by=("due_at",), limit=MOST, offset=offset)
        seen += [task for task in found if _may_see(viewer, viewer.country, task)]
        if len(seen) >= MOST:
            break
    return [_raised(task, task.told, people, viewer) for task in seen[:MOST] if task.told]


def _told(documents: Documents, viewer: Viewer) -> Sequence[str]:
    """The tasks of others, in cases in which it takes part, that the agency of *viewer* was told of."""
    told = documents.values(board.VIEW, ("key", "case", "agency"), {"told_to": viewer.agency_id})[:AT_ONCE]
    parts = tuple({f"{case}.{viewer.agency_id}" for _key, case, _agency in told})
    joined = {case for (case,) in documents.values(participation.VIEW, ("case",), {"key": parts, "joined": True})}
    return tuple(str(key) for key, case, agency in told if case in joined and agency != viewer.agency_id)


def _may_see(viewer: Viewer, country: Country, task: board.Task) -> bool:
    own = cases.Membership(agency=viewer.agency_id, role=viewer.role, country=country, since=LONG_AGO)
    return visibility.sees_task(visibility.Viewer(viewer.agency_id, viewer.role, country), task, (own,))


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
