"""A board for everybody in a room: how much there is of everything, and what is loudest.

Invariant: it names tasks, cases by their reference and agencies' people at work; nothing on it can be pressed, and
nothing of a child is ever read for it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import Urgency
from projections.board import Task
from projections.urgency import SOON_WITHIN, urgency
from web.access.viewer import Viewer
from web.people import People
from web.seeing.shelf import NOTHING, Shelf
from web.shown.tasks import TaskCard, card
from web.texts.catalog import gettext as _

LOUDEST = 8
"""So many tasks can be read from four metres on one screen."""


@dataclass(frozen=True)
class Total:
    """How many tasks there are of a kind."""

    key: str
    label: str
    count: int


@dataclass(frozen=True)
class Wall:
    """The totals, the loudest tasks, and how many more are as loud."""

    totals: Sequence[Total]
    loudest: Sequence[TaskCard]
    more: int


def wall(people: People, viewer: Viewer, shelf: Shelf, now: datetime) -> Wall:
    """The wall of the viewer's agency as it stands at *now*."""
    about = shelf.about(shelf.tasks[: bisect_right(shelf.dues, now + SOON_WITHIN)])
    known = {task.id: urgency(task, now, about.get(task.case, NOTHING).risk) for task in shelf.tasks}
    urgent = [task for task in shelf.tasks if known[task.id] in _RANK]
    loud = sorted(urgent, key=lambda task: _loudness(task, known[task.id]))
    counted = [known[task.id] for task in shelf.tasks]
    unseen = sum(task.state == "open" for task in shelf.tasks)
    return Wall(
        totals=(
            Total("unseen", _("Not acknowledged"), unseen),
            Total("critical", _("Critically overdue"), counted.count(Urgency.CRITICAL)),
            Total("overdue", _("Overdue"), counted.count(Urgency.OVERDUE)),
            Total("soon", _("Due within %(n)s h") % {"n": SOON_WITHIN.seconds // 3600}, counted.count(Urgency.SOON)),
            Total("all", _("Open in all"), len(shelf.tasks)),
        ),
        loudest=[card(task, people, viewer, now, about[task.case].risk) for task in loud[:LOUDEST]],
        more=max(len(loud) - LOUDEST, 0),
    )


_RANK = {Urgency.CRITICAL: 0, Urgency.OVERDUE: 1, Urgency.SOON: 2}


def _loudness(task: Task, known: Urgency) -> tuple[int, bool, datetime]:
    """What nobody has acknowledged is louder than what somebody has; then what is due first."""
    return _RANK[known], task.state != "open", task.due_at or task.opened_at
