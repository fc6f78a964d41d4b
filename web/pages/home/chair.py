"""The home of who chairs: the cases of their conference, those with something to decide first.

Invariant: every figure is counted from cases and tasks as this viewer sees them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import RISK_ORDER, Country, RiskLevel
from projections import board, cases
from projections.urgency import past_due
from web import seeing
from web.access.viewer import Viewer
from web.conference.rows import ConferenceRow
from web.conference.rows import row as conference_row
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.times import now
from web.texts.wording.flags import FLAGS


@dataclass(frozen=True)
class Decision:
    """Something that a case waits for, and the form that settles it, where this viewer can use one."""

    text: str
    slug: str


@dataclass(frozen=True)
class CaseToDecide:
    """A case in the list of a conference."""

    id: str
    reference: str
    country: Country
    phase: str
    risk: RiskLevel
    lead_name: str
    leads: bool
    exercise: str | None
    last_at: datetime
    decisions: Sequence[Decision]
    overdue: int
    unseen: int
    open_tasks: int


@dataclass(frozen=True)
class ChairHome:
    """What somebody who chairs begins with."""

    waiting: Sequence[CaseToDecide]
    calm: Sequence[CaseToDecide]
    overdue: int
    unseen: int
    leaderless: int
    conferences: Sequence[ConferenceRow]


def home(services: Services, viewer: Viewer) -> ChairHome:
    """The cases that the viewer's agency leads or sits in, the most pressing first."""
    seen = [case for case in seeing.cases_for(services, viewer) if case.status == "open"]
    tasks = seeing.running_tasks_of(services, viewer, seen)
    rows = sorted((_row(services, viewer, case, tasks[case.id]) for case in seen), key=_pressing)
    return ChairHome(
        waiting=[row for row in rows if row.decisions or row.overdue],
        calm=[row for row in rows if not (row.decisions or row.overdue)],
        overdue=sum(row.overdue for row in rows),
        unseen=sum(row.unseen for row in rows),
        leaderless=sum(not row.lead_name for row in rows),
        conferences=[conference_row(services, viewer, each) for each in seeing.conferences_ahead(services, viewer)],
    )


def _pressing(row: CaseToDecide) -> tuple[int, int, int, float]:
    return (-RISK_ORDER[row.risk], -len(row.decisions), -row.overdue, -row.last_at.timestamp())


def _row(services: Services, viewer: Viewer, case: cases.Case, running: Sequence[board.Task]) -> CaseToDecide:
    return CaseToDecide(
        id=case.id,
        reference=case.reference,
        country=case.country,
        phase=case.phase,
        risk=case.risk.level if case.risk else RiskLevel.UNKNOWN,
        lead_name=services.people.agency_name(case.lead),
        leads=case.lead == viewer.agency_id,
        exercise=case.exercise,
        last_at=case.last_activity,
        decisions=_decisions(viewer, case),
        overdue=sum(past_due(task, now()) for task in running),
        unseen=sum(task.state == "open" for task in running),
        open_tasks=len(running),
    )


def _decisions(viewer: Viewer, case: cases.Case) -> list[Decision]:
    found = []
    for flag, (text, slug) in FLAGS.items():
        if flag in case.flags:
            to_us = flag != "lead-unanswered" or (
                case.lead_offer is not None and case.lead_offer.to_agency == viewer.agency_id
            )
            found.append(Decision(_(text), slug if to_us else ""))
    return found
