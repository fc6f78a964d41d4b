"""What happened is written down, and stands once all who were there have approved it."""

from __future__ import annotations

from msgspec.structs import replace

from domain.conference import commands as c
from domain.conference import events as e
from domain.conference import refusals as r
from domain.conference.decider import DECIDER
from domain.deciding.refusals import Backwards, ReasonNeeded
from domain.privacy import Clear
from tests.domain.cast import CHAIR, GUARDIAN, POLICE
from tests.domain.conference.stories import CALLED, DRAFTED, OVER, SITTING, all_hear, conference

DRAFT = c.DraftMinutes(first=10, last=20, added="All agreed")
APPROVE = c.ApproveMinutes(draft=1)
OBJECT = c.ObjectToMinutes(draft=1, reason="We said no")
BY_CHAIR = e.MinutesApproved(draft=1, agency=CHAIR.agency)
BY_POLICE = e.MinutesApproved(draft=1, agency=POLICE.agency)
OBJECTED = e.MinutesObjectedTo(draft=1, agency=POLICE.agency, reason=Clear("We said no"))
STANDING = (*OVER, DRAFTED, BY_CHAIR, BY_POLICE)


def test_minutes_are_of_what_happened_between_two_places_of_the_log() -> None:
    conference.given(*OVER).when(DRAFT, by=CHAIR).then(*all_hear(DRAFTED))
    conference.given(*OVER).when(replace(DRAFT, last=9), by=CHAIR).then_refused(Backwards, "last")


def test_minutes_are_drafted_by_who_steers_once_the_conference_has_ended() -> None:
    conference.given(*SITTING).when(DRAFT, by=CHAIR).then_refused(r.ConferenceNotEnded)
    conference.given(*OVER).when(DRAFT, by=POLICE).then_refused(r.NotYoursToSteer)


def test_an_agency_that_was_there_approves_a_draft_once() -> None:
    conference.given(*OVER, DRAFTED).when(APPROVE, by=POLICE).then(*all_hear(BY_POLICE))
    conference.given(*OVER, DRAFTED, BY_POLICE).when(APPROVE, by=POLICE).then_nothing_happened()


def test_who_was_not_there_answers_no_minutes() -> None:
    conference.given(*OVER, DRAFTED).when(APPROVE, by=GUARDIAN).then_refused(r.WasNotThere)
    conference.given(*OVER, DRAFTED).when(OBJECT, by=GUARDIAN).then_refused(r.WasNotThere)


def test_there_is_nothing_to_approve_before_there_is_a_draft() -> None:
    conference.given(*OVER).when(APPROVE, by=POLICE).then_refused(r.NoMinutes)
    conference.given(CALLED).when(OBJECT, by=POLICE).then_refused(r.NoMinutes)


def test_who_read_an_older_draft_reads_the_newest_first() -> None:
    anew = replace(DRAFTED, draft=2)

    conference.given(*OVER, DRAFTED, anew).when(APPROVE, by=POLICE).then_refused(r.MinutesChanged)
    conference.given(*OVER, DRAFTED, anew).when(OBJECT, by=POLICE).then_refused(r.MinutesChanged)


def test_an_objection_is_on_record_and_can_be_followed_by_approval() -> None:
    drafted = conference.given(*OVER, DRAFTED)

    drafted.when(OBJECT, by=POLICE).then(*all_hear(OBJECTED))
    drafted.when(replace(OBJECT, reason=" "), by=POLICE).then_refused(ReasonNeeded, "reason")
    conference.given(*OVER, DRAFTED, OBJECTED).when(APPROVE, by=POLICE).then(*all_hear(BY_POLICE))


def test_who_objects_after_approving_does_not_stand_by_them_any_more() -> None:
    state = DECIDER.fold([*OVER, DRAFTED, BY_POLICE, OBJECTED])

    assert state.approved == ()  # type: ignore[union-attr]


def test_another_draft_waits_for_everybody_again() -> None:
    anew = e.MinutesDrafted(draft=2, first=10, last=20, added=Clear("All agreed"))
    state = conference.given(*OVER, DRAFTED, BY_POLICE).when(DRAFT, by=CHAIR).then(*all_hear(anew))

    assert state.approved == ()  # type: ignore[union-attr]
    assert DECIDER.fold([BY_POLICE], state) == state


def test_minutes_that_all_have_approved_stand() -> None:
    standing = conference.given(*STANDING)

    standing.when(DRAFT, by=CHAIR).then_refused(r.MinutesStand)
    standing.when(OBJECT, by=POLICE).then_refused(r.MinutesStand)
    standing.when(c.RecordAttendance(agency=GUARDIAN.agency), by=GUARDIAN).then_refused(r.MinutesStand)


def test_who_was_there_and_not_written_down_is_asked_as_well() -> None:
    late = e.AttendanceRecorded(agency=GUARDIAN.agency)
    state = DECIDER.fold([*OVER, DRAFTED, BY_CHAIR, late, BY_POLICE])

    assert not state.minutes_stand  # type: ignore[union-attr]
    assert DECIDER.fold([e.MinutesApproved(draft=1, agency=GUARDIAN.agency)], state).minutes_stand  # type: ignore[union-attr]


def test_minutes_that_nobody_has_approved_do_not_stand() -> None:
    sorry = [e.ApologiesSent(agency=each.agency) for each in (CHAIR, POLICE)]

    assert not DECIDER.fold([*OVER, DRAFTED, *sorry]).minutes_stand  # type: ignore[union-attr]
