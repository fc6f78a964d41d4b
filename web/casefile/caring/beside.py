"""What stands beside a form about the child: what a report still lacks, the clock of an interview.

Invariant: it helps and holds up nothing; nothing is opened for it.
"""

from __future__ import annotations

from dataclasses import dataclass

from domain.case.authority import ROLES
from domain.case.commands import SupplementReport
from projections import cases
from web import seeing
from web.access.viewer import Viewer
from web.casefile.caring.known import Standing, of_report
from web.casefile.caring.standing import ShownInterview, interview
from web.forms.fields import FormSpec
from web.services import Services
from web.shown.tasks import card
from web.texts.times import now

REPORT = frozenset({"report-disappearance", "supplement-report"})
INTERVIEW = frozenset({"offer-return-interview", "hold-return-interview", "decline-return-interview"})


@dataclass(frozen=True)
class Beside:
    """What helps to fill a form in: one of the two."""

    case: str
    report: Standing | None = None
    interview: ShownInterview | None = None


def beside(services: Services, viewer: Viewer, case: cases.Case, spec: FormSpec) -> Beside | None:
    """What stands beside the form *spec*; None for most."""
    if spec.slug in REPORT:
        forms = {kind.slug() for kind, roles in ROLES.items() if viewer.role in roles} - REPORT
        own = SupplementReport.__struct_fields__ if spec.slug == "report-disappearance" else ()
        return Beside(case.id, report=of_report(case, forms, own))
    if spec.slug not in INTERVIEW:
        return None
    running = [task for task in seeing.tasks_of_case(services, viewer, case) if task.running]
    cards = [card(task, services.people, viewer, now()) for task in running]
    return Beside(case.id, interview=interview(case, services.people, cards))
