"""What is likely to be asked of a case next, so that a page can put it first.

Invariant: it only orders what people may do; what is possible is for the decider to say.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from domain.case import commands as c
from domain.case.aftercare.state import awaits_interview, returned_in
from domain.case.alerts.events import AlertRequested
from domain.case.episode.state import Found, Missing, NoEpisode, Over
from domain.case.file.state import Closed, NotOpened, Open, Unidentified
from domain.case.state import Case
from domain.codes import RiskLevel
from domain.context import Command


def likely(case: Case) -> tuple[str, ...]:
    """The commands that probably come next, by slug, the likeliest first."""
    match case.file:
        case NotOpened():
            return (c.OpenCase.slug(),)
        case Closed():
            return (c.ReopenCase.slug(),)
        case Open() as file:
            commands = (*_in_episode(case), *_waiting(case), *_missing_from(case, file), *_at_the_end(case))
            return tuple(dict.fromkeys(command.slug() for command in commands))
        case _:
            assert_never(case.file)


def _in_episode(case: Case) -> tuple[type[Command], ...]:
    match case.episodes.current:
        case NoEpisode() | Over():
            return (*_after_return(case), c.NoticeAbsence)
        case Missing(reported=True):
            return (c.LocateChild, c.RecordSighting, c.RequestAlert, c.RaiseRisk, c.RequestInformation)
        case Missing():
            return (c.ReportDisappearance, c.ResolveAbsence, c.LocateChild, c.RecordSighting, c.RaiseRisk)
        case Found(check=None):
            return (c.CheckSafeAndWell, *_after_return(case), c.MakeReferral)
        case Found():
            return (*_after_return(case), c.MakeReferral, c.CloseEpisode)
        case _:
            assert_never(case.episodes.current)


def _after_return(case: Case) -> Iterator[type[Command]]:
    if case.alerts.issued():
        yield c.WithdrawAlert
    if not isinstance(case.episodes.current, Found) and not awaits_interview(case.episodes, case.aftercare):
        return
    if case.aftercare.offer_after(returned_in(case.episodes)) is None:
        yield c.OfferReturnInterview
    elif case.aftercare.answered is None:
        yield c.HoldReturnInterview


def _waiting(case: Case) -> Iterator[type[Command]]:
    """The answers that somebody waits for."""
    if case.coordination.offered is not None:
        yield from (c.AcceptLead, c.DeclineLead)
    if any(disclosure.waits for disclosure in case.disclosures.each):
        yield from (c.GrantDisclosure, c.RefuseDisclosure)
    if case.emergencies.waiting:
        yield c.ReviewEmergencyAccess
    if case.risk.proposal is not None:
        yield from (c.ConfirmLowerRisk, c.DeclineLowerRisk)
    if any(request.answer is None for request in case.information.requests):
        yield from (c.GiveInformation, c.RefuseInformation)
    if any(isinstance(alert, AlertRequested) for alert in case.alerts.last):
        yield c.IssueAlert


def _missing_from(case: Case, file: Open) -> Iterator[type[Command]]:
    """What a case should have and this one has not."""
    if isinstance(file.identity, Unidentified):
        yield c.RecordIdentity
    if case.risk.level is RiskLevel.UNKNOWN or case.risk.anew:
        yield c.AssessRisk
    if case.care.guardian is None:
        yield c.AppointGuardian
    if case.care.placement is None:
        yield c.StartPlacement
    if case.coordination.lead is None and case.coordination.offered is None:
        yield c.OfferLead


def _at_the_end(case: Case) -> Iterator[type[Command]]:
    over = isinstance(case.episodes.current, Over)
    if over and not case.alerts.issued() and not awaits_interview(case.episodes, case.aftercare):
        yield c.CloseCase
