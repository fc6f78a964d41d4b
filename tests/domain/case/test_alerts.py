"""Alerts: that they exist, never what they say."""

from __future__ import annotations

from domain.case.alerts import refusals as r
from domain.case.commands import IssueAlert, RequestAlert, WithdrawAlert
from domain.case.events import AlertIssued, AlertRequested, AlertWithdrawn
from domain.case.refusals import AgencyNotInCase, NotForYourRole
from domain.codes import AlertKind, Country
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import TOGETHER, case
from tests.domain.cast import CARER, GUARDIAN, POLICE, POLICE_BE, STRANGER

REQUEST = RequestAlert(alert="a", kind=AlertKind.SIS, of_agency=POLICE.agency)
REQUESTED = AlertRequested(alert="a", kind=AlertKind.SIS, of_agency=POLICE.agency, by_agency=CARER.agency)
ISSUE = IssueAlert(alert="a", kind=AlertKind.SIS, country=Country.GR)
ISSUED = AlertIssued(alert="a", kind=AlertKind.SIS, country=Country.GR, agency=POLICE.agency)
WITHDRAW = WithdrawAlert(alert="a", reason="Found")
WITHDRAWN = AlertWithdrawn(alert="a", agency=POLICE.agency, reason=Clear("Found"))


def test_any_agency_requests_an_alert_and_asking_again_changes_nothing() -> None:
    case.given(*TOGETHER).when(REQUEST, by=CARER).then(REQUESTED)
    case.given(*TOGETHER, REQUESTED).when(REQUEST, by=CARER).then_nothing_happened()


def test_alerts_are_requested_from_police_agencies_of_the_case() -> None:
    guardian = RequestAlert(alert="a", kind=AlertKind.SIS, of_agency=GUARDIAN.agency)
    elsewhere = RequestAlert(alert="a", kind=AlertKind.SIS, of_agency=STRANGER.agency)

    case.given(*TOGETHER).when(guardian, by=CARER).then_refused(r.AskThePolice, "of_agency")
    case.given(*TOGETHER).when(elsewhere, by=CARER).then_refused(AgencyNotInCase, "of_agency")


def test_police_issue_an_alert_on_a_request_or_directly() -> None:
    case.given(*TOGETHER, REQUESTED).when(ISSUE, by=POLICE).then(ISSUED)
    case.given(*TOGETHER).when(ISSUE, by=POLICE).then(ISSUED)


def test_issuing_again_changes_nothing() -> None:
    case.given(*TOGETHER, ISSUED).when(ISSUE, by=POLICE).then_nothing_happened()


def test_nobody_but_police_issues_an_alert() -> None:
    case.given(*TOGETHER, REQUESTED).when(ISSUE, by=CARER).then_refused(NotForYourRole)


def test_a_requested_alert_is_issued_by_who_was_asked_and_as_it_was_asked() -> None:
    other = IssueAlert(alert="a", kind=AlertKind.INTERPOL, country=Country.GR)

    case.given(*TOGETHER, REQUESTED).when(ISSUE, by=POLICE_BE).then_refused(r.AlertAskedOfOthers)
    case.given(*TOGETHER, REQUESTED).when(other, by=POLICE).then_refused(r.OtherKindAsked, "kind")


def test_a_withdrawn_alert_stays_withdrawn() -> None:
    case.given(*TOGETHER, ISSUED, WITHDRAWN).when(ISSUE, by=POLICE).then_refused(r.AlertIsWithdrawn)


def test_who_issued_an_alert_withdraws_it_once_and_says_why() -> None:
    case.given(*TOGETHER, ISSUED).when(WITHDRAW, by=POLICE).then(WITHDRAWN)
    case.given(*TOGETHER, ISSUED, WITHDRAWN).when(WITHDRAW, by=POLICE).then_nothing_happened()
    case.given(*TOGETHER, ISSUED).when(WITHDRAW, by=POLICE_BE).then_refused(r.NotYourAlert)
    blank = WithdrawAlert(alert="a", reason="")
    case.given(*TOGETHER, ISSUED).when(blank, by=POLICE).then_refused(ReasonNeeded, "reason")


def test_only_an_issued_alert_is_withdrawn() -> None:
    case.given(*TOGETHER).when(WITHDRAW, by=POLICE).then_refused(r.NoSuchAlert, "alert")
    case.given(*TOGETHER, REQUESTED).when(WITHDRAW, by=POLICE).then_refused(r.AlertNotIssued)
