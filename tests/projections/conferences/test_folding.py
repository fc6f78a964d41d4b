"""A conference as those who were invited need it."""

from __future__ import annotations

from datetime import timedelta

from domain.conference import events as e
from domain.conference.following import task_of_decision
from domain.conference.state import Phase
from domain.events import Unknown
from projections.conferences import VIEW, Answer, Dissent, Frozen, Pin, Presence, evolve, keys
from tests.projections.conferences.held import (
    ALL,
    CALLED,
    DECIDED,
    DECISION,
    DRAFTED,
    ID,
    INVITED,
    PINNED,
    STARTS,
    approved,
    held,
    log_of,
    objected,
    text,
    there,
)
from tests.projections.given.cases import OPENED
from tests.projections.given.facts import CASE, FILE, MINUTE, START, Log, fold, sealed


def test_a_conference_is_found_by_its_identifier_and_nothing_else_is_one() -> None:
    log = Log()
    log.tell(FILE, OPENED)

    assert fold(VIEW, log.facts) == {}
    assert keys(log_of(CALLED)[0]) == (ID,)


def test_a_call_says_who_talks_when_and_about_what() -> None:
    conference = held()

    assert (conference.id, conference.case, conference.reference) == (ID, CASE, "BE-2026-0001")
    assert (conference.chair, conference.called_by, conference.invited) == ("police-be", "carer-be", INVITED)
    assert (conference.starts_at, conference.ends_at) == (STARTS, STARTS + timedelta(minutes=45))
    assert conference.agenda == text(1, "agenda", "agenda")
    assert (conference.audience, conference.phase, conference.open) == (ALL, Phase.PLANNED, True)


def test_what_was_never_called_is_no_conference_and_a_second_call_changes_nothing() -> None:
    assert fold(VIEW, log_of(e.ConferenceBegun())) == {}
    assert held(CALLED).starts_at == STARTS
    assert held(Unknown(name="ChildHeardOf", fields={})) == held()


def test_a_calendar_follows_when_a_conference_is_moved_or_cancelled() -> None:
    moved = e.ConferenceMoved(starts_at=STARTS + MINUTE, lasts_minutes=30, reason=sealed("room"))
    after = held(moved, e.ConferenceCancelled(reason=sealed("found")))

    assert (after.starts_at, after.lasts_minutes) == (STARTS + MINUTE, 30)
    assert (after.changes, after.changed_at) == (2, START + 3 * MINUTE)
    assert (after.phase, after.open, after.why) == (Phase.CANCELLED, False, text(3, "reason", "found"))
    assert held(moved).why == text(2, "reason", "room")


def test_what_was_said_last_about_coming_is_shown() -> None:
    sorry = e.ApologiesSent(agency="police-be", note=sealed("ill"))
    after = held(there("police-be"), there("carer-be"), sorry)

    assert after.present == ("carer-be",)
    ill = Presence(agency="police-be", there=False, words=text(4, "note", "ill"), at=START + 4 * MINUTE)
    assert ill in after.presence
    assert len(after.presence) == 2


def test_a_conference_begins_and_ends_at_places_of_the_log() -> None:
    after = held(e.ConferenceBegun(), e.ConferenceEnded())

    assert (after.begun_at, after.begun_position) == (START + 2 * MINUTE, 2)
    assert (after.ended_at, after.ended_position) == (START + 3 * MINUTE, 3)
    assert (after.begun_by, after.ended_by) == ("event-2", "event-3")
    assert (after.phase, after.position) == (Phase.ENDED, 3)


def test_everybody_looks_at_what_was_frozen_until_it_is_released() -> None:
    frozen = e.ViewFrozen(known_at=START, moment="event-1")

    assert held(frozen).view == Frozen(START, "event-1")
    assert held(frozen, e.ViewReleased()).view is None


def test_what_is_pinned_lies_on_the_table_until_it_is_taken_away() -> None:
    pin = Pin(fact="event-7", agency="police-be", note=text(2, "note", "pin"), at=START + 2 * MINUTE)

    assert held(PINNED).pins == (pin,)
    assert held(PINNED, e.FactUnpinned(fact="event-7")).pins == ()
    assert held(PINNED, e.FactUnpinned(fact="event-8")).pins == (pin,)


def test_a_decision_names_the_task_it_became() -> None:
    owned, free = held(DECIDED).decisions[0], e.DecisionTaken(decision="d", topic=DECIDED.topic, decided=sealed())

    assert owned.text == text(2, "decided", "decided")
    assert (owned.owner, owned.due_at, owned.position) == ("police-be", STARTS, 2)
    assert owned.task == task_of_decision(CASE, ID, DECISION)
    assert held(free).decisions[0].task is None


def test_dissent_stands_beside_a_decision_and_what_is_withdrawn_does_not_stand() -> None:
    no = e.DissentRecorded(decision=DECISION, agency="carer-be", reason=sealed("early"))
    gone = e.DecisionWithdrawn(decision=DECISION, reason=sealed("done"))
    other = e.DecisionTaken(decision="d", topic=DECIDED.topic, decided=sealed())

    after = held(DECIDED, other, no, gone)

    dissent = Dissent(agency="carer-be", reason=text(4, "reason", "early"), at=START + 4 * MINUTE)
    assert after.decisions[0].dissents == (dissent,)
    assert after.decisions[0].withdrawn == text(5, "reason", "done")
    assert [each.decision for each in after.standing] == ["d"]


def test_minutes_wait_for_all_who_were_there() -> None:
    drafted = (there("carer-be"), there("police-be"), DRAFTED)

    assert held(*drafted[:2]).awaited == ()
    assert not held(*drafted[:2]).minutes_stand
    assert held(*drafted).awaited == ("carer-be", "police-be")
    assert held(*drafted, approved("carer-be")).awaited == ("police-be",)
    assert held(*drafted, approved("carer-be"), approved("police-be")).minutes_stand


def test_an_objection_is_shown_with_its_reason_until_the_agency_approves() -> None:
    drafted = (there("police-be"), DRAFTED, objected("police-be"))
    no = Answer(agency="police-be", approved=False, reason=text(4, "reason", "no"), at=START + 4 * MINUTE)

    minutes = held(*drafted).minutes
    assert minutes is not None
    assert minutes.answers == (no,)
    assert held(*drafted, approved("police-be")).approved_by == ("police-be",)


def test_a_new_draft_waits_again_and_what_answers_an_older_one_changes_nothing() -> None:
    anew = e.MinutesDrafted(draft=2, first=2, last=9, added=sealed("anew"))
    after = held(there("police-be"), DRAFTED, approved("police-be"), anew, approved("police-be"))

    assert after.awaited == ("police-be",)
    assert after.minutes is not None
    assert (after.minutes.draft, after.minutes.text) == (2, text(5, "added", "anew"))
    assert held(approved("police-be")).minutes is None


def test_who_steers_and_who_is_invited_is_known() -> None:
    conference = held()

    assert conference.steered_by("police-be")
    assert conference.steered_by("carer-be")
    assert not conference.steered_by("asylum-be")
    assert conference.is_invited("asylum-be")
    assert not conference.is_invited("guardian-be")


def test_columns_say_when_and_how_far() -> None:
    conference = held()

    assert {name: column(conference) for name, column in VIEW.columns.items()} == {
        "case": CASE,
        "open": True,
        "starts_at": int(STARTS.timestamp()) * 1_000_000,
        "phase": "planned",
    }


def test_folding_step_by_step_is_folding_at_once() -> None:
    facts = log_of(CALLED, there("police-be"), PINNED, DECIDED, e.ConferenceEnded(), DRAFTED)
    document = None
    for fact in facts:
        document = evolve(document, fact)

    assert {ID: document} == fold(VIEW, facts)
