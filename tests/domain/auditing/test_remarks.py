"""Remarks: who makes, answers and settles one, and that nobody takes one back."""

from __future__ import annotations

from typing import get_args

from msgspec.structs import replace

from domain.auditing import events as e
from domain.auditing import refusals as r
from domain.auditing.commands import AnswerRemark, MakeRemark, RemarkCommand, SettleRemark
from domain.auditing.decider import DECIDER, between, originator
from domain.codes import Country, Role
from domain.deciding import For
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import Clear
from domain.task.events import TaskWentOverdue
from tests.domain.cast import GUARDIAN, NOW, POLICE, Actor
from tests.domain.given_when_then import Stories

remarks = Stories(DECIDER)
CASE, ONE = "0195612345677000a0000000000000c1", "0195612345677000a0000000000000e1"
AUDITOR = Actor("auditor-gr-1", "auditor-gr", Role.AUDITOR, Country.GR)
ELSEWHERE = Actor("auditor-fr-1", "auditor-fr", Role.AUDITOR, Country.FR)
BOTH = between("auditor-gr", POLICE.agency)

MAKE = MakeRemark(case=CASE, remark=ONE, agency=POLICE.agency, check="late", anchor="a1", facts=("f1",), words="Why?")
MADE = e.RemarkMade(
    case=CASE,
    remark=ONE,
    by_agency="auditor-gr",
    agency=POLICE.agency,
    check="late",
    anchor="a1",
    facts=("f1",),
    words=Clear("Why?"),
)
ANSWERED = e.RemarkAnswered(remark=ONE, agency=POLICE.agency, words=Clear("The radio was down"))
SETTLED = e.RemarkSettled(remark=ONE, words=Clear("Understood"))
ANSWER, SETTLE = AnswerRemark(remark=ONE, words="The radio was down"), SettleRemark(remark=ONE, words="Understood")


def test_a_remark_is_for_who_made_it_and_for_whom_it_asks() -> None:
    remarks.given().when(MAKE, AUDITOR).then(For(MADE, BOTH))


def test_a_remark_that_asks_nobody_is_for_the_auditors_alone() -> None:
    alone = between("auditor-gr", None)

    remarks.given().when(replace(MAKE, agency=None), AUDITOR).then(For(replace(MADE, agency=None), alone))
    assert alone.agencies == ("auditor-gr",)
    assert originator(CASE) == f"case.{CASE}.audit"


def test_a_remark_is_made_once_under_its_identifier() -> None:
    remarks.given(MADE).when(MAKE, AUDITOR).then_nothing_happened()
    assert DECIDER.fold([MADE, replace(MADE, agency="guardian-gr")]) == DECIDER.fold([MADE])


def test_only_auditors_remark_and_a_remark_says_something() -> None:
    remarks.given().when(MAKE, POLICE).then_refused(r.AuditorsOnly)
    remarks.given().when(replace(MAKE, words=" "), AUDITOR).then_refused(ReasonNeeded, "words")


def test_who_is_asked_answers_as_often_as_there_is_more_to_say() -> None:
    remarks.given(MADE).when(ANSWER, POLICE).then(For(ANSWERED, BOTH))
    remarks.given(MADE, ANSWERED).when(ANSWER, POLICE).then(For(ANSWERED, BOTH))


def test_nobody_else_answers() -> None:
    remarks.given(MADE).when(ANSWER, GUARDIAN).then_refused(r.RemarkNotForYou)
    remarks.given(replace(MADE, agency=None)).when(ANSWER, POLICE).then_refused(r.RemarkNotForYou)
    remarks.given().when(ANSWER, POLICE).then_refused(r.NoSuchRemark, "remark")


def test_who_asked_settles_it_once_and_then_nothing_is_left_to_answer() -> None:
    remarks.given(MADE).when(SETTLE, AUDITOR).then(For(SETTLED, BOTH))
    remarks.given(MADE, SETTLED).when(SETTLE, AUDITOR).then_nothing_happened()
    remarks.given(MADE, SETTLED).when(ANSWER, POLICE).then_refused(r.RemarkIsSettled)


def test_neither_the_audited_nor_other_auditors_settle_it() -> None:
    remarks.given(MADE).when(SETTLE, POLICE).then_refused(r.AuditorsOnly)
    remarks.given(MADE).when(SETTLE, ELSEWHERE).then_refused(r.NotYourRemark)


def test_whatever_is_asked_and_by_whom_a_remark_that_was_made_is_never_gone() -> None:
    story = DECIDER.fold([MADE, ANSWERED, SETTLED, TaskWentOverdue(due_at=NOW), replace(SETTLED, remark="none")])

    assert [*story] == [ONE]
    assert story[ONE].settled
    assert {command.__name__ for command in get_args(RemarkCommand)} == {"MakeRemark", "AnswerRemark", "SettleRemark"}
