"""A conference is called, moved and cancelled, and it is known who comes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from msgspec.structs import replace

from domain.conference import commands as c
from domain.conference import events as e
from domain.conference import refusals as r
from domain.conference.decider import DECIDER, originator
from domain.deciding import For
from domain.deciding.refusals import ReasonNeeded
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear
from tests.domain.cast import (
    ADMIN,
    ASYLUM,
    AUDITOR,
    CHAIR,
    GUARDIAN,
    NOW,
    POLICE,
    PROTECTION,
    STRANGER,
    TOMORROW,
    Actor,
)
from tests.domain.conference.stories import (
    BEGUN,
    CALL,
    CALLED,
    OVER,
    POLICE_THERE,
    SITTING,
    all_hear,
    conference,
    invited,
)

MOVE = c.MoveConference(starts_at=TOMORROW + timedelta(hours=2), lasts_minutes=90, reason="The room is taken")
CANCEL = c.CancelConference(reason="She is back")
CANCELLED = e.ConferenceCancelled(reason=Clear("She is back"))


def test_a_conference_has_a_history_of_its_own() -> None:
    assert originator("c", "m") == "case.c.conference.m"


def test_a_conference_is_called_for_those_who_are_invited_and_calling_again_changes_nothing() -> None:
    conference.given().when(CALL, by=PROTECTION).then(*all_hear(CALLED))
    conference.given(CALLED).when(CALL, by=PROTECTION).then_nothing_happened()


def test_who_calls_is_invited_without_saying_so() -> None:
    only_police = replace(CALL, invited=(invited(POLICE),), chair=PROTECTION.agency)
    both = (invited(POLICE), invited(PROTECTION))
    called = replace(CALLED, invited=both, chair=PROTECTION.agency)
    audience = Audience(AudienceKind.NAMED, (POLICE.agency, PROTECTION.agency))

    conference.given().when(only_police, by=PROTECTION).then(For(called, audience))


@pytest.mark.parametrize("actor", [ASYLUM, AUDITOR, ADMIN], ids=lambda actor: actor.agency)
def test_who_does_not_bring_agencies_together_calls_no_conference(actor: Actor) -> None:
    conference.given().when(CALL, by=actor).then_refused(r.CannotCallConference)


def test_the_chair_is_one_of_those_invited_who_may_steer() -> None:
    calls = conference.given()

    calls.when(replace(CALL, chair="elsewhere"), by=PROTECTION).then_refused(r.ChairNotInvited, "chair")
    calls.when(replace(CALL, chair=ASYLUM.agency), by=PROTECTION).then_refused(r.CannotChair, "chair")


def test_a_conference_needs_somebody_to_talk_to() -> None:
    alone = replace(CALL, invited=(), chair=PROTECTION.agency)

    conference.given().when(alone, by=PROTECTION).then_refused(r.NobodyInvited, "invited")


def test_a_conference_that_has_just_begun_on_the_telephone_is_called_and_an_older_one_is_not() -> None:
    just_now = replace(CALL, starts_at=NOW - timedelta(minutes=59))
    long_ago = replace(CALL, starts_at=NOW - timedelta(minutes=61))
    called = replace(CALLED, starts_at=just_now.starts_at)

    conference.given().when(just_now, by=PROTECTION).then(*all_hear(called))
    conference.given().when(long_ago, by=PROTECTION).then_refused(r.StartsInThePast, "starts_at")


def test_nothing_can_be_done_with_a_conference_that_was_not_called() -> None:
    conference.given().when(c.BeginConference(), by=CHAIR).then_refused(r.NoSuchConference)


def test_who_is_not_invited_does_nothing_in_a_conference() -> None:
    for command in (MOVE, c.BeginConference(), c.SendApologies(agency=STRANGER.agency), CANCEL):
        conference.given(CALLED).when(command, by=STRANGER).then_refused(r.NotInvited)


@pytest.mark.parametrize("actor", [CHAIR, PROTECTION], ids=lambda actor: actor.agency)
def test_who_is_in_the_chair_and_who_called_move_a_conference(actor: Actor) -> None:
    moved = e.ConferenceMoved(starts_at=MOVE.starts_at, lasts_minutes=90, reason=Clear("The room is taken"))

    conference.given(CALLED).when(MOVE, by=actor).then(*all_hear(moved))
    conference.given(CALLED, moved).when(MOVE, by=actor).then_nothing_happened()


def test_who_is_only_invited_steers_nothing() -> None:
    for command in (MOVE, CANCEL, c.BeginConference(), c.EndConference()):
        conference.given(CALLED).when(command, by=POLICE).then_refused(r.NotYoursToSteer)


def test_a_conference_is_not_moved_into_the_past() -> None:
    past = replace(MOVE, starts_at=NOW - timedelta(days=1))

    conference.given(CALLED).when(past, by=CHAIR).then_refused(r.StartsInThePast, "starts_at")


def test_a_conference_is_cancelled_with_a_reason_and_then_nothing_more_happens_in_it() -> None:
    conference.given(CALLED).when(CANCEL, by=CHAIR).then(*all_hear(CANCELLED))
    conference.given(CALLED).when(c.CancelConference(reason=" "), by=CHAIR).then_refused(ReasonNeeded, "reason")
    conference.given(CALLED, CANCELLED).when(CANCEL, by=CHAIR).then_nothing_happened()
    conference.given(CALLED, CANCELLED).when(MOVE, by=CHAIR).then_refused(r.WasCancelled)


def test_what_has_begun_is_neither_moved_nor_cancelled() -> None:
    conference.given(*SITTING).when(MOVE, by=CHAIR).then_refused(r.ConferenceHasBegun)
    conference.given(*SITTING).when(CANCEL, by=CHAIR).then_refused(r.ConferenceHasBegun)
    conference.given(*OVER).when(CANCEL, by=CHAIR).then_refused(r.ConferenceHasEnded)


def test_an_agency_sends_its_own_apologies_and_who_steers_those_of_others() -> None:
    sorry = e.ApologiesSent(agency=GUARDIAN.agency, note=Clear("At court"))
    send = c.SendApologies(agency=GUARDIAN.agency, note="At court")

    conference.given(CALLED).when(send, by=GUARDIAN).then(*all_hear(sorry))
    conference.given(CALLED).when(send, by=CHAIR).then(*all_hear(sorry))
    conference.given(CALLED).when(send, by=POLICE).then_refused(r.NotYoursToSteer)
    conference.given(CALLED, sorry).when(replace(send, note=""), by=GUARDIAN).then_nothing_happened()


def test_once_they_sit_who_steers_takes_nobody_out_who_is_there_and_takes_part_in_the_case() -> None:
    send = c.SendApologies(agency=POLICE.agency)
    sorry = e.ApologiesSent(agency=POLICE.agency)

    conference.given(*OVER).when(send, by=CHAIR).then_refused(r.TheyWereThere, "agency")
    conference.given(*OVER).when(send, by=POLICE).then(*all_hear(sorry))
    conference.given(*SITTING).when(send, by=CHAIR).then_refused(r.TheyWereThere, "agency")
    conference.given(*OVER).when(replace(send, left=True), by=CHAIR).then(*all_hear(sorry))
    absent = c.SendApologies(agency=GUARDIAN.agency)
    conference.given(*OVER).when(absent, by=CHAIR).then(*all_hear(e.ApologiesSent(agency=GUARDIAN.agency)))


def test_nobody_answers_for_who_is_not_invited() -> None:
    there = c.RecordAttendance(agency=STRANGER.agency)

    conference.given(CALLED).when(there, by=CHAIR).then_refused(r.AgencyNotInvited, "agency")


def test_who_is_there_is_recorded_with_who_came_for_it() -> None:
    there = c.RecordAttendance(agency=POLICE.agency, who="Nikos")

    conference.given(CALLED).when(there, by=POLICE).then(*all_hear(POLICE_THERE))
    conference.given(CALLED, POLICE_THERE).when(replace(there, who=""), by=POLICE).then_nothing_happened()


def test_what_was_said_last_about_coming_holds() -> None:
    sorry = e.ApologiesSent(agency=POLICE.agency)
    both = DECIDER.fold([CALLED, POLICE_THERE, sorry])

    assert (both.present, both.apologies) == ((), (POLICE.agency,))  # type: ignore[union-attr]
    again = DECIDER.fold([POLICE_THERE], both)
    assert (again.present, again.apologies) == ((POLICE.agency,), ())  # type: ignore[union-attr]


def test_a_conference_begins_with_everybody_looking_at_the_case_as_it_is_known_then() -> None:
    frozen = e.ViewFrozen(known_at=NOW)

    conference.given(CALLED).when(c.BeginConference(), by=CHAIR).then(*all_hear(BEGUN, frozen))
    conference.given(*SITTING).when(c.BeginConference(), by=CHAIR).then_nothing_happened()
    conference.given(*OVER).when(c.BeginConference(), by=CHAIR).then_refused(r.ConferenceHasEnded)


def test_a_conference_ends_once_somebody_was_there() -> None:
    end = c.EndConference()

    conference.given(*SITTING).when(end, by=CHAIR).then(*all_hear(e.ConferenceEnded()))
    conference.given(CALLED).when(end, by=CHAIR).then_refused(r.ConferenceNotBegun)
    conference.given(CALLED, BEGUN).when(end, by=CHAIR).then_refused(r.NobodyPresent)
    conference.given(*OVER).when(end, by=CHAIR).then_nothing_happened()
