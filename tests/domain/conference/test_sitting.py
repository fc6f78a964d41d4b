"""Those who sit together look at the same, put facts on the table, decide, and disagree."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from domain.conference import commands as c
from domain.conference import events as e
from domain.conference import refusals as r
from domain.conference.codes import Topic
from domain.conference.decider import DECIDER, audience_within
from domain.deciding import For
from domain.deciding.refusals import InTheFuture, ReasonNeeded
from domain.envelope import Audience, AudienceKind
from domain.privacy import Clear
from tests.domain.cast import ASYLUM, CHAIR, EARLIER, GUARDIAN, NOW, POLICE, PROTECTION, TOMORROW, acting
from tests.domain.conference.stories import (
    ALL,
    CALLED,
    DECIDE,
    DECIDED,
    DECISION,
    FACT,
    INVITED,
    OVER,
    PINNED,
    SITTING,
    all_hear,
    conference,
)

PIN = c.PinFact(fact=FACT, note="The station")
UNPIN = c.UnpinFact(fact=FACT)
WITHDRAW = c.WithdrawDecision(decision=DECISION, reason="It is done")
WITHDRAWN = e.DecisionWithdrawn(decision=DECISION, reason=Clear("It is done"))
DISSENT = c.RecordDissent(decision=DECISION, agency=GUARDIAN.agency, reason="Too early")


def test_everybody_looks_at_the_case_as_it_was_known_at_a_moment() -> None:
    frozen = e.ViewFrozen(known_at=EARLIER, moment=FACT)
    freeze = c.FreezeView(known_at=EARLIER, moment=FACT)

    conference.given(*SITTING).when(freeze, by=CHAIR).then(*all_hear(frozen))
    conference.given(*SITTING, frozen).when(freeze, by=CHAIR).then_nothing_happened()
    conference.given(*SITTING).when(c.FreezeView(), by=CHAIR).then(*all_hear(e.ViewFrozen(known_at=NOW)))


def test_nobody_looks_at_what_will_be_known_or_without_steering() -> None:
    ahead = c.FreezeView(known_at=TOMORROW)

    conference.given(*SITTING).when(ahead, by=CHAIR).then_refused(InTheFuture, "known_at")
    conference.given(*SITTING).when(c.FreezeView(), by=POLICE).then_refused(r.NotYoursToSteer)
    conference.given(*OVER).when(c.FreezeView(), by=CHAIR).then_refused(r.ConferenceHasEnded)


def test_everybody_looks_at_the_case_as_it_is_known_again() -> None:
    frozen = e.ViewFrozen(known_at=EARLIER)

    conference.given(CALLED, frozen).when(c.ReleaseView(), by=CHAIR).then(*all_hear(e.ViewReleased()))
    conference.given(CALLED).when(c.ReleaseView(), by=CHAIR).then_nothing_happened()


def test_every_invited_agency_puts_a_fact_on_the_table_also_before_they_sit() -> None:
    conference.given(CALLED).when(PIN, by=POLICE).then(*all_hear(PINNED))
    conference.given(*OVER).when(PIN, by=POLICE).then_refused(r.ConferenceHasEnded)


def test_a_fact_that_is_pinned_keeps_its_note() -> None:
    pinned = conference.given(CALLED, PINNED)

    pinned.when(PIN, by=POLICE).then_refused(r.PinnedAlready)
    pinned.when(replace(PIN, note=""), by=GUARDIAN).then_refused(r.PinnedAlready)
    pinned.when(replace(PIN, note=""), by=POLICE).then_nothing_happened()


def test_a_pin_of_what_was_told_in_confidence_is_for_those_of_the_circle_who_are_invited() -> None:
    context = replace(acting(POLICE), audience=Audience(AudienceKind.PROTECTED))
    circle = tuple(each.agency for each in INVITED if each.agency not in {CHAIR.agency, ASYLUM.agency})

    decided = DECIDER.decide(DECIDER.fold([CALLED]), PIN, context)

    assert decided == (For(PINNED, Audience(AudienceKind.NAMED, circle)),)


def test_that_such_a_pin_is_taken_away_nobody_else_learns() -> None:
    protected = Audience(AudienceKind.PROTECTED)
    context = replace(acting(POLICE), audience=protected)

    decided = DECIDER.decide(DECIDER.fold([CALLED, PINNED]), UNPIN, context)

    assert decided == (For(e.FactUnpinned(fact=FACT), audience_within(INVITED, protected)),)


def test_a_pin_of_what_is_for_some_is_for_those_of_them_who_are_invited() -> None:
    named = Audience(AudienceKind.NAMED, (GUARDIAN.agency, "elsewhere"))

    assert audience_within(INVITED, named) == Audience(AudienceKind.NAMED, (GUARDIAN.agency,))
    assert audience_within(INVITED, Audience()) == ALL


def test_only_what_is_pinned_is_narrowed() -> None:
    context = replace(acting(CHAIR), audience=Audience(AudienceKind.NAMED, (CHAIR.agency,)))

    assert DECIDER.decide(DECIDER.fold(SITTING), DECIDE, context) == all_hear(DECIDED)


def test_who_has_pinned_a_fact_and_who_steers_take_it_away() -> None:
    gone = all_hear(e.FactUnpinned(fact=FACT))

    conference.given(CALLED, PINNED).when(UNPIN, by=POLICE).then(*gone)
    conference.given(CALLED, PINNED).when(UNPIN, by=CHAIR).then(*gone)
    conference.given(CALLED, PINNED).when(UNPIN, by=GUARDIAN).then_refused(r.NotYourPin)
    conference.given(CALLED).when(UNPIN, by=GUARDIAN).then_nothing_happened()


def test_a_conference_decides_who_does_what_until_when() -> None:
    conference.given(*SITTING).when(DECIDE, by=CHAIR).then(*all_hear(DECIDED))
    conference.given(*SITTING, DECIDED).when(DECIDE, by=CHAIR).then_nothing_happened()


def test_a_conference_also_decides_what_nobody_has_to_do() -> None:
    known = c.TakeDecision(decision=DECISION, topic=Topic.RISK, decided="It stays high")
    taken = e.DecisionTaken(decision=DECISION, topic=Topic.RISK, decided=Clear("It stays high"))

    conference.given(*SITTING).when(known, by=CHAIR).then(*all_hear(taken))


def test_a_decision_needs_a_sitting_words_and_somebody_who_keeps_its_time() -> None:
    sitting = conference.given(*SITTING)

    conference.given(CALLED).when(DECIDE, by=CHAIR).then_refused(r.ConferenceNotBegun)
    conference.given(*OVER).when(replace(DECIDE, decision="e"), by=CHAIR).then_refused(r.ConferenceHasEnded)
    sitting.when(DECIDE, by=POLICE).then_refused(r.NotYoursToSteer)
    sitting.when(replace(DECIDE, decided=" "), by=CHAIR).then_refused(ReasonNeeded, "decided")
    sitting.when(replace(DECIDE, owner="elsewhere"), by=CHAIR).then_refused(r.AgencyNotInvited, "owner")
    sitting.when(replace(DECIDE, owner=None), by=CHAIR).then_refused(r.DueNeedsOwner, "owner")
    sitting.when(replace(DECIDE, due_at=NOW), by=CHAIR).then_refused(r.DueInThePast, "due_at")
    later = replace(DECIDE, due_at=NOW + timedelta(microseconds=1))
    sitting.when(later, by=PROTECTION).then(*all_hear(replace(DECIDED, due_at=later.due_at)))


def test_a_decision_is_withdrawn_with_a_reason_by_who_steers() -> None:
    decided = conference.given(*SITTING, DECIDED)

    decided.when(WITHDRAW, by=CHAIR).then(*all_hear(WITHDRAWN))
    decided.when(WITHDRAW, by=POLICE).then_refused(r.NotYoursToSteer)
    conference.given(*SITTING, DECIDED, WITHDRAWN).when(WITHDRAW, by=CHAIR).then_nothing_happened()
    conference.given(*SITTING).when(WITHDRAW, by=CHAIR).then_refused(r.NoSuchDecision)


def test_an_agency_disagrees_and_the_decision_stands() -> None:
    dissent = e.DissentRecorded(decision=DECISION, agency=GUARDIAN.agency, reason=Clear("Too early"))
    decided = conference.given(*SITTING, DECIDED)

    state = decided.when(DISSENT, by=GUARDIAN).then(*all_hear(dissent))
    assert state == decided.state
    decided.when(DISSENT, by=CHAIR).then(*all_hear(dissent))
    decided.when(DISSENT, by=POLICE).then_refused(r.NotYoursToSteer)
    decided.when(replace(DISSENT, reason=" "), by=GUARDIAN).then_refused(ReasonNeeded, "reason")


def test_nobody_disagrees_with_what_does_not_stand() -> None:
    conference.given(*SITTING).when(DISSENT, by=GUARDIAN).then_refused(r.NoSuchDecision)
    conference.given(*SITTING, DECIDED, WITHDRAWN).when(DISSENT, by=GUARDIAN).then_refused(r.NoSuchDecision)
