"""A conference as its page shows it: when in everybody's time, who comes, what lies on the table, what was decided.

Invariant: everything comes from the conference and the case as the reader sees them; texts are opened in one
consultation.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import Country
from projections import cases, timeline
from projections import conferences as c
from projections.conferences import Conference
from web import seeing
from web.access.viewer import Viewer
from web.conference.reading import Texts, texts_for, texts_in
from web.conference.steps import Step, steps_of
from web.services import Services
from web.shown.opening import asks_why, open_entries
from web.shown.tasks import TaskCard
from web.shown.timeline import Entry, Words, shown
from web.texts import wording
from web.texts.times import there


@dataclass(frozen=True)
class ShownAgency:
    """An agency that is invited: whether it comes, in whose words, and what it says to the minutes."""

    id: str
    name: str
    country: Country
    role: str
    chair: bool
    called: bool
    state: str
    words: Words | None
    answer: str = ""
    reason: Words | None = None


@dataclass(frozen=True)
class ShownPin:
    """A fact on the table, and why it lies there."""

    fact: str
    entry: Entry
    note: Words | None
    by: str
    yours: bool


@dataclass(frozen=True)
class ShownDissent:
    """Who does not agree, and why."""

    name: str
    reason: Words | None


@dataclass(frozen=True)
class ShownDecision:
    """What was decided, the task it became where the reader sees it, and who does not agree."""

    id: str
    topic: str
    text: Words | None
    owner: str
    due_at: datetime | None
    task: TaskCard | None
    withdrawn: bool
    why_withdrawn: Words | None
    dissents: Sequence[ShownDissent]
    at: datetime


@dataclass(frozen=True)
class ShownMinutes:
    """The newest draft: from which fact to which it tells, what was added, how it stands."""

    draft: int
    text: Words | None
    at: datetime
    since: str
    until: str
    stand: bool
    awaited: Sequence[str]


@dataclass(frozen=True)
class ShownConference:
    """One conference on its page."""

    id: str
    phase: str
    word: str
    starts_at: datetime
    ends_at: datetime
    elsewhere: Sequence[str]
    topics: Sequence[str]
    agenda: Words | None
    why: Words | None
    agencies: Sequence[ShownAgency]
    pins: Sequence[ShownPin]
    decisions: Sequence[ShownDecision]
    minutes: ShownMinutes | None
    known_at: datetime | None
    steps: Sequence[Step]
    steers: bool
    open: bool
    invited: bool
    asks: bool


async def conference_shown(
    services: Services, viewer: Viewer, case: cases.Case, conference: Conference
) -> ShownConference:
    """*conference* about *case* in words, its texts opened for who has said why."""
    texts = await texts_for(services, viewer, case.id, texts_in(conference))
    pinned = _pinned(services, viewer, conference)
    told = await open_entries(services, viewer, case.id, list(pinned.values()))
    acts, me = seeing.may_act(viewer, case), viewer.agency_id
    return ShownConference(
        id=conference.id,
        phase=conference.phase.value,
        word=wording.code(conference.phase),
        starts_at=conference.starts_at,
        ends_at=conference.ends_at,
        elsewhere=_elsewhere(services, conference),
        topics=[wording.code(topic) for topic in conference.topics],
        agenda=texts.of(conference.agenda),
        why=texts.of(conference.why),
        agencies=[_agency(services, conference, each.agency, texts) for each in conference.invited],
        pins=[
            ShownPin(
                pin.fact,
                shown(pinned[pin.fact], services.people, told),
                texts.of(pin.note),
                services.people.agency_name(pin.agency),
                acts and conference.open and (pin.agency == me or conference.steered_by(me)),
            )
            for pin in conference.pins
            if pin.fact in pinned
        ],
        decisions=[decision_shown(services, viewer, each, texts) for each in conference.decisions],
        minutes=_minutes(services, conference, texts),
        known_at=None if conference.view is None else conference.view.known_at,
        steps=steps_of(conference, viewer.agency_id) if acts else (),
        steers=acts and conference.steered_by(viewer.agency_id),
        open=conference.open,
        invited=acts and conference.is_invited(viewer.agency_id),
        asks=texts.asks or await asks_why(services, viewer, case.id, list(pinned.values())),
    )


def _pinned(services: Services, viewer: Viewer, conference: Conference) -> Mapping[str, timeline.Entry]:
    """The facts on the table that the reader sees, by identifier."""
    pins = {pin.fact for pin in conference.pins}
    entries = seeing.entries_for(services, viewer, conference.case) if pins else ()
    return {entry.id: entry for entry in entries if entry.id in pins}


def _elsewhere(services: Services, conference: Conference) -> list[str]:
    """When it begins on the clocks of agencies that live in another time than the reader."""
    found = [services.people.agency(each.agency) for each in conference.invited]
    times = [there(conference.starts_at, agency.zone) for agency in found if agency is not None]
    return sorted({time for time in times if time})


def _agency(services: Services, conference: Conference, agency: str, texts: Texts) -> ShownAgency:
    invited = next(each for each in conference.invited if each.agency == agency)
    presence = next((each for each in conference.presence if each.agency == agency), None)
    answers = () if conference.minutes is None else conference.minutes.answers
    answer = next((each for each in answers if each.agency == agency), None)
    waits = agency in conference.awaited
    return ShownAgency(
        id=agency,
        name=services.people.agency_name(agency),
        country=invited.country,
        role=wording.code(invited.role),
        chair=agency == conference.chair,
        called=agency == conference.called_by,
        state="" if presence is None else "there" if presence.there else "sorry",
        words=None if presence is None else texts.of(presence.words),
        answer="approved" if answer is not None and answer.approved else "objected" if answer else "waits" * waits,
        reason=None if answer is None else texts.of(answer.reason),
    )


def decision_shown(services: Services, viewer: Viewer, decision: c.Decision, texts: Texts) -> ShownDecision:
    """A decision in words, with the card of its task where the reader sees that."""
    task = None if decision.task is None else seeing.task_seen(services, viewer, decision.task)
    return ShownDecision(
        id=decision.decision,
        topic=wording.code(decision.topic),
        text=texts.of(decision.text),
        owner=services.people.agency_name(decision.owner),
        due_at=decision.due_at,
        task=None if task is None else seeing.card(services, viewer, task),
        withdrawn=decision.withdrawn_at is not None,
        why_withdrawn=texts.of(decision.withdrawn),
        dissents=[
            ShownDissent(services.people.agency_name(each.agency), texts.of(each.reason)) for each in decision.dissents
        ],
        at=decision.at,
    )


def _minutes(services: Services, conference: Conference, texts: Texts) -> ShownMinutes | None:
    minutes = conference.minutes
    if minutes is None:
        return None
    return ShownMinutes(
        draft=minutes.draft,
        text=texts.of(minutes.text),
        at=minutes.at,
        since=conference.begun_by,
        until=conference.ended_by,
        stand=conference.minutes_stand,
        awaited=[services.people.agency_name(agency) for agency in conference.awaited],
    )
