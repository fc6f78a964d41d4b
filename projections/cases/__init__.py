"""The cases: one document for each, as all of its agencies see it.

Invariant: a fact for fewer eyes than the whole case changes nothing but the version and who takes part; whoever may see
more gets it from :func:`projections.visibility.case_seen`, which folds the facts they may see with the same functions.
"""

from __future__ import annotations

from domain.codes import RISK_ORDER, RiskLevel
from projections.cases.document import (
    Alert,
    Assessment,
    Case,
    Episode,
    Guardian,
    Interview,
    LeadOffer,
    Lowering,
    Photo,
    Placement,
    Referral,
    Report,
    Request,
    Risk,
    Sheet,
    Sighting,
)
from projections.cases.fold import evolve, keys, learn
from projections.cases.participation import Emergency, Membership
from projections.cases.sharing import IDENTITY
from projections.views import View, moment

VIEW: View[Case] = View(
    name="cases",
    version=9,
    document=Case,
    keys=keys,
    evolve=evolve,
    columns={
        "reference": lambda case: case.reference,
        "country": lambda case: case.country,
        "status": lambda case: case.status,
        "phase": lambda case: case.phase,
        "risk": lambda case: case.risk.level if case.risk else RiskLevel.UNKNOWN,
        "risk_rank": lambda case: RISK_ORDER[case.risk.level if case.risk else RiskLevel.UNKNOWN],
        "lead": lambda case: case.lead,
        "opened_at": lambda case: moment(case.opened_at),
        "last_activity": lambda case: moment(case.last_activity),
        "exercise": lambda case: case.exercise,
        "unreviewed": lambda case: any(each.finding is None for each in case.emergencies),
        "founded": lambda case: moment(case.agencies[0].since),
        "founded_position": lambda case: case.opened_position,
        "moved_to": lambda case: " ".join(f"{name}={version}" for name, version in case.playbooks.items()),
    },
    indexes=(("status", "last_activity"), ("reference",), ("lead",), ("unreviewed",)),
)

__all__ = [
    "IDENTITY",
    "VIEW",
    "Alert",
    "Assessment",
    "Case",
    "Emergency",
    "Episode",
    "Guardian",
    "Interview",
    "LeadOffer",
    "Lowering",
    "Membership",
    "Photo",
    "Placement",
    "Referral",
    "Report",
    "Request",
    "Risk",
    "Sheet",
    "Sighting",
    "evolve",
    "keys",
    "learn",
]
