"""How a fact changes a conference document.

Invariant: every fact of a conference is matched in exactly one place; an unknown one, and one that does not fit, leaves
the document as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import assert_never

from msgspec.structs import replace

from domain.conference import events as e
from domain.conference.state import Phase
from domain.envelope import conference_of
from projections.conferences import document as d
from projections.conferences.document import Conference
from projections.kept import keep
from projections.views import Fact


def keys(fact: Fact) -> Sequence[str]:
    """The conference that *fact* is about."""
    conference = conference_of(fact.originator)
    return () if conference is None else (conference,)


def evolve(conference: Conference | None, fact: Fact) -> Conference | None:
    """The conference after *fact*."""
    event = fact.event
    if conference is None:
        return _called(event, fact) if isinstance(event, e.ConferenceCalled) else None
    if not isinstance(event, e.ConferenceEvent):
        return conference
    return replace(_after(conference, event, fact), position=fact.position)


def _called(event: e.ConferenceCalled, fact: Fact) -> Conference:
    return Conference(
        id=event.conference,
        case=event.case,
        reference=event.reference,
        chair=event.chair,
        called_by=event.called_by,
        called_at=fact.recorded_at,
        invited=event.invited,
        audience=fact.meta.audience,
        topics=event.topics,
        agenda=keep(fact, "agenda", event.agenda),
        starts_at=event.starts_at,
        lasts_minutes=event.lasts_minutes,
        changed_at=fact.recorded_at,
        exercise=fact.meta.exercise,
        position=fact.position,
    )


def _after(conference: Conference, event: e.ConferenceEvent, fact: Fact) -> Conference:
    match event:
        case e.ConferenceCalled():
            return conference
        case e.ConferenceMoved() | e.ConferenceCancelled() | e.ConferenceBegun() | e.ConferenceEnded():
            return _course(conference, event, fact)
        case e.ApologiesSent() | e.AttendanceRecorded():
            return _presence(conference, event, fact)
        case e.ViewFrozen(known_at=known_at, moment=moment):
            return replace(conference, view=d.Frozen(known_at, moment))
        case e.ViewReleased():
            return replace(conference, view=None)
        case e.FactPinned() | e.FactUnpinned():
            return _pins(conference, event, fact)
        case e.DecisionTaken() | e.DecisionWithdrawn() | e.DissentRecorded():
            return replace(conference, decisions=_decisions(conference, event, fact))
        case e.MinutesDrafted() | e.MinutesApproved() | e.MinutesObjectedTo():
            return replace(conference, minutes=_minutes(conference.minutes, event, fact))
        case _:
            assert_never(event)


def _course(
    conference: Conference,
    event: e.ConferenceMoved | e.ConferenceCancelled | e.ConferenceBegun | e.ConferenceEnded,
    fact: Fact,
) -> Conference:
    at = fact.recorded_at
    match event:
        case e.ConferenceMoved(starts_at=starts_at, lasts_minutes=lasts):
            moved = replace(conference, starts_at=starts_at, lasts_minutes=lasts)
            return replace(_changed(moved, fact), why=keep(fact, "reason", event.reason))
        case e.ConferenceCancelled():
            cancelled = replace(_changed(conference, fact), why=keep(fact, "reason", event.reason))
            return replace(cancelled, phase=Phase.CANCELLED)
        case e.ConferenceBegun():
            return replace(conference, phase=Phase.SITTING, begun_at=at, begun_position=fact.position, begun_by=fact.id)
        case e.ConferenceEnded():
            return replace(conference, phase=Phase.ENDED, ended_at=at, ended_position=fact.position, ended_by=fact.id)
        case _:
            assert_never(event)


def _changed(conference: Conference, fact: Fact) -> Conference:
    return replace(conference, changes=conference.changes + 1, changed_at=fact.recorded_at)


def _presence(conference: Conference, event: e.ApologiesSent | e.AttendanceRecorded, fact: Fact) -> Conference:
    there = isinstance(event, e.AttendanceRecorded)
    words = keep(fact, "who", event.who) if isinstance(event, e.AttendanceRecorded) else keep(fact, "note", event.note)
    others = tuple(each for each in conference.presence if each.agency != event.agency)
    said = d.Presence(agency=event.agency, there=there, words=words, at=fact.recorded_at)
    return replace(conference, presence=(*others, said))


def _pins(conference: Conference, event: e.FactPinned | e.FactUnpinned, fact: Fact) -> Conference:
    others = tuple(pin for pin in conference.pins if pin.fact != event.fact)
    if isinstance(event, e.FactUnpinned):
        return replace(conference, pins=others)
    pin = d.Pin(fact=event.fact, agency=event.agency, note=keep(fact, "note", event.note), at=fact.recorded_at)
    return replace(conference, pins=(*others, pin))


def _decisions(
    conference: Conference, event: e.DecisionTaken | e.DecisionWithdrawn | e.DissentRecorded, fact: Fact
) -> tuple[d.Decision, ...]:
    if isinstance(event, e.DecisionTaken):
        return (*conference.decisions, _taken(conference, event, fact))
    known = conference.decisions
    return tuple(_answered(each, event, fact) if each.decision == event.decision else each for each in known)


def _taken(conference: Conference, event: e.DecisionTaken, fact: Fact) -> d.Decision:
    return d.Decision(
        decision=event.decision,
        topic=event.topic,
        text=keep(fact, "decided", event.decided),
        owner=event.owner,
        due_at=event.due_at,
        task=d.task_of(conference.id, conference.case, event.decision, event.owner),
        at=fact.recorded_at,
        position=fact.position,
    )


def _answered(decision: d.Decision, event: e.DecisionWithdrawn | e.DissentRecorded, fact: Fact) -> d.Decision:
    reason = keep(fact, "reason", event.reason)
    match event:
        case e.DecisionWithdrawn():
            return replace(decision, withdrawn_at=fact.recorded_at, withdrawn=reason)
        case e.DissentRecorded(agency=agency):
            dissent = d.Dissent(agency=agency, reason=reason, at=fact.recorded_at)
            return replace(decision, dissents=(*decision.dissents, dissent))
        case _:
            assert_never(event)


def _minutes(
    minutes: d.Minutes | None, event: e.MinutesDrafted | e.MinutesApproved | e.MinutesObjectedTo, fact: Fact
) -> d.Minutes | None:
    if isinstance(event, e.MinutesDrafted):
        text = keep(fact, "added", event.added)
        return d.Minutes(draft=event.draft, first=event.first, last=event.last, text=text, at=fact.recorded_at)
    if minutes is None or event.draft != minutes.draft:
        return minutes
    reason = keep(fact, "reason", event.reason) if isinstance(event, e.MinutesObjectedTo) else None
    approved = isinstance(event, e.MinutesApproved)
    answer = d.Answer(agency=event.agency, approved=approved, reason=reason, at=fact.recorded_at)
    others = tuple(each for each in minutes.answers if each.agency != event.agency)
    return replace(minutes, answers=(*others, answer))
