"""What a task has to do with conferences: the decision it came from, or that it is to be talked about in one.

Invariant: what was decided is read on the page of the task by who was invited, and by nobody else who sees the task.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from domain.case.authority import COORDINATING
from domain.conference.following import CODE
from domain.conference.proposing import is_review
from projections import board
from web import seeing
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.conference.reading import texts_for
from web.services import Services
from web.shown.timeline import Words


@dataclass(frozen=True)
class Meeting:
    """The address of a conference, or where to call one; *decided* there, *at* a moment, in which words."""

    href: str
    at: datetime | None = None
    decided: Words | None = None


async def meeting_of(services: Services, viewer: Viewer, task: board.Task) -> Meeting | None:
    """The conference that decided on *task*, or where to call the one that it asks for; None where there is neither."""
    if task.code == CODE:
        return await _decided(services, viewer, task)
    calls = is_review(task.code) and task.running and viewer.role in COORDINATING
    if calls and seeing.works_on(services, viewer, task.case):
        return Meeting(f"/cases/{task.case}/conferences/call")
    return None


async def _decided(services: Services, viewer: Viewer, task: board.Task) -> Meeting | None:
    try:
        found = seeing.conferences_among(seeing.entries_for(services, viewer, task.case))
    except NotThere:
        return None
    for conference in found:
        for decision in conference.decisions:
            if decision.task == task.id:
                texts = await texts_for(services, viewer, task.case, [decision.text])
                href = f"/cases/{task.case}/conferences/{conference.id}"
                return Meeting(href, decision.at, texts.of(decision.text))
    return None
