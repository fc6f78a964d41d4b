"""Every component in every state, for whoever changes how things look.

Invariant: it shows samples only, nothing of any case.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from litestar import Response, get
from msgspec.structs import replace

from domain.codes import Country, RiskLevel, Urgency
from web.access.viewer import AppRequest, Viewer
from web.answers.rendering import page
from web.shown.tasks import HandOver, Holder, TaskCard
from web.texts.times import now

LONG = "Later, with a long title: tell everybody outside this case who was told of the loss that the child was found"

HELD = ("Pointed at", "Keyboard focus on its title", "Selected")
"""What the cards of the part about states are called."""


@get("/styleguide", include_in_schema=False)
async def styleguide(request: AppRequest) -> Response[Any]:
    """The page of all components."""
    tasks = sample_tasks(request.user, now())
    return page(
        request,
        "pages/styleguide.html",
        tasks=tasks,
        lost_task=replace(tasks[4], id="s9"),
        held_tasks=[replace(tasks[1], id=f"held{number}", title=title) for number, title in enumerate(HELD, 1)],
    )


def sample_tasks(viewer: Viewer, at: datetime) -> Sequence[TaskCard]:
    """A task in each state, as *viewer* would see them."""
    plain, minute = _plain(viewer, at), timedelta(minutes=1)
    me = Holder(viewer.member_id, viewer.name, viewer.agency_name, at)
    other = Holder("sample", "Ahmed Diallo", viewer.agency_name, at)
    offer = HandOver(
        viewer.agency_id, viewer.agency_name, None, "", "Ελένη Παπαδάκη", "The night shift ends.", at, mine=True
    )
    critical = replace(plain, title="Critically overdue, nobody has acknowledged it", urgency=Urgency.CRITICAL)
    critical = replace(critical, due_at=at - 132 * minute, risk=RiskLevel.HIGH, escalated=2, unacknowledged=True)
    overdue = replace(plain, title="Overdue, acknowledged", state="acknowledged", urgency=Urgency.OVERDUE)
    mine = replace(plain, title="Due soon, mine", state="claimed", urgency=Urgency.SOON, mine=True, claimed_by=me)
    offered = replace(plain, title="Προσφέρεται σε εμάς", state="claimed", urgency=Urgency.SOON, hand_over=offer)
    taken = replace(plain, title="Later, claimed by somebody else", state="claimed", claimed_by=other, exercise=None)
    long = replace(plain, title=LONG, state="acknowledged")
    done = replace(plain, title="Completed", state="completed", urgency=Urgency.DONE, claimed_by=other, due_at=None)
    waived = replace(plain, title="Waived", state="waived", urgency=Urgency.DONE, due_at=None)
    found = (
        critical,
        replace(overdue, due_at=at - 8 * minute),
        replace(mine, due_at=at + 36 * minute),
        replace(offered, due_at=at + 115 * minute, claimed_by=other),
        replace(taken, due_at=at + 420 * minute),
        replace(long, due_at=None),
        done,
        waived,
    )
    return [replace(task, id=f"s{number}") for number, task in enumerate(found, 1)]


def _plain(viewer: Viewer, at: datetime) -> TaskCard:
    return TaskCard(
        id="sample",
        case_id="sample",
        reference="BE-2026-0417",
        agency_id=viewer.agency_id,
        agency_name=viewer.agency_name,
        role=viewer.role,
        country=Country.BE,
        code="search",
        title="",
        state="open",
        due_at=None,
        acknowledge_by=None,
        opened_at=at,
        completed_at=at,
        overdue=False,
        escalated=0,
        urgency=Urgency.LATER,
        risk=RiskLevel.MEDIUM,
        claimed_by=None,
        hand_over=None,
        outcome=None,
        outcomes=(),
        source=None,
        mark=None,
        exercise="Qiro",
        version=1,
        mine=False,
        unacknowledged=False,
    )


HANDLERS = (styleguide,)
