"""Which roles may give which command in a case, whatever the state of affairs.

Invariant: every command of a case is in the table once. A part may ask for more (only the lead closes, only who was
asked answers), never for less. The reasons stand in the decision record on authority, number 32.
"""

from __future__ import annotations

from collections.abc import Mapping

from domain.case import commands as c
from domain.case.codes import CASE_ROLES
from domain.case.state import Case
from domain.codes import Role

IN_CHARGE = frozenset({Role.POLICE, Role.GUARDIAN, Role.CARER, Role.PROTECTION})
"""Who has a duty towards the child, and so decides."""

HELPING = IN_CHARGE | {Role.HOTLINE}
"""Who works with the child or searches for them, decisions of duty left out."""

INFORMED = HELPING | {Role.ASYLUM}
"""Who may come to know something about the child; it is better recorded than lost."""

IN_AN_EMERGENCY = HELPING
"""Who may take emergency access: who helps or searches. Never the asylum authority, which is walled off from what was
told for protection, and nobody who only reads."""

COORDINATING = HELPING | {Role.CHAIR}
"""Who brings the agencies together. The asylum authority may be asked and told, but does not steer."""

_TABLE: tuple[tuple[frozenset[Role], tuple[type[c.CaseCommand], ...]], ...] = (
    (
        IN_CHARGE,
        (
            c.AppointGuardian,
            c.ClassifyAbsence,
            c.CloseEpisode,
            c.ConfirmLowerRisk,
            c.EndPlacement,
            c.ExpireDisclosure,  # The clock gives it.
            c.GrantDisclosure,
            c.LowerRisk,
            c.RecallDisclosure,
            c.RefuseDisclosure,
            c.ResolveAbsence,
            c.StartPlacement,
        ),
    ),
    (IN_CHARGE | {Role.CHAIR}, (c.CloseCase, c.MoveToPlaybook, c.ReopenCase, c.ReviewEmergencyAccess)),
    (
        HELPING,
        (
            c.CheckSafeAndWell,
            c.DeclineReturnInterview,
            c.HoldReturnInterview,
            c.RecordProfile,  # Whoever replaces it has to be able to read what stood there.
            c.RecordSafetyPlan,  # It is for those the child may trust: the protected circle, and these are its roles.
            c.ReopenEpisode,
        ),
    ),
    (
        COORDINATING,
        (
            c.AcceptLead,
            c.EndPart,
            c.InviteAgency,
            c.JoinAgency,
            c.OfferLead,
            c.OfferReturnInterview,
            c.WithdrawAgencyInvitation,
        ),
    ),
    (
        COORDINATING,  # Erasing asks for an office as well, and for two people.
        (c.ConfirmErasure, c.DeclineErasure, c.LiftLegalHold, c.PlaceLegalHold, c.ProposeErasure),
    ),
    (frozenset(), (c.RecordDestruction,)),  # Lantern itself, once it has done what was decided.
    (
        INFORMED,
        (
            c.AssessRisk,
            c.CorrectIdentity,
            c.LocateChild,
            c.MakeReferral,
            c.NoticeAbsence,
            c.RecordAgeBand,
            c.RecordAsylumDecision,
            c.RecordIdentity,
            c.AddPhoto,
            c.WithdrawPhoto,
            c.RecordSighting,
            c.RecordTurningPoint,
            c.ReportDisappearance,
            c.SupplementReport,
        ),
    ),
    (IN_AN_EMERGENCY, (c.TakeEmergencyAccess,)),
    (frozenset({Role.POLICE}), (c.IssueAlert, c.WithdrawAlert)),
    (
        CASE_ROLES,
        (
            c.AnswerDispute,  # Only who recorded what is disputed.
            c.CorrectRecord,  # Only who recorded it.
            c.DeclineLead,
            c.DeclineLowerRisk,
            c.DisputeRecord,
            c.DeclineToTakePart,
            c.GiveInformation,
            c.GrantSubjectAccess,  # Only its data protection officer.
            c.LeaveCase,
            c.OpenCase,
            c.RaiseRisk,
            c.RecordProtectedSighting,  # The protected circle has a refusal of its own.
            c.RefuseInformation,
            c.RefuseReport,  # Only who was told refuses, and only police are told.
            c.RequestAlert,
            c.RequestDisclosure,  # Only from whom it is walled off.
            c.RefuseSubjectAccess,  # Only its data protection officer.
            c.RequestInformation,
            c.RequestSubjectAccess,
            c.TakePart,  # Only who was invited.
        ),
    ),
)

ROLES: Mapping[type[c.CaseCommand], frozenset[Role]] = {kind: roles for roles, kinds in _TABLE for kind in kinds}
"""The roles that may give a command."""


def may(case: Case, agency: str, kind: type[c.CaseCommand]) -> bool:
    """Whether the role of *agency*, which takes part in *case*, lets it give a command of that *kind*.

    Whoever is alone may bring others in: a case must not depend on an agency that nobody can call.
    """
    alone = kind in (c.InviteAgency, c.JoinAgency, c.WithdrawAgencyInvitation) and len(case.coordination.parties) == 1
    return any(alone or party.role in ROLES[kind] for party in case.coordination.parties if party.agency == agency)


def others_may(case: Case, agency: str, kind: type[c.CaseCommand]) -> bool:
    """Whether an agency of *case* besides *agency* may give a command of that *kind*."""
    return any(may(case, party.agency, kind) for party in case.coordination.parties if party.agency != agency)
