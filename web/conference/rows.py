"""Conferences as rows of a list: when, about what, how far, and whether something waits for the reader.

Invariant: a row is made of codes and times; no text of a conference is opened for a list.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.conference.state import Phase
from projections.conferences import Conference
from web.access.viewer import Viewer
from web.services import Services
from web.texts import wording


@dataclass(frozen=True)
class ConferenceRow:
    """One conference; *waits* says in a code what it waits for from the reader, nothing where it does not."""

    id: str
    case: str
    reference: str
    starts_at: datetime
    phase: str
    word: str
    chair: str
    agencies: int
    topics: Sequence[str]
    decisions: int
    waits: str
    exercise: str | None


def row(services: Services, viewer: Viewer, conference: Conference) -> ConferenceRow:
    """*conference* as *viewer* sees it in a list."""
    return ConferenceRow(
        id=conference.id,
        case=conference.case,
        reference=conference.reference,
        starts_at=conference.starts_at,
        phase=conference.phase.value,
        word=wording.code(conference.phase),
        chair=services.people.agency_name(conference.chair),
        agencies=len(conference.invited),
        topics=[wording.code(topic) for topic in conference.topics],
        decisions=len(conference.standing),
        waits=_waits(conference, viewer.agency_id),
        exercise=conference.exercise,
    )


def _waits(conference: Conference, agency: str) -> str:
    if not conference.is_invited(agency):
        return ""
    answered = any(each.agency == agency for each in conference.presence)
    if conference.phase is Phase.PLANNED and not answered:
        return "answer"
    if conference.phase is Phase.ENDED and conference.minutes is None and conference.steered_by(agency):
        return "minutes"
    return "approval" if conference.phase is Phase.ENDED and agency in conference.awaited else ""
