"""What can be asked of a case now.

Invariant: the decider itself is asked, with probes that fit the case, so that no button promises what it refuses.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.case import codes
from domain.case import commands as c
from domain.case.decider import decide
from domain.case.disclosure.decider import found_in
from domain.case.disclosure.parts import shut_to
from domain.case.risk.indicators import TurningPoint
from domain.case.state import Case
from domain.codes import AgeBand, AlertKind, Classification, Country, RiskLevel, Role
from domain.context import Context
from domain.deciding.refusals import Refused
from domain.retention.codes import HoldGround

NEW = "."
"""An identifier that nothing has: it is no token."""

WORDS = "\N{NULL}"
"""A text that nobody has typed."""

SOMEWHERE = Country.BE


def possible(case: Case, context: Context) -> tuple[str, ...]:
    """The commands, by slug, that the case does not stand in the way of.

    One refused for a field alone counts as possible: whoever fills in the form can fill it in otherwise.
    """
    probes = (*_file(), *_care(case, context), *_coordination(case), *_risk(case), *_classing(), *_episode(case))
    more = (
        *_disclosures(case, context),
        *_emergencies(case),
        *_holds(case),
        *_alerts(case),
        *_information(case),
        *_prepared(),
        *_aftercare(case),
    )
    return tuple(dict.fromkeys(probe.slug() for probe in (*probes, *more) if _goes(case, probe, context)))


def _goes(case: Case, probe: c.CaseCommand, context: Context) -> bool:
    try:
        return bool(decide(case, probe, context))
    except Refused as refused:
        return refused.field is not None


def _police(case: Case) -> tuple[str, ...]:
    """The police agencies of the case; where there are none, the form is there and says to bring one in."""
    return tuple(party.agency for party in case.coordination.parties if party.role is Role.POLICE) or (NEW,)


def _file() -> Iterator[c.FileCommand]:
    yield c.OpenCase(reference=WORDS, country=SOMEWHERE)
    yield c.RecordIdentity(names=WORDS)
    yield c.CorrectIdentity(names=WORDS, reason=WORDS)
    yield c.CloseCase(outcome=codes.CaseOutcome.SETTLED)
    yield c.ReopenCase(reason=WORDS)


def _care(case: Case, context: Context) -> Iterator[c.CareCommand]:
    yield c.AppointGuardian(name=WORDS)
    yield c.StartPlacement(placement=NEW, agency=context.agency, country=SOMEWHERE, place=WORDS)
    if case.care.placement is not None:
        yield c.EndPlacement(placement=case.care.placement.placement, reason=WORDS)


def _coordination(case: Case) -> Iterator[c.CoordinationCommand]:
    yield _invitation()
    for invited in case.coordination.invited:
        yield c.WithdrawAgencyInvitation(agency=invited.agency)
    yield c.JoinAgency(agency=NEW, role=Role.POLICE, country=SOMEWHERE)
    yield c.LeaveCase(reason=WORDS)
    for party in case.coordination.parties:
        if party.agency != case.coordination.lead:
            yield c.EndPart(agency=party.agency, reason=WORDS)
            yield c.OfferLead(to_agency=party.agency)
    yield c.AcceptLead()
    yield c.DeclineLead(reason=WORDS)


def _invitation() -> c.InviteAgency:
    purpose, basis = codes.SharedFor.SEARCH, codes.LegalBasis.PUBLIC_TASK
    return c.InviteAgency(
        invitation=NEW, agency=NEW, role=Role.POLICE, country=SOMEWHERE, purpose=purpose, legal_basis=basis
    )


def _risk(case: Case) -> Iterator[c.RiskCommand]:
    proposal = case.risk.proposal
    yield c.AssessRisk(level=RiskLevel.HIGH, reasons=WORDS)
    yield c.RaiseRisk(level=RiskLevel.HIGH, reason=WORDS)
    yield c.LowerRisk(level=RiskLevel.NONE, reason=WORDS)
    yield c.ConfirmLowerRisk(level=RiskLevel.NONE if proposal is None else proposal.level)
    yield c.DeclineLowerRisk(reason=WORDS)
    yield c.RecordTurningPoint(what=TurningPoint.OTHER)
    yield c.RecordAsylumDecision(decision=WORDS)


def _classing() -> Iterator[c.ClassingCommand]:
    yield c.ClassifyAbsence(classification=Classification.WORRYING, reason=WORDS)
    yield c.ClassifyAbsence(classification=Classification.RUNAWAY, reason=WORDS)
    yield c.RecordAgeBand(band=AgeBand.UNDER_13)
    yield c.RecordAgeBand(band=AgeBand.FROM_16)


def _disclosures(case: Case, context: Context) -> Iterator[c.DisclosureCommand]:
    me = case.coordination.party(context.agency)
    purpose, basis = codes.SharedFor.PROTECTION, codes.LegalBasis.PUBLIC_TASK
    if me is not None and any(shut_to(part, me.role, found_in(case)) for part in codes.Part):
        yield c.RequestDisclosure(
            disclosure=NEW,
            part=codes.Part.SIGHTING_PLACE,
            of_agency=NEW,
            purpose=purpose,
            legal_basis=basis,
            reason=WORDS,
        )
    for one in case.disclosures.each:
        asked = one.asked.disclosure
        yield c.GrantDisclosure(disclosure=asked, legal_basis=codes.LegalBasis.COURT_AUTHORISATION)
        yield c.RefuseDisclosure(disclosure=asked, ground=codes.RefusalGround.OTHER)
        yield c.RecallDisclosure(disclosure=asked, reason=WORDS)


def _emergencies(case: Case) -> Iterator[c.EmergencyCommand]:
    for each in case.emergencies.waiting:
        yield c.ReviewEmergencyAccess(access=each.access, finding=codes.EmergencyFinding.WAS_NEEDED, note=WORDS)


def _holds(case: Case) -> Iterator[c.RetentionCommand]:
    yield c.PlaceLegalHold(hold=NEW, ground=HoldGround.INQUIRY, note=WORDS)
    for placed in case.keeping.holds:
        yield c.LiftLegalHold(hold=placed.hold, note=WORDS)


def _episode(case: Case) -> Iterator[c.EpisodeCommand]:
    yield c.NoticeAbsence(episode=NEW, country=SOMEWHERE)
    yield c.ResolveAbsence(how=codes.AbsenceEnd.MISTAKEN)
    for agency in _police(case):
        yield c.ReportDisappearance(to_agency=agency, channel=codes.Channel.PHONE, circumstances=WORDS)
    yield c.SupplementReport(clothing=WORDS)
    yield c.RefuseReport(reason=codes.ReportRefusal.OTHER, explanation=WORDS)
    yield c.LocateChild(country=SOMEWHERE, place=WORDS, how=codes.Located.RETURNED)
    yield c.CheckSafeAndWell(result=codes.CheckResult.SAFE, note=WORDS)
    yield c.CloseEpisode(outcome=codes.EpisodeOutcome.MISTAKEN)
    yield c.ReopenEpisode(reason=WORDS)


def _alerts(case: Case) -> Iterator[c.AlertCommand]:
    for agency in _police(case):
        yield c.RequestAlert(alert=NEW, kind=AlertKind.SIS, of_agency=agency)
    yield c.IssueAlert(alert=NEW, kind=AlertKind.SIS, country=SOMEWHERE)
    for alert in case.alerts.issued():
        yield c.WithdrawAlert(alert=alert.alert, reason=WORDS)


def _information(case: Case) -> Iterator[c.InformationCommand]:
    yield c.RecordSighting(sighting=NEW, place=WORDS)
    yield c.RecordProtectedSighting(sighting=NEW, place=WORDS)
    yield c.RequestInformation(request=NEW, of_agency=NEW, question=WORDS)
    for request in case.information.requests:
        asked = request.asked.request
        yield c.GiveInformation(request=asked, answer=WORDS, legal_basis=codes.LegalBasis.VITAL_INTERESTS)
        yield c.RefuseInformation(request=asked, ground=codes.RefusalGround.OTHER, note=WORDS)


def _prepared() -> Iterator[c.PreparedCommand]:
    yield c.RecordProfile(photo=WORDS)
    yield c.RecordSafetyPlan(would_help=WORDS)


def _aftercare(case: Case) -> Iterator[c.AftercareCommand]:
    for party in case.coordination.parties:
        yield c.OfferReturnInterview(interviewer=party.agency)
    yield c.HoldReturnInterview(account=WORDS)
    yield c.DeclineReturnInterview(reason=WORDS)
    yield c.MakeReferral(referral=NEW, to=codes.Service.HEALTH)
