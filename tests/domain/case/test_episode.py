"""One disappearance, from the absence noticed to the episode closed."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from domain.case.codes import SEEN, AbsenceEnd, CheckResult, EpisodeOutcome, Located
from domain.case.commands import (
    CheckSafeAndWell,
    CloseEpisode,
    LocateChild,
    NoticeAbsence,
    ReopenEpisode,
    ResolveAbsence,
)
from domain.case.episode import refusals as r
from domain.case.events import AbsenceNoticed, AbsenceResolved, EpisodeClosed, EpisodeReopened, SafeAndWellChecked
from domain.codes import Country
from domain.deciding.refusals import InTheFuture, ReasonNeeded
from domain.privacy import Clear
from tests.domain.case.stories import (
    ABSENT,
    CHECKED,
    EPISODE_CLOSED,
    FOUND,
    LOCATED,
    MISSING,
    OVER,
    REPORT_REFUSED,
    TOGETHER,
    case,
)
from tests.domain.cast import CARER, EARLIER, POLICE, POLICE_BE, TOMORROW

NOTICE = NoticeAbsence(
    episode="first", country=Country.GR, last_seen_at=EARLIER, last_seen_place="Gate", circumstances="No bag"
)
NOTICED = AbsenceNoticed(
    episode="first",
    country=Country.GR,
    last_seen_at=EARLIER,
    last_seen_place=Clear("Gate"),
    circumstances=Clear("No bag"),
)
AGAIN = NoticeAbsence(episode="second", country=Country.GR)
RESOLVE = ResolveAbsence(how=AbsenceEnd.RETURNED, note="Was at a friend's")
RESOLVED = AbsenceResolved(episode="first", how=AbsenceEnd.RETURNED, note=Clear("Was at a friend's"))
LOCATE = LocateChild(country=Country.BE, place="A station", how=Located.CHECK)
CHECK = CheckSafeAndWell(result=CheckResult.SAFE, note="Tired")
CLOSE = CloseEpisode(outcome=EpisodeOutcome.NEW_PLACE)
EXCUSED = CloseEpisode(outcome=EpisodeOutcome.NOT_FOUND, exception="Came of age without a trace")
REOPEN = ReopenEpisode(reason="It was another girl")
REOPENED = EpisodeReopened(episode="first", reason=Clear("It was another girl"))


def test_an_absence_is_noticed_and_an_episode_begins() -> None:
    case.given(*TOGETHER).when(NOTICE, by=CARER).then(NOTICED)


def test_noticing_the_same_absence_again_changes_nothing() -> None:
    case.given(*TOGETHER, NOTICED).when(NOTICE, by=CARER).then_nothing_happened()
    case.given(*OVER).when(NOTICE, by=CARER).then_nothing_happened()


def test_a_child_disappears_once_at_a_time() -> None:
    case.given(*TOGETHER, ABSENT).when(AGAIN, by=CARER).then_refused(r.EpisodeOpen)
    case.given(*FOUND).when(AGAIN, by=CARER).then_refused(r.EpisodeOpen)


def test_a_child_can_disappear_again_after_an_episode() -> None:
    state = case.given(*OVER).when(AGAIN, by=CARER).then(AbsenceNoticed(episode="second", country=Country.GR))

    assert state.episodes.known == ("first", "second")


def test_a_child_was_last_seen_in_the_past() -> None:
    command = NoticeAbsence(episode="first", country=Country.GR, last_seen_at=TOMORROW)

    case.given(*TOGETHER).when(command, by=CARER).then_refused(InTheFuture, "last_seen_at")


def test_an_absence_that_was_none_is_resolved_without_a_report() -> None:
    case.given(*TOGETHER, ABSENT).when(RESOLVE, by=CARER).then(RESOLVED)
    case.given(*TOGETHER, ABSENT, RESOLVED).when(RESOLVE, by=CARER).then_nothing_happened()


def test_an_absence_whose_report_was_refused_can_be_resolved() -> None:
    case.given(*MISSING, REPORT_REFUSED).when(RESOLVE, by=CARER).then(RESOLVED)


def test_an_absence_is_not_resolved_behind_the_back_of_the_police() -> None:
    case.given(*MISSING).when(RESOLVE, by=CARER).then_refused(r.AlreadyReported)


def test_an_absence_is_not_resolved_once_the_child_was_located() -> None:
    case.given(*TOGETHER, ABSENT, LOCATED).when(RESOLVE, by=CARER).then_refused(r.AlreadyLocated)


def test_without_an_open_episode_nothing_is_resolved_located_checked_or_closed() -> None:
    for command in (RESOLVE, LOCATE, CHECK, CLOSE):
        case.given(*TOGETHER).when(command, by=CARER).then_refused(r.NoAbsenceNoticed)
    for command in (RESOLVE, LOCATE, CHECK, CLOSE, EXCUSED):
        case.given(*OVER).when(command, by=CARER).then_refused(r.NoAbsenceNoticed)


def test_a_child_is_located_after_a_report_or_without_one() -> None:
    case.given(*MISSING).when(LOCATE, by=POLICE_BE).then(LOCATED)
    case.given(*TOGETHER, ABSENT).when(LOCATE, by=POLICE_BE).then(LOCATED)


def test_a_child_is_located_once() -> None:
    case.given(*FOUND).when(LOCATE, by=POLICE_BE).then_refused(r.AlreadyLocated)
    case.given(*FOUND).when(LOCATE, by=POLICE).then_refused(r.AlreadyLocated)


def test_a_child_who_was_found_dead_is_located_and_rules_can_tell() -> None:
    dead = LocateChild(country=Country.BE, place="A station", how=Located.DECEASED)

    case.given(*MISSING).when(dead, by=POLICE_BE).then(replace(LOCATED, how=Clear("deceased"), alive=False))


def test_somebody_checks_that_the_located_child_is_safe_and_well() -> None:
    case.given(*FOUND).when(CHECK, by=POLICE_BE).then(CHECKED)


def test_a_second_check_may_find_something_else() -> None:
    command = CheckSafeAndWell(result=CheckResult.EXPLOITED)

    case.given(*FOUND, CHECKED).when(command, by=POLICE_BE).then(
        SafeAndWellChecked(episode="first", seen=True, result=Clear(CheckResult.EXPLOITED))
    )


def test_a_child_that_nobody_located_cannot_be_checked() -> None:
    case.given(*MISSING).when(CHECK, by=CARER).then_refused(r.NotLocatedYet)


@pytest.mark.parametrize("result", CheckResult)
def test_an_episode_closes_by_itself_only_when_somebody_saw_the_child(result: CheckResult) -> None:
    seen = result in SEEN
    checked = SafeAndWellChecked(episode="first", seen=seen, result=Clear(result))
    story = case.given(*FOUND).when(CheckSafeAndWell(result=result), by=POLICE_BE)
    story.then(checked)

    closing = story.when(CLOSE, by=POLICE_BE)
    if seen:
        closing.then(EPISODE_CLOSED)
    else:
        closing.then_refused(r.SafeAndWellFirst, "exception")


def test_no_episode_closes_without_a_check_or_a_reason() -> None:
    case.given(*MISSING).when(CLOSE, by=POLICE).then_refused(r.SafeAndWellFirst, "exception")
    case.given(*FOUND).when(CLOSE, by=POLICE).then_refused(r.SafeAndWellFirst, "exception")


def test_an_episode_closes_without_a_check_where_somebody_answers_for_it() -> None:
    closed = EpisodeClosed(
        episode="first", outcome=Clear(EpisodeOutcome.NOT_FOUND), exception=Clear("Came of age without a trace")
    )

    case.given(*MISSING).when(EXCUSED, by=POLICE).then(closed)
    case.given(*FOUND).when(EXCUSED, by=POLICE).then(closed)


def test_an_episode_that_is_over_is_not_closed_again() -> None:
    case.given(*OVER).when(CLOSE, by=POLICE_BE).then_refused(r.NoAbsenceNoticed)


def test_an_episode_that_was_not_over_is_reopened_and_the_child_is_looked_for_again() -> None:
    story = case.given(*OVER).when(REOPEN, by=POLICE_BE)

    story.then(REOPENED)
    story.when(REOPEN, by=POLICE_BE).then_nothing_happened()
    story.when(LOCATE, by=POLICE_BE).then(LOCATED)


def test_an_absence_that_was_resolved_wrongly_is_reopened() -> None:
    case.given(*TOGETHER, ABSENT, RESOLVED).when(REOPEN, by=CARER).then(REOPENED)


def test_an_episode_is_reopened_with_a_reason_and_only_after_it_ended() -> None:
    case.given(*OVER).when(ReopenEpisode(reason=" "), by=CARER).then_refused(ReasonNeeded, "reason")
    case.given(*TOGETHER).when(REOPEN, by=CARER).then_refused(r.NoEpisodeYet)
    case.given(*FOUND).when(REOPEN, by=CARER).then_refused(r.EpisodeNotClosed)
    case.given(*MISSING).when(REOPEN, by=CARER).then_refused(r.EpisodeNotClosed)
