"""The band of ages and the kind of an absence: two codes in clear, because rules depend on them."""

from __future__ import annotations

import pytest

from domain.case.commands import ClassifyAbsence, RecordAgeBand
from domain.case.episode.refusals import AlreadyLocated, NoAbsenceNoticed
from domain.case.events import AbsenceClassified, AgeBandRecorded
from domain.case.refusals import NotForYourRole
from domain.codes import AgeBand, Classification
from domain.deciding.refusals import ReasonNeeded
from domain.privacy import NOTHING, Clear
from tests.domain.case.stories import ABSENT, LOCATED, OPENED, TOGETHER, case
from tests.domain.cast import ASYLUM, CARER, POLICE

YOUNG = AgeBandRecorded(band=AgeBand.UNDER_13)


def called(what: Classification, reason: str = "") -> AbsenceClassified:
    return AbsenceClassified(episode="first", classification=what, reason=Clear(reason))


def test_whoever_knows_how_old_the_child_is_says_so_once() -> None:
    case.given(*TOGETHER).when(RecordAgeBand(band=AgeBand.UNDER_13), by=ASYLUM).then(YOUNG)
    case.given(*TOGETHER, YOUNG).when(RecordAgeBand(band=AgeBand.UNDER_13), by=CARER).then_nothing_happened()
    case.given(OPENED).when(RecordAgeBand(band=AgeBand.UNKNOWN), by=CARER).then_nothing_happened()


def test_an_absence_is_classified_while_the_child_is_missing() -> None:
    classify = ClassifyAbsence(classification=Classification.WORRYING)

    case.given(OPENED).when(classify, by=CARER).then_refused(NoAbsenceNoticed)
    case.given(OPENED, ABSENT).when(classify, by=CARER).then(called(Classification.WORRYING))
    case.given(OPENED, ABSENT, LOCATED).when(classify, by=CARER).then_refused(AlreadyLocated)
    again = case.given(OPENED, ABSENT, called(Classification.WORRYING))
    again.when(classify, by=CARER).then_nothing_happened()


@pytest.mark.parametrize("reason", ["", " "])
def test_what_was_called_worrying_is_called_less_with_a_reason_only(reason: str) -> None:
    before = case.given(OPENED, ABSENT, called(Classification.WORRYING))
    less = ClassifyAbsence(classification=Classification.OUTING, reason=reason)
    why = "She rang from her aunt's"

    before.when(less, by=CARER).then_refused(ReasonNeeded, "reason")
    told = before.when(ClassifyAbsence(classification=Classification.OUTING, reason=why), by=CARER)
    told.then(called(Classification.OUTING, why))


def test_another_absence_is_classified_anew() -> None:
    before = AbsenceClassified(episode="earlier", classification=Classification.WORRYING, reason=NOTHING)

    story = case.given(OPENED, ABSENT, before)

    story.when(ClassifyAbsence(classification=Classification.RUNAWAY), by=CARER).then(called(Classification.RUNAWAY))


def test_the_asylum_authority_classifies_nothing() -> None:
    story = case.given(*TOGETHER, ABSENT)

    story.when(ClassifyAbsence(classification=Classification.OUTING), by=ASYLUM).then_refused(NotForYourRole)
    story.when(ClassifyAbsence(classification=Classification.OUTING), by=POLICE).then(called(Classification.OUTING))
