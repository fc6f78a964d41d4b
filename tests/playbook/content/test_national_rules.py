"""The rules of one country: what differs there from common practice."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import events as e
from domain.codes import AgeBand, Classification, RiskLevel
from domain.privacy import NOTHING
from tests.playbook.story import Story, absent, duties, located, reported, withdrawn

FIFTEEN = e.AgeBandRecorded(band=AgeBand.FROM_13)
MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


def test_in_france_an_absence_noticed_at_night_is_declared_within_an_hour() -> None:
    story = Story("carer.fr")

    task = duties(story.tell(absent("fr"), by="carer.fr", after=2 * HOUR))["carer.fr", "report-to-police"]

    assert story.now.hour == 22
    assert task.due_at == story.now + HOUR


@pytest.mark.parametrize(
    "happened",
    [
        e.RiskRaised(level=RiskLevel.HIGH, reason=NOTHING),
        e.AgeBandRecorded(band=AgeBand.UNDER_13),
        e.AgeBandRecorded(band=AgeBand.UNKNOWN),
        e.AbsenceClassified(episode="first", classification=Classification.WORRYING),
    ],
)
def test_in_belgium_the_waiting_ends(happened: e.CaseEvent) -> None:
    story = Story("carer.be")
    story.tell(FIFTEEN, by="carer.be")
    story.tell(absent("be"), by="carer.be")

    follows = story.tell(happened, by="carer.be")

    assert duties(follows)["carer.be", "report-to-police"].due_at == story.now + HOUR
    assert len(withdrawn(follows)) == 1


def test_nobody_waits_with_a_child_whose_age_nobody_has_recorded() -> None:
    story = Story("carer.be")

    tasks = duties(story.tell(absent("be"), by="carer.be"))

    assert tasks["carer.be", "report-to-police"].due_at == story.now + HOUR


def test_in_france_what_was_called_worrying_is_reported_at_once() -> None:
    story = Story("carer.fr", "police.fr")
    before = duties(story.tell(absent("fr"), by="carer.fr"))["carer.fr", "report-to-police"]
    worrying = e.AbsenceClassified(episode="first", classification=Classification.WORRYING)

    follows = duties(story.tell(worrying, by="carer.fr"))

    assert before.due_at == story.now + 2 * HOUR - MINUTE
    assert follows["carer.fr", "report-to-police"].due_at == story.now + HOUR
    assert ("police.fr", "look-at-risk-again") in follows


def test_missing_after_reasonable_steps_is_not_the_end_of_the_search() -> None:
    story = Story("carer.uk", "protection.uk")
    story.tell(absent("uk"), by="carer.uk")
    stopped = e.AbsenceClassified(episode="first", classification=Classification.AFTER_REASONABLE_STEPS)

    tasks = duties(story.tell(stopped, by="protection.uk"))

    assert list(tasks) == [("protection.uk", "hold-mars-meeting")]


def test_france_tells_the_prosecutor_within_48_hours_of_the_report() -> None:
    story = Story("carer.fr", "police.fr")
    story.tell(absent("fr"), by="carer.fr")

    tasks = duties(story.tell(reported("police.fr", "carer.fr"), by="carer.fr"))

    assert tasks["police.fr", "inform-prosecutor"].due_at == story.now + 48 * HOUR
    assert tasks["police.fr", "inform-prosecutor"].mark == "S"
    assert ("police.fr", "enter-national-file") in tasks


def test_the_united_kingdom_is_not_asked_for_a_schengen_alert() -> None:
    story = Story("carer.uk", "police.uk")
    story.tell(absent("uk"), by="carer.uk")

    tasks = duties(story.tell(reported("police.uk", "carer.uk"), by="carer.uk"))

    assert ("police.uk", "request-sis-alert") not in tasks
    assert tasks["police.uk", "enter-national-file"].due_at == story.now + 48 * HOUR


def test_england_offers_the_return_interview_within_72_hours() -> None:
    story = Story("carer.be", "police.be", "protection.uk")
    story.tell(absent("be"), by="carer.be")

    tasks = duties(story.tell(located("uk"), by="protection.uk"))

    assert tasks["protection.uk", "offer-return-interview"].due_at == story.now + 72 * HOUR
    assert tasks["protection.uk", "offer-return-interview"].mark == "S"
