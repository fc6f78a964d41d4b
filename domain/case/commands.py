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
    JoinAgency,
    LeaveCase,
    OfferLead,
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
from domain.case.prepared.commands import PreparedCommand, RecordProfile, RecordSafetyPlan
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
    | EmergencyCommand
    | EpisodeCommand
    | FileCommand
    | InformationCommand
    | PreparedCommand
    | RiskCommand
)

__all__ = [
    "AcceptLead",
    "AftercareCommand",
    "AlertCommand",
    "AppointGuardian",
    "AssessRisk",
    "CareCommand",
    "CaseCommand",
    "CheckSafeAndWell",
    "ClassifyAbsence",
    "ClassingCommand",
    "CloseCase",
    "CloseEpisode",
    "ConfirmLowerRisk",
    "CoordinationCommand",
    "CorrectIdentity",
    "DeclineLead",
    "DeclineLowerRisk",
    "DeclineReturnInterview",
    "EmergencyCommand",
    "EndPlacement",
    "EpisodeCommand",
    "FileCommand",
    "GiveInformation",
    "HoldReturnInterview",
    "InformationCommand",
    "IssueAlert",
    "JoinAgency",
    "LeaveCase",
    "LocateChild",
    "LowerRisk",
    "MakeReferral",
    "MoveToPlaybook",
    "NoticeAbsence",
    "OfferLead",
    "OfferReturnInterview",
    "OpenCase",
    "PreparedCommand",
    "RaiseRisk",
    "RecordAgeBand",
    "RecordAsylumDecision",
    "RecordIdentity",
    "RecordProfile",
    "RecordProtectedSighting",
    "RecordSafetyPlan",
    "RecordSighting",
    "RecordTurningPoint",
    "RefuseInformation",
    "RefuseReport",
    "ReopenCase",
    "ReopenEpisode",
    "ReportDisappearance",
    "RequestAlert",
    "RequestInformation",
    "ResolveAbsence",
    "ReviewEmergencyAccess",
    "RiskCommand",
    "StartPlacement",
    "SupplementReport",
    "TakeEmergencyAccess",
    "WithdrawAlert",
]
