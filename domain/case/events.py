"""What can have happened in a case: the facts of all its parts.

Invariant: every fact of a part is in the union, so that the fold cannot forget one.
"""

from __future__ import annotations

from domain.case.aftercare.events import (
    AftercareEvent,
    ReferralMade,
    ReturnInterviewDeclined,
    ReturnInterviewHeld,
    ReturnInterviewOffered,
)
from domain.case.alerts.events import AlertEvent, AlertIssued, AlertRequested, AlertWithdrawn
from domain.case.care.events import CareEvent, GuardianAppointed, PlacementEnded, PlacementStarted
from domain.case.classing.events import AbsenceClassified, AgeBandRecorded, ClassingEvent
from domain.case.coordination.events import (
    AgencyJoined,
    AgencyLeft,
    CoordinationEvent,
    LeadAccepted,
    LeadDeclined,
    LeadOffered,
)
from domain.case.emergency.events import EmergencyAccessReviewed, EmergencyAccessTaken, EmergencyEvent
from domain.case.episode.events import (
    AbsenceNoticed,
    AbsenceResolved,
    ChildLocated,
    DisappearanceReported,
    DisappearanceReportRefused,
    EpisodeClosed,
    EpisodeEvent,
    EpisodeReopened,
    ReportSupplemented,
    SafeAndWellChecked,
)
from domain.case.file.events import (
    CaseClosed,
    CaseMovedToPlaybook,
    CaseOpened,
    CaseReopened,
    FileEvent,
    IdentityCorrected,
    IdentityRecorded,
)
from domain.case.information.events import (
    InformationEvent,
    InformationGiven,
    InformationRefused,
    InformationRequested,
    ProtectedSightingRecorded,
    SightingRecorded,
)
from domain.case.prepared.events import PreparedEvent, ProfileRecorded, SafetyPlanRecorded
from domain.case.risk.events import (
    AsylumDecisionMade,
    RiskAssessed,
    RiskEvent,
    RiskLowered,
    RiskLoweringDeclined,
    RiskLoweringProposed,
    RiskRaised,
    TurningPointRecorded,
)

CaseEvent = (
    AftercareEvent
    | AlertEvent
    | CareEvent
    | ClassingEvent
    | CoordinationEvent
    | EmergencyEvent
    | EpisodeEvent
    | FileEvent
    | InformationEvent
    | PreparedEvent
    | RiskEvent
)

__all__ = [
    "AbsenceClassified",
    "AbsenceNoticed",
    "AbsenceResolved",
    "AftercareEvent",
    "AgeBandRecorded",
    "AgencyJoined",
    "AgencyLeft",
    "AlertEvent",
    "AlertIssued",
    "AlertRequested",
    "AlertWithdrawn",
    "AsylumDecisionMade",
    "CareEvent",
    "CaseClosed",
    "CaseEvent",
    "CaseMovedToPlaybook",
    "CaseOpened",
    "CaseReopened",
    "ChildLocated",
    "ClassingEvent",
    "CoordinationEvent",
    "DisappearanceReportRefused",
    "DisappearanceReported",
    "EmergencyAccessReviewed",
    "EmergencyAccessTaken",
    "EmergencyEvent",
    "EpisodeClosed",
    "EpisodeEvent",
    "EpisodeReopened",
    "FileEvent",
    "GuardianAppointed",
    "IdentityCorrected",
    "IdentityRecorded",
    "InformationEvent",
    "InformationGiven",
    "InformationRefused",
    "InformationRequested",
    "LeadAccepted",
    "LeadDeclined",
    "LeadOffered",
    "PlacementEnded",
    "PlacementStarted",
    "PreparedEvent",
    "ProfileRecorded",
    "ProtectedSightingRecorded",
    "ReferralMade",
    "ReportSupplemented",
    "ReturnInterviewDeclined",
    "ReturnInterviewHeld",
    "ReturnInterviewOffered",
    "RiskAssessed",
    "RiskEvent",
    "RiskLowered",
    "RiskLoweringDeclined",
    "RiskLoweringProposed",
    "RiskRaised",
    "SafeAndWellChecked",
    "SafetyPlanRecorded",
    "SightingRecorded",
    "TurningPointRecorded",
]
