"""What a conference has put on the table and decided, in words.

Invariant: a text is opened for who has said why they look, after that is on record; who decided nothing is told so.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.privacy import Purpose
from projections import conferences
from projections.kept import Kept
from web.access.viewer import Viewer
from web.services import Services
from web.shown.opening import opened
from web.shown.timeline import Words
from web.texts import wording


@dataclass(frozen=True)
class Dissent:
    """An agency that does not agree, and its reason."""

    agency: str
    reason: Words | None


@dataclass(frozen=True)
class ShownDecision:
    """A decision: its *text*, whose it is, until when, and who does not agree; *task* is the page of what it became."""

    id: str
    topic: str
    text: Words | None
    owner: str
    due: datetime | None
    task: str
    at: datetime
    withdrawn: bool
    dissents: Sequence[Dissent]


async def decisions_of(services: Services, viewer: Viewer, conference: conferences.Conference) -> list[ShownDecision]:
    """The decisions of *conference*, in words."""
    return [await _decision(services, viewer, conference, each) for each in conference.decisions]


async def _decision(
    services: Services, viewer: Viewer, conference: conferences.Conference, one: conferences.Decision
) -> ShownDecision:
    name = services.people.agency_name
    return ShownDecision(
        id=one.decision,
        topic=wording.code(one.topic),
        text=await words_of(services, viewer, conference, one.text),
        owner=name(one.owner) if one.owner else "",
        due=one.due_at,
        task=f"/tasks/{one.task}" if one.task else "",
        at=one.at,
        withdrawn=one.withdrawn_at is not None,
        dissents=[
            Dissent(name(each.agency), await words_of(services, viewer, conference, each.reason))
            for each in one.dissents
        ],
    )


async def words_of(
    services: Services, viewer: Viewer, conference: conferences.Conference, kept: Kept | None
) -> Words | None:
    """A text of *conference* in clear; None where there is none."""
    return None if kept is None else await opened(services, viewer, conference.case, kept, Purpose.NARRATIVE)
