"""The checks of a case's file: how risk was lowered, which alerts stood, and emergency access that nobody reviewed."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import events as e
from domain.case.codes import EmergencyFinding
from domain.codes import AlertKind, Country, RiskLevel
from domain.events import Event
from projections.findings import Check, Why, files, state_of
from tests.projections.findings.stories import Story, cited, told
from tests.projections.given.cases import LOCATED, RESUMED, noticed
from tests.projections.given.facts import CASE, DUTY, FILE, START, Log, fold, sealed
from tests.projections.given.tasks import opened

DAY = timedelta(days=1)
HIGH = e.RiskRaised(level=RiskLevel.HIGH, reason=sealed())
PROPOSED = e.RiskLoweringProposed(level=RiskLevel.LOW, reason=sealed("why"), by="police-be-1", agency="police-be")
DECLINED = e.RiskLoweringDeclined(
    level=RiskLevel.LOW, reason=sealed(), proposed_by="police-be-1", declined_by="guardian-be-1"
)
LOWERED = e.RiskLowered(level=RiskLevel.LOW, proposed_by="police-be-1", confirmed_by="guardian-be-1")
ALONE = e.RiskLowered(level=RiskLevel.LOW, proposed_by="police-be-1", confirmed_by="police-be-1")
ASSESSED_LOW = e.RiskAssessed(level=RiskLevel.LOW)
SIS = e.AlertIssued(alert="alert-1", kind=AlertKind.SIS, country=Country.BE, agency="police-be")
PUBLIC = e.AlertIssued(alert="alert-2", kind=AlertKind.CHILD_ALERT, country=Country.BE, agency="police-be")
WITHDRAWN = e.AlertWithdrawn(alert="alert-1", agency="police-be", reason=sealed())


def test_a_level_that_two_people_lowered_for_a_reason_is_no_finding() -> None:
    assert Story(HIGH, PROPOSED, LOWERED).found(DAY) == []


@pytest.mark.parametrize(
    ("story", "why"),
    [
        ((HIGH, LOWERED), Why.NOT_PROPOSED),
        ((HIGH, PROPOSED, DECLINED, LOWERED), Why.NOT_PROPOSED),
        ((HIGH, PROPOSED, ALONE), Why.ONE_PERSON),
        ((HIGH, ASSESSED_LOW), Why.BY_ASSESSMENT),
    ],
)
def test_a_level_that_went_down_without_a_reason_of_one_and_the_word_of_another_is_found(
    story: tuple[Event, ...], why: Why
) -> None:
    (finding,) = Story(*story).found(DAY)

    assert (finding.check, finding.why, finding.over) == (Check.DOWNGRADED, why, None)


def test_it_is_over_once_the_level_is_up_again_where_it_was() -> None:
    half = e.RiskRaised(level=RiskLevel.MEDIUM, reason=sealed())

    (still,) = Story(HIGH, ALONE, half).found(DAY)
    (over,) = Story(HIGH, ALONE, half, HIGH, HIGH).found(DAY)

    assert (state_of(still), state_of(over)) == ("open", "over")
    assert cited(over) == ["RiskLowered", "RiskRaised"]
    assert over.over == START + timedelta(minutes=5)


def test_an_alert_may_stand_for_a_while_after_the_child_is_found_and_not_longer() -> None:
    story = Story(SIS, PUBLIC, LOCATED)

    assert story.found(timedelta(hours=1)) == []
    assert [each.detail for each in story.found(timedelta(hours=3))] == ["child-alert"]
    assert [each.detail for each in story.found(2 * DAY)] == ["child-alert", "sis"]


def test_of_two_alerts_that_stand_after_one_return_each_is_a_finding_of_its_own() -> None:
    found = Story(SIS, PUBLIC, LOCATED).found(2 * DAY)
    later = Story(SIS, PUBLIC, LOCATED, RESUMED, LOCATED).found(2 * DAY)

    assert len({each.key for each in (*found, *later)}) == 4


def test_an_alert_that_is_withdrawn_in_time_or_stands_for_a_child_who_is_missing_is_no_finding() -> None:
    assert Story(SIS, LOCATED, WITHDRAWN).found(2 * DAY) == []
    assert Story(SIS).found(2 * DAY) == []
    assert Story(SIS, LOCATED, RESUMED).found(2 * DAY) == []
    assert Story(SIS, noticed("episode-2")).found(2 * DAY) == []


def test_an_alert_that_outlived_a_second_disappearance_is_found_when_it_outlives_the_return() -> None:
    (stands,) = Story(SIS, LOCATED, RESUMED, LOCATED).found(2 * DAY)

    assert (state_of(stands), stands.detail) == ("open", "sis")
    assert Story(SIS, LOCATED, RESUMED, LOCATED, WITHDRAWN).found(2 * DAY) == []


def test_an_alert_that_stood_too_long_is_a_finding_that_is_over() -> None:
    log = Log()
    log.tell(FILE, SIS, LOCATED, LOCATED)
    file = fold(files.VIEW, log.facts)
    story = Story(SIS, LOCATED)

    (finding,) = story.found(2 * DAY)

    assert [each.found for each in next(iter(file.values())).alerts if each.found] != []
    assert (finding.check, finding.agency, cited(finding)) == (
        Check.ALERT_OPEN,
        "police-be",
        ["AlertIssued", "ChildLocated"],
    )


TAKEN = e.EmergencyAccessTaken(
    access="access-1",
    agency="hotline-be",
    member="hotline-be-1",
    until=START + timedelta(minutes=4),
    reason=sealed(),
    circumstances=sealed(),
)
OTHER = e.EmergencyAccessReviewed(access="access-9", finding=EmergencyFinding.WAS_NEEDED, note=sealed())
REVIEWED = e.EmergencyAccessReviewed(access="access-1", finding=EmergencyFinding.WAS_NEEDED, note=sealed())


def test_emergency_access_waits_for_its_review_from_its_end_on() -> None:
    story = Story().file(TAKEN, OTHER, by="hotline-be")

    assert story.found(timedelta(minutes=4)) == []
    assert told(story.found(timedelta(minutes=5))) == [("emergency-unreviewed", "hotline-be", False)]


def test_a_review_that_came_late_ends_the_finding_and_one_in_time_leaves_none() -> None:
    in_time = Story().file(TAKEN, by="hotline-be").file(REVIEWED)
    late = Story(HIGH, HIGH).file(TAKEN, by="hotline-be").file(REVIEWED, REVIEWED)

    assert in_time.found(DAY) == []
    (finding,) = late.found(DAY)
    assert (state_of(finding), cited(finding)) == ("over", ["EmergencyAccessTaken", "EmergencyAccessReviewed"])


def test_an_alert_that_was_withdrawn_after_its_time_stays_on_record() -> None:
    early = e.AlertIssued(alert="alert-2", kind=AlertKind.CHILD_ALERT, country=Country.BE, agency="police-be")
    log = Log()
    log.tell(FILE, early, LOCATED)
    log.tell("directory.agency.police-be", *[HIGH] * 150)
    log.tell(FILE, e.AlertWithdrawn(alert="alert-2", agency="police-be", reason=sealed()))
    story = Story()
    story.log = log

    (finding,) = story.found(DAY)

    assert (state_of(finding), cited(finding)[-1]) == ("over", "AlertWithdrawn")


@pytest.mark.parametrize(
    ("events", "spotless"),
    [
        ((HIGH, PROPOSED, LOWERED, SIS, WITHDRAWN), True),
        ((SIS, LOCATED), False),
        ((TAKEN,), False),
        ((HIGH, ALONE), False),
    ],
)
def test_a_file_in_which_nothing_can_be_found_says_so(events: tuple[Event, ...], *, spotless: bool) -> None:
    assert fold(files.VIEW, Story(*events).log.facts)[CASE].spotless is spotless


def test_only_what_is_checked_touches_the_document_of_a_file() -> None:
    log = Log()
    log.tell(DUTY, opened())
    log.tell("directory.agency.police-be", HIGH)
    log.tell(FILE, noticed())
    log.tell(f"{FILE.removesuffix('.file')}.audit", HIGH)

    assert [len(files.VIEW.keys(fact)) for fact in log.facts] == [0, 0, 1, 0]
