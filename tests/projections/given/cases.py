"""Facts of a case, to tell or to draw at random."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from domain.case import codes
from domain.case import events as e
from domain.codes import AlertKind, Country, RiskLevel, Role
from domain.events import Event, Unknown
from tests.projections.given.facts import START, sealed

ONE, TWO = "episode-1", "episode-2"
OPENED = e.CaseOpened(reference="BE-2026-0001", country=Country.BE, agency="carer-be", role=Role.CARER)


def joined(agency: str, role: Role, country: Country = Country.BE) -> e.AgencyJoined:
    return e.AgencyJoined(agency=agency, role=role, country=country, invited_by="carer-be")


POLICE = joined("police-be", Role.POLICE)
ASYLUM = joined("asylum-be", Role.ASYLUM)


def left(agency: str) -> e.AgencyLeft:
    return e.AgencyLeft(agency=agency, reason=sealed("left"))


def noticed(episode: str = ONE) -> e.AbsenceNoticed:
    return e.AbsenceNoticed(
        episode=episode, country=Country.BE, last_seen_at=START, last_seen_place=sealed("gate"), circumstances=sealed()
    )


def reported(to: str = "police-be") -> e.DisappearanceReported:
    return e.DisappearanceReported(
        episode=ONE, to_agency=to, by_agency="carer-be", channel=codes.Channel.PHONE, circumstances=sealed()
    )


def refused(by: str = "police-be") -> e.DisappearanceReportRefused:
    return e.DisappearanceReportRefused(
        episode=ONE, agency=by, reason=codes.ReportRefusal.WAITING_PERIOD, explanation=sealed()
    )


LOCATED = e.ChildLocated(episode=ONE, country=Country.FR, place=sealed("found"), how=sealed("how"), by="police-be")
CHECKED = e.SafeAndWellChecked(episode=ONE, seen=True, result=sealed("result"), note=sealed())
RESOLVED = e.AbsenceResolved(episode=ONE, how=codes.AbsenceEnd.RETURNED)
ENDED = e.EpisodeClosed(episode=ONE, outcome=sealed("ended"))
RESUMED = e.EpisodeReopened(episode=ONE, reason=sealed())
CLOSED = e.CaseClosed(outcome=sealed("settled"))
REOPENED = e.CaseReopened(reason=sealed())
IDENTITY = e.IdentityRecorded(names=sealed("names"), birth_date=sealed("born"))
CORRECTED = e.IdentityCorrected(names=sealed("other names"), reason=sealed())
GUARDIAN = e.GuardianAppointed(guardian="guardian-be", name=sealed("guardian"), contact=sealed("phone"))
PLACED = e.PlacementStarted(placement="placement-1", agency="carer-be", country=Country.BE, place=sealed("house"))
MOVED_OUT = e.PlacementEnded(placement="placement-1", reason=sealed())
OFFERED = e.LeadOffered(to_agency="police-be", by_agency="carer-be")
LEADS = e.LeadAccepted(agency="police-be")
DECLINED = e.LeadDeclined(agency="police-be", reason=sealed())
ASSESSED = e.RiskAssessed(
    level=RiskLevel.MEDIUM,
    worrying=2,
    indicators=sealed("signs"),
    unknowns=sealed("unknown signs"),
    reasons=sealed("reasons"),
)
RAISED = e.RiskRaised(level=RiskLevel.HIGH, reason=sealed("raised"))
PROPOSED = e.RiskLoweringProposed(level=RiskLevel.LOW, reason=sealed("lower"), by="police-be-1")
LOWERED = e.RiskLowered(level=RiskLevel.LOW, proposed_by="police-be-1", confirmed_by="police-be-2")
KEPT = e.RiskLoweringDeclined(
    level=RiskLevel.LOW, reason=sealed(), proposed_by="police-be-1", declined_by="police-be-2"
)
ASKED_ALERT = e.AlertRequested(alert="alert-1", kind=AlertKind.SIS, of_agency="police-be", by_agency="carer-be")
ALERT = e.AlertIssued(alert="alert-1", kind=AlertKind.SIS, country=Country.BE, agency="police-be")
WITHDRAWN = e.AlertWithdrawn(alert="alert-1", agency="police-be", reason=sealed())
SIGHTING = e.SightingRecorded(sighting="sighting-1", country=Country.FR, place=sealed("station"))
PROTECTED_SIGHTING = e.ProtectedSightingRecorded(
    sighting="sighting-2", country=Country.FR, place=sealed("friend"), seen_at=START - timedelta(hours=1)
)
QUESTION = e.InformationRequested(
    request="request-1", of_agency="asylum-be", by_agency="police-be", question=sealed("question")
)
GIVEN = e.InformationGiven(
    request="request-1", to_agency="police-be", answer=sealed("answer"), legal_basis=codes.LegalBasis.VITAL_INTERESTS
)
NOT_GIVEN = e.InformationRefused(request="request-1", ground=codes.RefusalGround.DATA_PROTECTION)
INTERVIEW = e.ReturnInterviewOffered(episode=ONE, interviewer="guardian-be", independent=True)
TALKED = e.ReturnInterviewHeld(episode=ONE, interviewer="guardian-be", account=sealed())
SILENT = e.ReturnInterviewDeclined(episode=ONE, reason=sealed())
REFERRED = e.ReferralMade(referral="referral-1", to=sealed("service"))

EVENTS: tuple[Event, ...] = (
    OPENED, POLICE, ASYLUM, left("police-be"), left("carer-be"), noticed(), reported(), reported("police-fr"),
    refused(), refused("police-fr"), LOCATED, CHECKED, RESOLVED, ENDED, RESUMED, CLOSED, REOPENED, IDENTITY, CORRECTED,
    GUARDIAN, PLACED, MOVED_OUT, OFFERED, LEADS, DECLINED, ASSESSED, RAISED, PROPOSED, LOWERED, KEPT, ASKED_ALERT,
    ALERT, WITHDRAWN, SIGHTING, PROTECTED_SIGHTING, QUESTION, GIVEN, NOT_GIVEN, INTERVIEW, TALKED, SILENT, REFERRED,
    e.CaseMovedToPlaybook(playbook="be", version="2", reason=sealed()),
    Unknown(name="CaseSung", fields={}),
)  # fmt: skip
"""One fact of each kind that a case can have, and one that nobody knows."""

histories = st.lists(st.sampled_from(EVENTS[1:]), max_size=30)
"""What may follow the opening of a case."""
