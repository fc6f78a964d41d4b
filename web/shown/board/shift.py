"""The end of a shift: what somebody still holds, and what became of what they offered.

Invariant: it shows that there is a note or an answer, and when; what stands in them is read on the page of the task,
where that is put on record.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from domain.codes import RiskLevel
from domain.envelope import task_of
from projections import audit, board, timeline
from web import seeing
from web.access.viewer import Viewer
from web.people import People
from web.seeing.shelf import Shelf
from web.services import Services
from web.shown.tasks import TaskCard, card
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.times import now

SHIFT = timedelta(hours=14)
"""So long ago is no longer the same shift, whatever the roster says."""

FACTS = 1_000
"""So many facts of the agency are looked through for offers: more than a shift of a large one has."""

ANSWERS = {
    "TaskHandedOver": mark("Accepted"),
    "TaskHandOverDeclined": mark("Declined"),
    "TaskHandOverWithdrawn": mark("Withdrawn"),
}


@dataclass(frozen=True)
class Held:
    """A task that the viewer holds, and when the last note on it was written."""

    task: TaskCard
    noted_at: datetime | None


@dataclass(frozen=True)
class Given:
    """A task that the viewer offered: to whom, when; the *answer*, by whom and when, or none while it waits."""

    task_id: str
    title: str
    reference: str
    to_name: str
    at: datetime
    answer: str | None = None
    by_name: str = ""
    answered_at: datetime | None = None


def held(services: Services, viewer: Viewer, shelf: Shelf) -> list[Held]:
    """What *viewer* holds, the next due first."""
    mine = [task for task in shelf.tasks if task.claimed_by and task.claimed_by.member == viewer.member_id]
    notes = seeing.newest_of_tasks(services, viewer, {task.case for task in mine}, {"TaskNoted"})
    about = shelf.about(mine)
    return [_held(services, viewer, task, about[task.case].risk, notes.get(task.id)) for task in mine]


def _held(services: Services, viewer: Viewer, task: board.Task, risk: RiskLevel, noted: timeline.Entry | None) -> Held:
    return Held(card(task, services.people, viewer, now(), risk), noted.recorded_at if noted else None)


def given(services: Services, viewer: Viewer) -> list[Given]:
    """What *viewer* offered in this shift, the last first, and what became of it."""
    offers = _offers(services, viewer)
    entries = seeing.entries_of_tasks(services, viewer, {str(offer.case) for offer in offers.values()})
    found = []
    for task_id, offer in offers.items():
        own = [entry for entry in entries if entry.task == task_id and entry.position >= offer.position]
        task = seeing.task_seen(services, viewer, task_id) if own and own[0].position == offer.position else None
        if task is not None:
            found.append(_given(services.people, task, own))
    return found


def _given(people: People, task: board.Task, entries: Sequence[timeline.Entry]) -> Given:
    offer, answer = entries[0], next((entry for entry in entries if entry.name in ANSWERS), None)
    to_member, to_agency = offer.codes.get("to_member"), offer.codes.get("to_agency")
    return Given(
        task_id=task.id,
        title=_(task.title),
        reference=task.reference,
        to_name=people.member_name(to_member) or people.agency_name(to_agency),
        at=offer.recorded_at,
        answer=_(ANSWERS[answer.name]) if answer else None,
        by_name=people.member_name(answer.actor) if answer else "",
        answered_at=answer.recorded_at if answer else None,
    )


def _offers(services: Services, viewer: Viewer) -> dict[str, audit.Trace]:
    """The last offer of each task that *viewer* made in this shift."""
    offers = [
        trace
        for trace in seeing.own_traces(services, viewer, FACTS)
        if (trace.name, trace.actor) == ("TaskHandOverOffered", viewer.member_id) and now() - trace.recorded_at < SHIFT
    ]
    found: dict[str, audit.Trace] = {}
    for trace in offers:
        found.setdefault(task_of(trace.originator) or "", trace)
    return found
