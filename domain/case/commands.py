"""What can be asked of a case: the commands of all its parts.

Invariant: every command of a part is in the union, so that the decision cannot forget one.
"""

from __future__ import annotations

from domain.case.aftercare.commands import (
    AftercareCommand,
    DeclineReturnInterview,
    HoldReturnInterview,
    MakeReferral,
    OfferReturnInterview,
)
from domain.case.alerts.commands import AlertCommand, IssueAlert, RequestAlert, WithdrawAlert
from domain.case.care.commands import AppointGuardian, CareCommand, EndPlacement, StartPlacement
from domain.case.classing.commands import ClassifyAbsence, ClassingCommand, RecordAgeBand
from domain.case.coordination.commands import (
    AcceptLead,
    CoordinationCommand,
    DeclineLead,
    DeclineToTakePart,
    EndPart,
    InviteAgency,
    JoinAgency,
    LeaveCase,
    OfferLead,
    TakePart,
    WithdrawAgencyInvitation,
)
from domain.case.disclosure.commands import (
    DisclosureCommand,
    ExpireDisclosure,
    GrantDisclosure,
    RecallDisclosure,
    RefuseDisclosure,
    RequestDisclosure,
)
from domain.case.emergency.commands import EmergencyCommand, ReviewEmergencyAccess, TakeEmergencyAccess
from domain.case.episode.commands import (
    CheckSafeAndWell,
    CloseEpisode,
    EpisodeCommand,
    LocateChild,
    NoticeAbsence,
    RefuseReport,
    ReopenEpisode,
    ReportDisappearance,
    ResolveAbsence,
    SupplementReport,
)
from domain.case.file.commands import (
    CloseCase,
    CorrectIdentity,
    FileCommand,
    MoveToPlaybook,
    OpenCase,
    RecordIdentity,
    ReopenCase,
)
from domain.case.information.commands import (
    GiveInformation,
    InformationCommand,
    RecordProtectedSighting,
    RecordSighting,
    RefuseInformation,
    RequestInformation,
)
from domain.case.photos.commands import AddPhoto, PhotoCommand, WithdrawPhoto
from domain.case.prepared.commands import PreparedCommand, RecordProfile, RecordSafetyPlan
from domain.case.retention.commands import (
    ConfirmErasure,
    DeclineErasure,
    LiftLegalHold,
    PlaceLegalHold,
    ProposeErasure,
    RecordDestruction,
    RetentionCommand,
)
from domain.case.rights.commands import (
    AnswerDispute,
    CorrectRecord,
    DisputeRecord,
    GrantSubjectAccess,
    RefuseSubjectAccess,
    RequestSubjectAccess,
    RightsCommand,
)
from domain.case.risk.commands import (
    AssessRisk,
    ConfirmLowerRisk,
    DeclineLowerRisk,
    LowerRisk,
    RaiseRisk,
    RecordAsylumDecision,
    RecordTurningPoint,
    RiskCommand,
)

CaseCommand = (
    AftercareCommand
    | AlertCommand
    | CareCommand
    | ClassingCommand
    | CoordinationCommand
    | DisclosureCommand
    | EmergencyCommand
    | EpisodeCommand
    | FileCommand
    | InformationCommand
    | PhotoCommand
    | PreparedCommand
    | RetentionCommand
    | RightsCommand
    | RiskCommand
)

__all__ = [
    "AcceptLead",
    "AddPhoto",
    "AftercareCommand",
    "AlertCommand",
    "AnswerDispute",
    "AppointGuardian",
    "AssessRisk",
    "CareCommand",
    "CaseCommand",
    "CheckSafeAndWell",
    "ClassifyAbsence",
    "ClassingCommand",
    "CloseCase",
    "CloseEpisode",
    "ConfirmErasure",
    "ConfirmLowerRisk",
    "CoordinationCommand",
    "CorrectIdentity",
    "CorrectRecord",
    "DeclineErasure",
    "DeclineLead",
    "DeclineLowerRisk",
    "DeclineReturnInterview",
    "DeclineToTakePart",
    "DisclosureCommand",
    "DisputeRecord",
    "EmergencyCommand",
    "EndPart",
    "EndPlacement",
    "EpisodeCommand",
    "ExpireDisclosure",
    "FileCommand",
    "GiveInformation",
    "GrantDisclosure",
    "GrantSubjectAccess",
    "HoldReturnInterview",
    "InformationCommand",
    "InviteAgency",
    "IssueAlert",
    "JoinAgency",
    "LeaveCase",
    "LiftLegalHold",
    "LocateChild",
    "LowerRisk",
    "MakeReferral",
    "MoveToPlaybook",
    "NoticeAbsence",
    "OfferLead",
    "OfferReturnInterview",
    "OpenCase",
    "PhotoCommand",
    "PlaceLegalHold",
    "PreparedCommand",
    "ProposeErasure",
    "RaiseRisk",
    "RecallDisclosure",
    "RecordAgeBand",
    "RecordAsylumDecision",
    "RecordDestruction",
    "RecordIdentity",
    "RecordProfile",
    "RecordProtectedSighting",
    "RecordSafetyPlan",
    "RecordSighting",
    "RecordTurningPoint",
    "RefuseDisclosure",
    "RefuseInformation",
    "RefuseReport",
    "RefuseSubjectAccess",
    "ReopenCase",
    "ReopenEpisode",
    "ReportDisappearance",
    "RequestAlert",
    "RequestDisclosure",
    "RequestInformation",
    "RequestSubjectAccess",
    "ResolveAbsence",
    "RetentionCommand",
    "ReviewEmergencyAccess",
    "RightsCommand",
    "RiskCommand",
    "StartPlacement",
    "SupplementReport",
    "TakeEmergencyAccess",
    "TakePart",
    "WithdrawAgencyInvitation",
    "WithdrawAlert",
    "WithdrawPhoto",
]
