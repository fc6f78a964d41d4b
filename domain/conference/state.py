"""Where a conference stands, folded from what happened to it.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

import enum
from datetime import datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.conference import events as e
from domain.events import Event


class Phase(enum.StrEnum):
    """How far a conference has come."""

    PLANNED = "planned"
    SITTING = "sitting"
    ENDED = "ended"
    CANCELLED = "cancelled"


class Pin(msgspec.Struct, frozen=True):
    """A fact that was put before the conference, by an agency."""

    fact: str
    agency: str


class Decision(msgspec.Struct, frozen=True):
    """What was decided, as far as a decision may depend on it, and whose task it became."""

    decision: str
    owner: str | None = None
    withdrawn: bool = False


class NotCalled(msgspec.Struct, frozen=True):
    """No such conference yet."""


class Called(msgspec.Struct, frozen=True, kw_only=True):
    """A conference; *draft* counts the minutes, 0 while there are none, *approved* the agencies that stand by it."""

    case: str
    conference: str
    reference: str
    chair: str
    called_by: str
    invited: tuple[e.Invited, ...]
    starts_at: datetime
    lasts_minutes: int
    phase: Phase = Phase.PLANNED
    apologies: tuple[str, ...] = ()
    present: tuple[str, ...] = ()
    view: e.ViewFrozen | None = None
    pins: tuple[Pin, ...] = ()
    decisions: tuple[Decision, ...] = ()
    draft: int = 0
    approved: tuple[str, ...] = ()

    def is_invited(self, agency: str) -> bool:
        """Whether *agency* was asked to come."""
        return any(invited.agency == agency for invited in self.invited)

    def steers(self, agency: str) -> bool:
        """Whether *agency* is in the chair, or has called the conference."""
        return agency in {self.chair, self.called_by}

    @property
    def minutes_stand(self) -> bool:
        """Whether all who were there have approved the newest draft."""
        return self.draft > 0 and self.approved != () and set(self.present) <= set(self.approved)


Conference = NotCalled | Called

INITIAL: Conference = NotCalled()


def evolve(conference: Conference, event: Event) -> Conference:
    """The conference after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    if not isinstance(event, e.ConferenceEvent):
        return conference
    match conference:
        case NotCalled():
            return _called(event) if isinstance(event, e.ConferenceCalled) else conference
        case Called():
            return _after(conference, event)
        case _:
            assert_never(conference)


def _called(event: e.ConferenceCalled) -> Called:
    return Called(
        case=event.case,
        conference=event.conference,
        reference=event.reference,
        chair=event.chair,
        called_by=event.called_by,
        invited=event.invited,
        starts_at=event.starts_at,
        lasts_minutes=event.lasts_minutes,
    )


def _after(conference: Called, event: e.ConferenceEvent) -> Called:
    match event:
        case e.ConferenceCalled():
            return conference
        case e.ConferenceMoved(starts_at=starts_at, lasts_minutes=lasts):
            return replace(conference, starts_at=starts_at, lasts_minutes=lasts)
        case e.ConferenceCancelled():
            return replace(conference, phase=Phase.CANCELLED)
        case e.ConferenceBegun():
            return replace(conference, phase=Phase.SITTING)
        case e.ConferenceEnded():
            return replace(conference, phase=Phase.ENDED)
        case e.ApologiesSent() | e.AttendanceRecorded():
            return _who_is_there(conference, event)
        case e.ViewFrozen() | e.ViewReleased():
            return replace(conference, view=event if isinstance(event, e.ViewFrozen) else None)
        case e.FactPinned(fact=fact, agency=agency):
            return replace(conference, pins=(*_without(conference.pins, fact), Pin(fact, agency)))
        case e.FactUnpinned(fact=fact):
            return replace(conference, pins=_without(conference.pins, fact))
        case e.DecisionTaken() | e.DecisionWithdrawn() | e.DissentRecorded():
            return _decided(conference, event)
        case e.MinutesDrafted() | e.MinutesApproved() | e.MinutesObjectedTo():
            return _minutes(conference, event)
        case _:
            assert_never(event)


def _without(pins: tuple[Pin, ...], fact: str) -> tuple[Pin, ...]:
    return tuple(pin for pin in pins if pin.fact != fact)


def _who_is_there(conference: Called, event: e.ApologiesSent | e.AttendanceRecorded) -> Called:
    """An agency is there or is not; what was said last holds."""
    others = {
        "apologies": tuple(agency for agency in conference.apologies if agency != event.agency),
        "present": tuple(agency for agency in conference.present if agency != event.agency),
    }
    said = "apologies" if isinstance(event, e.ApologiesSent) else "present"
    return replace(conference, **{**others, said: (*others[said], event.agency)})


def _decided(conference: Called, event: e.DecisionTaken | e.DecisionWithdrawn | e.DissentRecorded) -> Called:
    match event:
        case e.DecisionTaken(decision=decision, owner=owner):
            return replace(conference, decisions=(*conference.decisions, Decision(decision, owner)))
        case e.DecisionWithdrawn(decision=decision):
            left = (
                replace(each, withdrawn=True) if each.decision == decision else each for each in conference.decisions
            )
            return replace(conference, decisions=tuple(left))
        case e.DissentRecorded():
            return conference
        case _:
            assert_never(event)


def _minutes(conference: Called, event: e.MinutesDrafted | e.MinutesApproved | e.MinutesObjectedTo) -> Called:
    match event:
        case e.MinutesDrafted(draft=draft):
            return replace(conference, draft=draft, approved=())
        case e.MinutesApproved(draft=draft, agency=agency) if draft == conference.draft:
            return replace(conference, approved=(*conference.approved, agency))
        case e.MinutesObjectedTo(draft=draft, agency=agency) if draft == conference.draft:
            return replace(conference, approved=tuple(each for each in conference.approved if each != agency))
        case _:
            return conference
