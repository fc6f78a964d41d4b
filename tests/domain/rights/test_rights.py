"""What is recorded can be disputed and corrected by a further fact, and the child gets to read what is recorded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from msgspec.structs import replace

from domain.case.codes import CaseOutcome
from domain.case.commands import (
    AnswerDispute,
    CorrectRecord,
    DisputeRecord,
    GrantSubjectAccess,
    RefuseSubjectAccess,
    RequestSubjectAccess,
)
from domain.case.events import (
    CaseClosed,
    DisputeAnswered,
    RecordCorrected,
    RecordDisputed,
    SubjectAccessGranted,
    SubjectAccessRefused,
    SubjectAccessRequested,
)
from domain.case.refusals import NotInThisCase
from domain.case.rights import refusals as r
from domain.case.rights.codes import AccessGround, Asking, DisputeFinding
from domain.case.rights.decider import KEPT_READY, a_month_after
from domain.deciding.refusals import ReasonNeeded, Refused
from domain.privacy import Clear
from tests.domain.case.stories import OPENED, TOGETHER, case
from tests.domain.cast import CARER, NOW, POLICE, STRANGER, Actor

OFFICER = replace(CARER, offices=("worker", "data-protection"))
CORRECT = CorrectRecord(
    fact="e-1",
    event="SightingRecorded",
    field="place",
    recorded_by=CARER.agency,
    text="The north gate",
    reason="misheard",
)
CORRECTED = RecordCorrected(
    fact="e-1",
    event="SightingRecorded",
    field="place",
    recorded_by=CARER.agency,
    location=Clear("The north gate"),
    reason=Clear("misheard"),
)
DISPUTE = DisputeRecord(
    dispute="d-1",
    fact="e-1",
    event="SightingRecorded",
    recorded_by=CARER.agency,
    asked_by=Asking.CHILD,
    words="I was not there",
)
DISPUTED = RecordDisputed(
    dispute="d-1",
    fact="e-1",
    event="SightingRecorded",
    recorded_by=CARER.agency,
    asked_by=Asking.CHILD,
    words=Clear("I was not there"),
)
ANSWER = AnswerDispute(dispute="d-1", finding=DisputeFinding.CORRECTED, words="It was her sister")
ANSWERED = DisputeAnswered(dispute="d-1", finding=DisputeFinding.CORRECTED, words=Clear("It was her sister"))
ASK = RequestSubjectAccess(request="r-1", asked_by=Asking.GUARDIAN, identified="The order of the court, seen")
GRANT = GrantSubjectAccess(request="r-1", withheld=("e-7",), reason="It names another child")
REFUSE = RefuseSubjectAccess(request="r-1", ground=AccessGround.NOT_ENTITLED, words="Not the guardian")


def asked(by: Actor = CARER) -> SubjectAccessRequested:
    return SubjectAccessRequested(
        request="r-1",
        of_agency=by.agency,
        asked_by=Asking.GUARDIAN,
        due_at=a_month_after(NOW),
        identified=Clear("The order of the court, seen"),
        words=Clear(""),
    )


def granted() -> SubjectAccessGranted:
    return SubjectAccessGranted(
        request="r-1", until=NOW + KEPT_READY, withheld=("e-7",), reason=Clear("It names another child")
    )


def test_who_recorded_a_fact_corrects_a_text_of_it_under_the_same_key() -> None:
    case.given(*TOGETHER).when(CORRECT, by=CARER).then(CORRECTED)


@pytest.mark.parametrize(
    "change", [{"event": "NoSuchFact"}, {"field": "country"}, {"event": "ChildLocated", "field": "how"}]
)
def test_what_is_no_text_of_a_fact_cannot_be_corrected_like_one(change: dict[str, str]) -> None:
    case.given(*TOGETHER).when(replace(CORRECT, **change), by=CARER).then_refused(r.NoSuchText, "field")


def test_another_agency_does_not_correct_but_disputes() -> None:
    case.given(*TOGETHER).when(CORRECT, by=POLICE).then_refused(r.OnlyWhoRecordedCorrects)
    case.given(*TOGETHER).when(DISPUTE, by=POLICE).then(DISPUTED)
    case.given(*TOGETHER, DISPUTED).when(DISPUTE, by=POLICE).then_nothing_happened()


def test_a_dispute_is_answered_once_by_who_recorded_the_fact() -> None:
    case.given(*TOGETHER, DISPUTED).when(ANSWER, by=CARER).then(ANSWERED)
    case.given(*TOGETHER, DISPUTED).when(ANSWER, by=POLICE).then_refused(r.OnlyWhoRecordedCorrects)
    case.given(*TOGETHER, DISPUTED, ANSWERED).when(ANSWER, by=CARER).then_refused(r.DisputeAnsweredAlready)
    case.given(*TOGETHER, CORRECTED).when(ANSWER, by=CARER).then_refused(r.NoSuchDispute, "dispute")


def test_who_asks_to_read_has_an_answer_within_a_month() -> None:
    case.given(*TOGETHER).when(ASK, by=CARER).then(asked())
    case.given(*TOGETHER, asked()).when(ASK, by=CARER).then_nothing_happened()


def test_the_officer_of_the_agency_that_was_asked_decides() -> None:
    case.given(*TOGETHER, asked()).when(GRANT, by=OFFICER).then(granted())
    case.given(*TOGETHER, asked()).when(REFUSE, by=OFFICER).then(
        SubjectAccessRefused(
            request="r-1", ground=Clear(AccessGround.NOT_ENTITLED.value), words=Clear("Not the guardian")
        )
    )


@pytest.mark.parametrize("command", [GRANT, REFUSE])
@pytest.mark.parametrize(
    ("by", "why", "field"),
    [
        (CARER, r.OnlyTheOfficerDecides, None),
        (replace(POLICE, offices=OFFICER.offices), r.NoSuchSubjectAccess, "request"),
    ],
)
def test_nobody_else_decides(
    command: GrantSubjectAccess | RefuseSubjectAccess, by: Actor, why: type[Refused], field: str | None
) -> None:
    case.given(*TOGETHER, asked()).when(command, by=by).then_refused(why, field)


def test_a_request_is_decided_once_and_what_is_withheld_has_a_reason() -> None:
    case.given(*TOGETHER, asked(), granted()).when(REFUSE, by=OFFICER).then_refused(r.SubjectAccessDecided)
    case.given(*TOGETHER, asked()).when(replace(GRANT, reason=" "), by=OFFICER).then_refused(ReasonNeeded, "reason")


def test_a_closed_case_is_still_corrected_disputed_and_read() -> None:
    closed = CaseClosed(outcome=Clear(CaseOutcome.SETTLED.value))

    case.given(OPENED, closed).when(DISPUTE, by=CARER).then(DISPUTED)
    case.given(OPENED, closed).when(ASK, by=CARER).then(asked())
    case.given(OPENED, closed).when(DISPUTE, by=STRANGER).then_refused(NotInThisCase)


@pytest.mark.parametrize(
    ("month", "next_one"),
    [((2026, 1, 31), (2026, 2, 28)), ((2026, 11, 22), (2026, 12, 22)), ((2026, 12, 31), (2027, 1, 31))],
)
def test_a_month_ends_on_the_same_day_or_on_the_last_one(
    month: tuple[int, int, int], next_one: tuple[int, int, int]
) -> None:
    assert a_month_after(datetime(*month, tzinfo=UTC)) == datetime(*next_one, tzinfo=UTC)
