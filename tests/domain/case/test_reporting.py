"""Telling the police that a child is missing, and what becomes of the report."""

from __future__ import annotations

from domain.case.codes import Channel, ReportRefusal
from domain.case.commands import RefuseReport, ReportDisappearance, SupplementReport
from domain.case.episode import refusals as r
from domain.case.episode.state import Missing
from domain.case.events import DisappearanceReported, ReportSupplemented
from domain.case.refusals import AgencyNotInCase
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import ABSENT, FOUND, MISSING, OVER, REPORT_REFUSED, REPORTED, TOGETHER, case
from tests.domain.cast import CARER, GUARDIAN, POLICE, POLICE_BE, STRANGER, Actor


def report(to: Actor) -> ReportDisappearance:
    return ReportDisappearance(to_agency=to.agency, channel=Channel.PHONE)


REFUSE = RefuseReport(reason=ReportRefusal.WAITING_PERIOD, explanation="Wait a day")


def test_an_absence_is_reported_to_a_police_agency_of_the_case() -> None:
    case.given(*TOGETHER, ABSENT).when(report(POLICE), by=CARER).then(REPORTED)


def test_a_report_needs_an_absence() -> None:
    case.given(*TOGETHER).when(report(POLICE), by=CARER).then_refused(r.NoAbsenceNoticed)
    case.given(*OVER).when(report(POLICE), by=CARER).then_refused(r.NoAbsenceNoticed)


def test_a_child_who_was_located_is_not_reported() -> None:
    case.given(*FOUND).when(report(POLICE), by=CARER).then_refused(r.AlreadyLocated)


def test_reports_go_to_police_agencies_of_the_case() -> None:
    absent = case.given(*TOGETHER, ABSENT)

    absent.when(report(GUARDIAN), by=CARER).then_refused(r.ReportToPolice, "to_agency")
    absent.when(report(STRANGER), by=CARER).then_refused(AgencyNotInCase, "to_agency")


def test_what_the_police_have_been_told_is_not_told_otherwise_in_passing() -> None:
    case.given(*MISSING).when(report(POLICE), by=CARER).then_refused(r.AlreadyReportedThere)


def test_the_police_of_another_country_can_be_told_too() -> None:
    told = DisappearanceReported(
        episode="first", to_agency=POLICE_BE.agency, by_agency=CARER.agency, channel=Channel.PHONE
    )

    case.given(*MISSING).when(report(POLICE_BE), by=CARER).then(told)


def test_a_refused_report_leaves_the_absence_open_and_visible() -> None:
    state = case.given(*MISSING).when(REFUSE, by=POLICE).then(REPORT_REFUSED)

    assert isinstance(state.episodes.current, Missing)
    assert not state.episodes.current.reported


def test_a_report_that_one_agency_refused_still_stands_with_another() -> None:
    told = DisappearanceReported(
        episode="first", to_agency=POLICE_BE.agency, by_agency=CARER.agency, channel=Channel.FORM
    )
    current = case.given(*MISSING, told, REPORT_REFUSED).state.episodes.current

    assert isinstance(current, Missing)
    assert current.reported


def test_refusing_the_same_again_changes_nothing() -> None:
    case.given(*MISSING, REPORT_REFUSED).when(REFUSE, by=POLICE).then_nothing_happened()


def test_a_refused_report_can_be_made_again() -> None:
    case.given(*MISSING, REPORT_REFUSED).when(report(POLICE), by=CARER).then(REPORTED)


def test_only_the_agency_a_report_was_made_to_refuses_it_and_only_once() -> None:
    otherwise = RefuseReport(reason=ReportRefusal.OTHER, explanation="Come back tomorrow")

    case.given(*MISSING).when(REFUSE, by=GUARDIAN).then_refused(r.NoReportToYou)
    case.given(*TOGETHER, ABSENT).when(REFUSE, by=POLICE).then_refused(r.NoReportToYou)
    case.given(*MISSING, REPORT_REFUSED).when(otherwise, by=POLICE).then_refused(r.NoReportToYou)


def test_a_refusal_is_explained() -> None:
    blank = RefuseReport(reason=ReportRefusal.OTHER, explanation=" ")

    case.given(*MISSING).when(blank, by=POLICE).then_refused(ReasonNeeded, "explanation")


ADD = SupplementReport(last_seen="At six, by the cook", medical="none")
ADDED = ReportSupplemented(
    episode="first",
    by_agency=CARER.agency,
    answered=("medical", "last_seen"),
    medical=Clear("none"),
    last_seen=Clear("At six, by the cook"),
)


def test_a_report_without_a_word_is_taken_and_says_what_it_tells() -> None:
    told = DisappearanceReported(
        episode="first",
        to_agency=POLICE.agency,
        by_agency=CARER.agency,
        channel=Channel.PHONE,
        answered=("reporter",),
        reporter=Clear("The night carer"),
    )
    command = ReportDisappearance(to_agency=POLICE.agency, channel=Channel.PHONE, reporter="The night carer")

    case.given(*TOGETHER, ABSENT).when(report(POLICE), by=CARER).then(REPORTED)
    case.given(*TOGETHER, ABSENT).when(command, by=CARER).then(told)


def test_what_was_missing_is_added_to_a_report_also_to_one_that_was_refused() -> None:
    case.given(*MISSING).when(ADD, by=CARER).then(ADDED)
    case.given(*MISSING, REPORT_REFUSED).when(ADD, by=CARER).then(ADDED)


def test_there_has_to_be_a_report_to_add_to_and_a_word_to_add() -> None:
    case.given(*TOGETHER, ABSENT).when(ADD, by=CARER).then_refused(r.NotReportedYet)
    case.given(*FOUND).when(ADD, by=CARER).then_refused(r.AlreadyLocated)
    case.given(*MISSING).when(SupplementReport(medical=" "), by=CARER).then_refused(r.NothingToAdd, "last_seen")
