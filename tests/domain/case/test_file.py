"""The file: opening, identity, closing."""

from __future__ import annotations

from msgspec.structs import replace

from domain.case.codes import AbsenceEnd, CaseOutcome, Located, Sex
from domain.case.commands import (
    CloseCase,
    CorrectIdentity,
    MoveToPlaybook,
    NoticeAbsence,
    OpenCase,
    RecordIdentity,
    ReopenCase,
)
from domain.case.events import (
    AbsenceNoticed,
    AbsenceResolved,
    AlertIssued,
    AlertWithdrawn,
    CaseClosed,
    CaseMovedToPlaybook,
    CaseReopened,
    ChildLocated,
    IdentityCorrected,
    IdentityRecorded,
    LeadAccepted,
    ReturnInterviewDeclined,
    ReturnInterviewHeld,
    ReturnInterviewOffered,
)
from domain.case.file import refusals as r
from domain.case.file.state import Identified, Open
from domain.case.refusals import CaseIsClosed, NoSuchCase, NotInThisCase
from domain.codes import AlertKind, Country
from domain.deciding.refusals import InTheFuture, ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import ABSENT, CHECKED, EPISODE_CLOSED, FOUND, MISSING, OPENED, OVER, TOGETHER, case
from tests.domain.cast import AUDITOR, CARER, GUARDIAN, HOTLINE, LANTERN, NIGHT_CARER, POLICE, STRANGER

OPEN = OpenCase(reference="GR-2026-0007", country=Country.GR)
RECORD = RecordIdentity(names="Qiro", birth_date="2011-04", sex=Sex.MALE, languages="Sorani")
SEX_UNKNOWN = {
    field: Clear("")
    for field in ("aliases", "birth_date", "nationality", "languages", "description", "marks", "documents", "contacts")
}
RECORDED = IdentityRecorded(
    answered=("names", "birth_date", "sex", "languages"),
    **{**SEX_UNKNOWN, "birth_date": Clear("2011-04"), "languages": Clear("Sorani")},
    names=Clear("Qiro"),
    sex=Clear("male"),
)
CORRECT = CorrectIdentity(names="Quiro", reason="Spelt otherwise in his papers")
CORRECTED = IdentityCorrected(
    answered=("names",),
    **SEX_UNKNOWN,
    names=Clear("Quiro"),
    sex=Clear("unknown"),
    reason=Clear("Spelt otherwise in his papers"),
)
CLOSE = CloseCase(outcome=CaseOutcome.SETTLED)
CLOSED = CaseClosed(outcome=Clear(CaseOutcome.SETTLED))
REOPENED = CaseReopened(reason=Clear("He called"))
OFFERED = ReturnInterviewOffered(episode="first", interviewer=GUARDIAN.agency, independent=True)
HELD = ReturnInterviewHeld(episode="first", interviewer=GUARDIAN.agency, account=Clear("By train"))
ISSUED = AlertIssued(alert="sis", kind=AlertKind.SIS, country=Country.GR, agency=POLICE.agency)


def test_an_agency_opens_a_case_and_is_the_first_to_take_part() -> None:
    state = case.given().when(OPEN, by=CARER).then(OPENED)

    assert state.coordination.party(CARER.agency) is not None


def test_opening_the_same_case_again_changes_nothing() -> None:
    case.given(OPENED).when(OPEN, by=CARER).then_nothing_happened()
    case.given(OPENED, CLOSED).when(OPEN, by=CARER).then_nothing_happened()


def test_another_case_is_not_opened_under_the_same_identifier() -> None:
    other = OpenCase(reference="GR-2026-0008", country=Country.GR)

    case.given(OPENED).when(other, by=CARER).then_refused(r.CaseAlreadyOpened)


def test_roles_that_only_read_or_run_the_house_open_no_case() -> None:
    case.given().when(OPEN, by=AUDITOR).then_refused(r.RoleTakesNoPart)
    case.given().when(OPEN, by=LANTERN).then_refused(r.RoleTakesNoPart)


def test_nothing_can_be_done_with_a_case_that_was_not_opened() -> None:
    case.given().when(RECORD, by=CARER).then_refused(NoSuchCase)


def test_who_takes_no_part_does_nothing_in_a_case() -> None:
    case.given(OPENED).when(RECORD, by=STRANGER).then_refused(NotInThisCase)


def test_rules_decide_nothing_about_a_child() -> None:
    case.given(*MISSING).when(CLOSE, by=LANTERN).then_refused(NotInThisCase)


def test_identity_is_recorded_as_private_text() -> None:
    case.given(OPENED).when(RECORD, by=CARER).then(RECORDED)


def test_an_identity_is_corrected_rather_than_written_over() -> None:
    case.given(OPENED, RECORDED).when(RECORD, by=NIGHT_CARER).then_refused(r.IdentityAlreadyRecorded)


def test_an_identity_is_corrected_with_a_reason() -> None:
    case.given(OPENED, RECORDED).when(CORRECT, by=CARER).then(CORRECTED)
    case.given(OPENED, RECORDED, CORRECTED).when(CORRECT, by=CARER).then(CORRECTED)
    blank = CorrectIdentity(names="Quiro", reason=" ")
    case.given(OPENED, RECORDED).when(blank, by=CARER).then_refused(ReasonNeeded, "reason")


def test_there_is_nothing_to_correct_before_an_identity_is_recorded() -> None:
    case.given(OPENED).when(CORRECT, by=CARER).then_refused(r.NothingToCorrect)


def test_a_birth_date_is_in_the_calendar_and_in_the_past() -> None:
    def record(text: str) -> RecordIdentity:
        return RecordIdentity(names="Qiro", birth_date=text)

    case.given(OPENED).when(record("2011-02-30"), by=CARER).then_refused(r.NoSuchDate, "birth_date")
    case.given(OPENED).when(record("2027"), by=CARER).then_refused(InTheFuture, "birth_date")


def test_a_case_without_any_episode_can_be_closed() -> None:
    case.given(OPENED).when(CLOSE, by=CARER).then(CLOSED)


def test_a_closed_case_stays_as_it_is() -> None:
    otherwise = CloseCase(outcome=CaseOutcome.CAME_OF_AGE)

    case.given(OPENED, CLOSED).when(CLOSE, by=CARER).then_refused(CaseIsClosed)
    case.given(OPENED, CLOSED).when(otherwise, by=CARER).then_refused(CaseIsClosed)
    case.given(OPENED, CLOSED).when(RECORD, by=CARER).then_refused(CaseIsClosed)


def test_no_case_closes_while_the_child_is_missing_or_was_just_found() -> None:
    case.given(*MISSING).when(CLOSE, by=CARER).then_refused(r.EpisodeStillOpen)
    case.given(*FOUND).when(CLOSE, by=CARER).then_refused(r.EpisodeStillOpen)


def test_no_case_closes_while_an_alert_would_stop_the_child() -> None:
    excused = CloseCase(outcome=CaseOutcome.SETTLED, exception="They never answer")

    case.given(*OVER, OFFERED, HELD, ISSUED).when(excused, by=CARER).then_refused(r.AlertStillIssued)


def test_a_case_closes_once_the_alert_is_withdrawn() -> None:
    withdrawn = AlertWithdrawn(alert="sis", agency=POLICE.agency, reason=Clear("Found"))

    case.given(*OVER, OFFERED, HELD, ISSUED, withdrawn).when(CLOSE, by=CARER).then(CLOSED)


def test_no_case_of_a_found_child_closes_before_the_return_interview() -> None:
    case.given(*OVER).when(CLOSE, by=CARER).then_refused(r.ReturnInterviewFirst, "exception")
    case.given(*OVER, OFFERED).when(CLOSE, by=CARER).then_refused(r.ReturnInterviewFirst, "exception")


def test_an_interview_that_the_child_declined_does_not_keep_a_case_open() -> None:
    declined = ReturnInterviewDeclined(episode="first", reason=Clear("Not now"))

    case.given(*OVER, OFFERED, declined).when(CLOSE, by=CARER).then(CLOSED)


def test_an_interview_of_an_earlier_episode_does_not_count() -> None:
    again = AbsenceNoticed(episode="second", country=Country.GR)
    located = ChildLocated(
        episode="second", country=Country.GR, place=Clear("Home"), how=Clear(Located.RETURNED), by="x"
    )
    events = (*OVER, OFFERED, HELD, again, located, CHECKED, EPISODE_CLOSED)

    case.given(*events).when(CLOSE, by=CARER).then_refused(r.ReturnInterviewFirst, "exception")


def test_a_case_closes_without_an_interview_where_somebody_says_why() -> None:
    excused = CloseCase(outcome=CaseOutcome.SETTLED, exception="She has left for Canada with her aunt")
    closed = CaseClosed(outcome=Clear(CaseOutcome.SETTLED), exception=Clear("She has left for Canada with her aunt"))

    case.given(*OVER).when(excused, by=CARER).then(closed)


def test_nobody_waits_for_an_interview_with_a_child_who_died_or_was_never_away() -> None:
    dead = ChildLocated(
        episode="first", country=Country.BE, place=Clear("-"), how=Clear(Located.DECEASED), alive=False, by="police-be"
    )
    resolved = AbsenceResolved(episode="first", how=AbsenceEnd.MISTAKEN)

    case.given(*MISSING, dead, CHECKED, EPISODE_CLOSED).when(CLOSE, by=CARER).then(CLOSED)
    case.given(OPENED, ABSENT, resolved).when(CLOSE, by=CARER).then(CLOSED)


def test_where_an_agency_leads_only_that_agency_closes_the_case() -> None:
    leads = LeadAccepted(agency=GUARDIAN.agency)

    case.given(*TOGETHER, leads).when(CLOSE, by=CARER).then_refused(r.OnlyTheLeadCloses)
    case.given(*TOGETHER, leads).when(CLOSE, by=GUARDIAN).then(CLOSED)


def test_a_closed_case_is_reopened_with_a_reason() -> None:
    reopen = ReopenCase(reason="He called")

    case.given(OPENED, CLOSED).when(reopen, by=CARER).then(REOPENED)
    case.given(OPENED, CLOSED, REOPENED).when(reopen, by=CARER).then_nothing_happened()
    case.given(OPENED, CLOSED).when(ReopenCase(reason=""), by=CARER).then_refused(ReasonNeeded, "reason")


def test_an_open_case_is_not_reopened() -> None:
    case.given(OPENED).when(ReopenCase(reason="He called"), by=CARER).then_refused(r.CaseIsOpen)


def test_work_goes_on_in_a_reopened_case() -> None:
    notice = NoticeAbsence(episode="second", country=Country.GR)
    noticed = AbsenceNoticed(episode="second", country=Country.GR, last_seen_place=Clear(""), circumstances=Clear(""))

    case.given(OPENED, CLOSED, REOPENED).when(notice, by=CARER).then(noticed)


def test_an_identity_that_history_holds_after_the_closing_is_kept() -> None:
    assert case.given(OPENED, CLOSED, RECORDED, REOPENED).state.file == Open(
        opened=OPENED, identity=Identified(), reopened=True
    )


MOVE = MoveToPlaybook(playbook="be", version="2027-01", reason="The new law holds for this child too")
MOVED = CaseMovedToPlaybook(playbook="be", version="2027-01", reason=Clear(MOVE.reason))


def test_who_runs_lantern_moves_a_case_to_another_version_of_its_rules_once() -> None:
    case.given(OPENED).when(MOVE, by=LANTERN).then(MOVED)
    case.given(OPENED, MOVED).when(MOVE, by=LANTERN).then_nothing_happened()
    case.given(OPENED, MOVED).when(replace(MOVE, version="2027-02"), by=LANTERN).then(replace(MOVED, version="2027-02"))


def test_a_case_is_moved_with_a_reason_while_it_is_open() -> None:
    case.given(OPENED).when(replace(MOVE, reason=" "), by=LANTERN).then_refused(ReasonNeeded, "reason")
    case.given(OPENED, CLOSED).when(MOVE, by=LANTERN).then_refused(CaseIsClosed)
    case.given(OPENED).when(MOVE, by=HOTLINE).then_refused(NotInThisCase)
    assert case.given(OPENED, CLOSED, MOVED).state == case.given(OPENED, CLOSED).state
