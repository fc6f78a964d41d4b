"""What has usually happened before a story about a conference begins."""

from __future__ import annotations

from datetime import timedelta

from domain.codes import Country, Role
from domain.conference import events as e
from domain.conference.codes import Topic
from domain.conference.commands import CallConference, TakeDecision
from domain.conference.decider import DECIDER
from domain.deciding import For
from domain.envelope import Audience, AudienceKind
from domain.events import Event
from domain.privacy import Clear
from tests.domain.cast import ASYLUM, CHAIR, GUARDIAN, NOW, POLICE, PROTECTION, TOMORROW, Actor
from tests.domain.given_when_then import Stories

conference = Stories(DECIDER)

CASE = "0195612345677000a0000000000000c1"
CONFERENCE = "0195612345677000a0000000000000c2"
DECISION = "0195612345677000a0000000000000d1"
FACT = "0195612345677000a0000000000000f1"
REFERENCE = "GR-2026-0007"
IN_AN_HOUR = NOW + timedelta(hours=1)


def invited(actor: Actor) -> e.Invited:
    return e.Invited(actor.agency, actor.role or Role.CHAIR, actor.country or Country.GR)


EVERYBODY = (CHAIR, PROTECTION, POLICE, GUARDIAN, ASYLUM)
INVITED = tuple(map(invited, EVERYBODY))
ALL = Audience(AudienceKind.NAMED, tuple(actor.agency for actor in EVERYBODY))

CALL = CallConference(
    case=CASE,
    conference=CONFERENCE,
    reference=REFERENCE,
    starts_at=TOMORROW,
    chair=CHAIR.agency,
    invited=INVITED,
    topics=(Topic.SEARCH, Topic.RISK, Topic.SEARCH),
    agenda="Where she may be",
)
CALLED = e.ConferenceCalled(
    case=CASE,
    conference=CONFERENCE,
    reference=REFERENCE,
    starts_at=TOMORROW,
    lasts_minutes=60,
    chair=CHAIR.agency,
    called_by=PROTECTION.agency,
    invited=INVITED,
    topics=(Topic.SEARCH, Topic.RISK),
    agenda=Clear("Where she may be"),
)
BEGUN = e.ConferenceBegun()
CHAIR_THERE = e.AttendanceRecorded(agency=CHAIR.agency, who=Clear("Dimitra"))
POLICE_THERE = e.AttendanceRecorded(agency=POLICE.agency, who=Clear("Nikos"))
PINNED = e.FactPinned(fact=FACT, agency=POLICE.agency, note=Clear("The station"))
DECIDE = TakeDecision(
    decision=DECISION, topic=Topic.SEARCH, decided="Ask the station", owner=POLICE.agency, due_at=IN_AN_HOUR
)
DECIDED = e.DecisionTaken(
    decision=DECISION, topic=Topic.SEARCH, decided=Clear("Ask the station"), owner=POLICE.agency, due_at=IN_AN_HOUR
)
ENDED = e.ConferenceEnded()
DRAFTED = e.MinutesDrafted(draft=1, first=10, last=20, added=Clear("All agreed"))

SITTING = (CALLED, CHAIR_THERE, POLICE_THERE, BEGUN)
OVER = (*SITTING, DECIDED, ENDED)


def all_hear(*events: Event) -> tuple[For, ...]:
    """*events* for everybody who was invited."""
    return tuple(For(event, ALL) for event in events)
