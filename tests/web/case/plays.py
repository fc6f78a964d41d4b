"""For every form of a case: what has to have happened before, who fills it in, with what, and what it leads to."""

from __future__ import annotations

from dataclasses import dataclass, field

from domain.case import codes
from domain.case import commands as c
from domain.codes import AlertKind, Country, RiskLevel, Role
from domain.retention.codes import HoldGround
from tests.web.world import World
from web.forms.care.assessing import token_of

CARER, POLICE, GUARDIAN, PROTECTION, ASYLUM = "carer.be", "police.be", "guardian.be", "protection.be", "asylum.be"
TAKING_PART = (CARER, POLICE, GUARDIAN, PROTECTION, ASYLUM)

ALERT = "0199c3f0a1b27c3d8e4f5a6b7c8d9ea1"

Steps = tuple[tuple[str, c.CaseCommand], ...]

OUTSIDE = "police.fr"
EMERGENCY = c.TakeEmergencyAccess(
    access="e-1", reason=codes.EmergencyReason.CHILD_WITH_US, circumstances="she stands at our desk"
)
ABSENT: Steps = ((CARER, c.NoticeAbsence(episode="one", country=Country.BE)),)
REPORTED: Steps = (
    *ABSENT,
    (
        CARER,
        c.ReportDisappearance(to_agency="police-be", channel=codes.Channel.PHONE, circumstances="left by the window"),
    ),
)
FOUND: Steps = (
    *REPORTED,
    (POLICE, c.LocateChild(country=Country.FR, place="a station", how=codes.Located.POLICE_SEARCH)),
)
CHECKED: Steps = (*FOUND, (POLICE, c.CheckSafeAndWell(result=codes.CheckResult.SAFE)))
OFFERED: Steps = (*CHECKED, (CARER, c.OfferReturnInterview(interviewer="guardian-be")))
OVER: Steps = (*CHECKED, (POLICE, c.CloseEpisode(outcome=codes.EpisodeOutcome.BACK_IN_CARE)))
HIGH: Steps = ((CARER, c.AssessRisk(level=RiskLevel.HIGH, reasons="seen with a stranger")),)
LOWERING: Steps = (*HIGH, (CARER, c.LowerRisk(level=RiskLevel.LOW, reason="called home")))
ASKED_ALERT: Steps = (
    *REPORTED,
    (CARER, c.RequestAlert(alert=ALERT, kind=AlertKind.SIS, of_agency="police-be")),
)
ISSUED: Steps = (*ASKED_ALERT, (POLICE, c.IssueAlert(alert=ALERT, kind=AlertKind.SIS, country=Country.BE)))
ASKED: Steps = ((CARER, c.RequestInformation(request="ask-1", of_agency="police-be", question="is she known")),)
LEAD_OFFERED: Steps = ((CARER, c.OfferLead(to_agency="police-be")),)
PLACED: Steps = (
    (CARER, c.StartPlacement(placement="place-1", agency="carer-be", country=Country.BE, place="the blue house")),
)
KNOWN: Steps = ((CARER, c.RecordIdentity(names="Abena Quistrebert", birth_date="2011")),)
HOLD = "0199c3f0a1b27c3d8e4f5a6b7c8d9eb2"
HELD: Steps = ((CARER, c.PlaceLegalHold(hold=HOLD, ground=HoldGround.COURT_ORDER, note="a judge wrote")),)
INVITED: Steps = (
    (
        CARER,
        c.InviteAgency(
            invitation=ALERT,
            agency="police-fr",
            role=Role.POLICE,
            country=Country.FR,
            purpose=codes.SharedFor.SEARCH,
            legal_basis=codes.LegalBasis.LAW_ENFORCEMENT,
        ),
    ),
)
LED: Steps = ((CARER, c.OfferLead(to_agency="carer-be")), (CARER, c.AcceptLead()))
WANTED: Steps = (
    *FOUND,
    (
        ASYLUM,
        c.RequestDisclosure(
            disclosure="want-1",
            part=codes.Part.FOUND_PLACE,
            of_agency="protection-be",
            purpose=codes.SharedFor.ASYLUM_PROCEDURE,
            legal_basis=codes.LegalBasis.PUBLIC_TASK,
            reason="the hearing is tomorrow",
        ),
    ),
)
DISCLOSED: Steps = (
    *WANTED,
    (PROTECTION, c.GrantDisclosure(disclosure="want-1", legal_basis=codes.LegalBasis.PUBLIC_TASK)),
)
CLOSED: Steps = ((CARER, c.CloseCase(outcome=codes.CaseOutcome.OPENED_BY_MISTAKE, exception="twice the same")),)


@dataclass(frozen=True)
class Play:
    """One form filled in."""

    event: str
    by: str = CARER
    before: Steps = ()
    typed: dict[str, str | list[str]] = field(default_factory=dict)
    sent: dict[str, str | list[str]] = field(default_factory=dict)
    """What a program sends, where that is not what a person types."""


PLAYS: dict[str, Play] = {
    "notice-absence": Play("AbsenceNoticed", typed={"country": "be", "circumstances": "not at supper"}),
    "classify-absence": Play("AbsenceClassified", before=ABSENT, typed={"classification": "worrying"}),
    "record-age-band": Play("AgeBandRecorded", typed={"band": "under-13"}),
    "review-emergency-access": Play(
        "EmergencyAccessReviewed",
        before=((OUTSIDE, EMERGENCY),),
        typed={"access": "e-1", "finding": "was-needed", "note": "she was safe within the hour"},
    ),
    "place-legal-hold": Play(
        "LegalHoldPlaced", typed={"ground": "criminal-proceedings", "note": "a hearing in spring"}
    ),
    "lift-legal-hold": Play("LegalHoldLifted", before=HELD, typed={"hold": HOLD, "note": "the judgment is final"}),
    "resolve-absence": Play("AbsenceResolved", before=ABSENT, typed={"how": "returned", "note": "was at a friend's"}),
    "report-disappearance": Play(
        "DisappearanceReported",
        before=ABSENT,
        typed={"to_agency": "police-be", "channel": "phone", "circumstances": "left by the window"},
    ),
    "supplement-report": Play("ReportSupplemented", before=REPORTED, typed={"last_seen": "at six, by the cook"}),
    "refuse-report": Play(
        "DisappearanceReportRefused",
        by=POLICE,
        before=REPORTED,
        typed={"reason": "not-competent", "explanation": "another zone"},
    ),
    "locate-child": Play(
        "ChildLocated",
        by=POLICE,
        before=REPORTED,
        typed={"country": "fr", "place": "a station", "how": "police-search"},
    ),
    "check-safe-and-well": Play("SafeAndWellChecked", by=POLICE, before=FOUND, typed={"result": "safe"}),
    "close-episode": Play("EpisodeClosed", by=POLICE, before=CHECKED, typed={"outcome": "back-in-care"}),
    "reopen-episode": Play("EpisodeReopened", by=POLICE, before=OVER, typed={"reason": "left again at once"}),
    "assess-risk": Play(
        "RiskAssessed",
        typed={
            "level": "high",
            "sign-under-13": "yes",
            "sign-medical-need": "yes",
            "sign-debt": "no",
            "weighed": token_of(["under-13", "medical-need"], ["debt"]),
            "reasons": "no medicine with her",
        },
        sent={"level": "high", "indicators": ["under-13", "medical-need"], "ruled_out": ["debt"]},
    ),
    "raise-risk": Play(
        "RiskRaised",
        before=((CARER, c.AssessRisk(level=RiskLevel.LOW, reasons="often late")),),
        typed={"level": "high", "reason": "a threat came"},
    ),
    "lower-risk": Play("RiskLoweringProposed", before=HIGH, typed={"level": "low", "reason": "called home"}),
    "confirm-lower-risk": Play("RiskLowered", by=POLICE, before=LOWERING, typed={"level": "low", "reason": "agreed"}),
    "decline-lower-risk": Play("RiskLoweringDeclined", by=POLICE, before=LOWERING, typed={"reason": "too early"}),
    "record-turning-point": Play("TurningPointRecorded", typed={"what": "age-assessed", "note": "they say 17"}),
    "record-asylum-decision": Play("AsylumDecisionMade", typed={"decision": "refused", "consequences": "an appeal"}),
    "request-alert": Play("AlertRequested", before=REPORTED, typed={"kind": "sis", "of_agency": "police-be"}),
    "issue-alert": Play(
        "AlertIssued", by=POLICE, before=ASKED_ALERT, typed={"alert": ALERT, "kind": "sis", "country": "be"}
    ),
    "withdraw-alert": Play("AlertWithdrawn", by=POLICE, before=ISSUED, typed={"alert": ALERT, "reason": "she is back"}),
    "record-sighting": Play("SightingRecorded", typed={"place": "the harbour", "source": "a driver"}),
    "record-protected-sighting": Play(
        "ProtectedSightingRecorded", typed={"place": "a chapel", "source": "a friend who fears for her"}
    ),
    "request-information": Play(
        "InformationRequested", typed={"of_agency": "police-be", "question": "is she known to you"}
    ),
    "give-information": Play(
        "InformationGiven",
        by=POLICE,
        before=ASKED,
        typed={"request": "ask-1", "answer": "not known", "legal_basis": "public-task"},
    ),
    "refuse-information": Play(
        "InformationRefused",
        by=POLICE,
        before=ASKED,
        typed={"request": "ask-1", "ground": "investigation", "note": "later"},
    ),
    "join-agency": Play("AgencyJoined", typed={"agency": "police-fr"}),
    "invite-agency": Play(
        "AgencyInvited",
        typed={
            "agency": "police-fr",
            "purpose": "search-for-child",
            "legal_basis": "law-enforcement",
            "provision": "eu-2018-1862-33",
        },
    ),
    "withdraw-agency-invitation": Play("AgencyInvitationWithdrawn", before=INVITED, typed={"agency": "police-fr"}),
    "end-part": Play("AgencyLeft", before=LED, typed={"agency": "police-be", "reason": "the child is in France"}),
    "request-disclosure": Play(
        "DisclosureRequested",
        by=ASYLUM,
        before=FOUND,
        typed={
            "part": "found-place",
            "of_agency": "protection-be",
            "purpose": "asylum-procedure",
            "legal_basis": "public-task",
            "reason": "the hearing is tomorrow",
        },
    ),
    "grant-disclosure": Play(
        "DisclosureGranted",
        by=PROTECTION,
        before=WANTED,
        typed={"disclosure": "want-1", "legal_basis": "public-task", "conditions": "for the hearing"},
    ),
    "refuse-disclosure": Play(
        "DisclosureRefused",
        by=PROTECTION,
        before=WANTED,
        typed={"disclosure": "want-1", "ground": "child-objects", "note": "she is afraid"},
    ),
    "recall-disclosure": Play(
        "DisclosureRecalled",
        by=PROTECTION,
        before=DISCLOSED,
        typed={"disclosure": "want-1", "reason": "the hearing is over"},
    ),
    "leave-case": Play("AgencyLeft", by=GUARDIAN, typed={"reason": "another guardian was appointed"}),
    "offer-lead": Play("LeadOffered", typed={"to_agency": "police-be"}),
    "accept-lead": Play("LeadAccepted", by=POLICE, before=LEAD_OFFERED),
    "decline-lead": Play("LeadDeclined", by=POLICE, before=LEAD_OFFERED, typed={"reason": "no staff tonight"}),
    "appoint-guardian": Play(
        "GuardianAppointed", typed={"guardian": "guardian-be", "name": "Ms Verhulst", "contact": "by phone"}
    ),
    "start-placement": Play(
        "PlacementStarted", typed={"agency": "carer-be", "country": "be", "place": "the blue house"}
    ),
    "end-placement": Play("PlacementEnded", before=PLACED, typed={"placement": "place-1", "reason": "moved on"}),
    "record-profile": Play("ProfileRecorded", typed={"photo": "in the office", "photo_on": "2026-02-01"}),
    "record-safety-plan": Play("SafetyPlanRecorded", typed={"would_help": "a phone of her own", "trusted": "the cook"}),
    "record-identity": Play(
        "IdentityRecorded", typed={"names": "Abena Quistrebert", "birth_date": "2011-04", "sex": "female"}
    ),
    "correct-identity": Play(
        "IdentityCorrected", before=KNOWN, typed={"names": "Abena Quistrebertová", "reason": "as her papers say"}
    ),
    "close-case": Play("CaseClosed", typed={"outcome": "opened-by-mistake", "exception": "twice the same"}),
    "reopen-case": Play("CaseReopened", before=CLOSED, typed={"reason": "she is missed again"}),
    "offer-return-interview": Play("ReturnInterviewOffered", before=CHECKED, typed={"interviewer": "guardian-be"}),
    "hold-return-interview": Play(
        "ReturnInterviewHeld", by=GUARDIAN, before=OFFERED, typed={"account": "walked all night", "own_words": "cold"}
    ),
    "decline-return-interview": Play(
        "ReturnInterviewDeclined", by=GUARDIAN, before=OFFERED, typed={"reason": "shook her head"}
    ),
    "make-referral": Play("ReferralMade", before=CHECKED, typed={"to": "mental-health", "note": "sleeps badly"}),
}


async def staged(world: World, slug: str) -> tuple[str, Play]:
    """A case in which the form *slug* makes sense."""
    play = PLAYS[slug]
    case = await world.case(*TAKING_PART)
    for name, command in play.before:
        await world.act(name, case, command)
    return case, play
