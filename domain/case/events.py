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
    AgencyInvitationDeclined,
    AgencyInvitationWithdrawn,
    AgencyInvited,
    AgencyJoined,
    AgencyLeft,
    CoordinationEvent,
    LeadAccepted,
    LeadDeclined,
    LeadOffered,
)
from domain.case.disclosure.events import (
    DisclosureEvent,
    DisclosureExpired,
    DisclosureGranted,
    DisclosureRecalled,
    DisclosureRefused,
    DisclosureRequested,
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
from domain.case.photos.events import PhotoAdded, PhotoEvent, PhotoWithdrawn
from domain.case.prepared.events import PreparedEvent, ProfileRecorded, SafetyPlanRecorded
from domain.case.retention.events import (
    ErasureConfirmed,
    ErasureDeclined,
    ErasureProposed,
    KeysDestroyed,
    LegalHoldLifted,
    LegalHoldPlaced,
    RetentionEvent,
)
from domain.case.rights.events import (
    DisputeAnswered,
    RecordCorrected,
    RecordDisputed,
    RightsEvent,
    SubjectAccessGranted,
    SubjectAccessRefused,
    SubjectAccessRequested,
)
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
    | DisclosureEvent
    | EmergencyEvent
    | EpisodeEvent
    | FileEvent
    | InformationEvent
    | PhotoEvent
    | PreparedEvent
    | RetentionEvent
    | RightsEvent
    | RiskEvent
)

__all__ = [
    "AbsenceClassified",
    "AbsenceNoticed",
    "AbsenceResolved",
    "AftercareEvent",
    "AgeBandRecorded",
    "AgencyInvitationDeclined",
    "AgencyInvitationWithdrawn",
    "AgencyInvited",
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
    "DisclosureEvent",
    "DisclosureExpired",
    "DisclosureGranted",
    "DisclosureRecalled",
    "DisclosureRefused",
    "DisclosureRequested",
    "DisputeAnswered",
    "EmergencyAccessReviewed",
    "EmergencyAccessTaken",
    "EmergencyEvent",
    "EpisodeClosed",
    "EpisodeEvent",
    "EpisodeReopened",
    "ErasureConfirmed",
    "ErasureDeclined",
    "ErasureProposed",
    "FileEvent",
    "GuardianAppointed",
    "IdentityCorrected",
    "IdentityRecorded",
    "InformationEvent",
    "InformationGiven",
    "InformationRefused",
    "InformationRequested",
    "KeysDestroyed",
    "LeadAccepted",
    "LeadDeclined",
    "LeadOffered",
    "LegalHoldLifted",
    "LegalHoldPlaced",
    "PhotoAdded",
    "PhotoEvent",
    "PhotoWithdrawn",
    "PlacementEnded",
    "PlacementStarted",
    "PreparedEvent",
    "ProfileRecorded",
    "ProtectedSightingRecorded",
    "RecordCorrected",
    "RecordDisputed",
    "ReferralMade",
    "ReportSupplemented",
    "RetentionEvent",
    "ReturnInterviewDeclined",
    "ReturnInterviewHeld",
    "ReturnInterviewOffered",
    "RightsEvent",
    "RiskAssessed",
    "RiskEvent",
    "RiskLowered",
    "RiskLoweringDeclined",
    "RiskLoweringProposed",
    "RiskRaised",
    "SafeAndWellChecked",
    "SafetyPlanRecorded",
    "SightingRecorded",
    "SubjectAccessGranted",
    "SubjectAccessRefused",
    "SubjectAccessRequested",
    "TurningPointRecorded",
]
