"""What a task or a fact has to do with conferences: what was decided, where to call one, where it lies on the table.

Invariant: what was decided is read on the page of the task by who was invited, and by nobody else who sees the task; a
fact is offered to be pinned only where its reader was invited.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.case.authority import COORDINATING
from domain.conference.following import CODE
from domain.conference.proposing import is_review
from projections import board, cases
from projections.timeline import Entry
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


@dataclass(frozen=True)
class Pinning:
    """A conference that begins *at* a moment: where the fact is *pinned*, or the form to pin it."""

    href: str
    at: datetime
    pinned: bool


def pinning(
    services: Services, viewer: Viewer, case: cases.Case, entries: Sequence[Entry], fact: str
) -> Sequence[Pinning]:
    """The conferences for which *viewer* may pin *fact*, the next first."""
    if not seeing.may_act(viewer, case) or not seeing.keeps_texts(services, case.id):
        return ()
    found = []
    for each in reversed(seeing.conferences_among(entries)):
        if each.open and each.is_invited(viewer.agency_id):
            here = f"/cases/{case.id}/conferences/{each.id}"
            there = any(pin.fact == fact for pin in each.pins)
            found.append(Pinning(here if there else f"{here}/do/pin-fact?fact={fact}", each.starts_at, there))
    return found
