"""A task as a card shows it.

Invariant: a card says everything that is needed to decide who takes it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

import msgspec

from domain.codes import Country, RiskLevel, Role, Urgency
from domain.envelope import PlaybookRef
from projections import board
from projections.urgency import past_due, urgency
from web.access.viewer import Viewer
from web.people import People
from web.shown.timeline import Entry
from web.texts import wording
from web.texts.catalog import gettext as _


class Holder(msgspec.Struct, frozen=True):
    """Who has claimed a task."""

    member_id: str
    name: str
    agency_name: str
    at: datetime


class HandOver(msgspec.Struct, frozen=True):
    """An offer that waits for an answer; *reason* is empty where it was not opened, and in a *language*."""

    to_agency_id: str
    to_agency_name: str
    to_member_id: str | None
    to_name: str
    offered_by_name: str
    reason: str
    at: datetime
    mine: bool
    language: str | None = None


class Pause(msgspec.Struct, frozen=True):
    """A clock that waits: why, at whose word, since when, until when at most."""

    why: str
    name: str
    at: datetime
    until: datetime


LEAST = timedelta(minutes=1)
"""No shorter pause can be typed."""


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """Whom the last step of an escalation reached, in words; empty where the fact names nobody.

    *member* is on call at the agency *to*, which may answer for *closed*; *on_call* at the agency that has the duty, or
    at *stand_in* where that answers for it.
    """

    at: datetime
    because: str
    to: str
    member: str
    closed: str
    on_call: str
    stand_in: str


class TaskCard(msgspec.Struct, frozen=True):
    """A task with names. A struct, because a board makes hundreds and looks each up by its value."""

    id: str
    case_id: str
    reference: str
    agency_id: str
    agency_name: str
    role: Role
    country: Country | None
    code: str
    title: str
    state: str
    due_at: datetime | None
    acknowledge_by: datetime | None
    opened_at: datetime
    completed_at: datetime | None
    overdue: bool
    escalated: int
    urgency: Urgency
    risk: RiskLevel
    claimed_by: Holder | None
    hand_over: HandOver | None
    outcome: str | None
    outcomes: tuple[str, ...]
    source: str | None
    mark: str | None
    exercise: str | None
    version: int
    mine: bool
    unacknowledged: bool
    zone: str = ""
    """The zone of the agency that has the duty."""
    pause: Pause | None = None
    rule: PlaybookRef | None = None
    """The rule behind it, which says what it is called in other languages."""
    pauses: tuple[str, ...] = ()
    may_pause: timedelta = timedelta()
    told: Told | None = None
    history: Sequence[Entry] = ()

    @property
    def pausable(self) -> bool:
        """Whether its clock may begin to wait now, as far as the clock itself goes."""
        waits = self.pause is not None or self.overdue or self.due_at is None
        return bool(self.pauses) and not waits and self.may_pause >= LEAST


def card(
    task: board.Task, people: People, viewer: Viewer, now: datetime, risk: RiskLevel = RiskLevel.UNKNOWN
) -> TaskCard:
    """*task* as *viewer* sees it at *now*."""
    agency = people.agency(task.agency)
    return TaskCard(
        id=task.id,
        case_id=task.case,
        reference=task.reference,
        agency_id=task.agency,
        agency_name=people.agency_name(task.agency),
        role=task.role,
        country=task.country,
        code=task.code,
        title=_(task.title),
        state=task.state,
        due_at=task.due_at,
        acknowledge_by=task.acknowledge_by,
        opened_at=task.opened_at,
        completed_at=task.ended_at,
        overdue=task.overdue or (task.running and past_due(task, now)),
        escalated=task.escalated,
        urgency=urgency(task, now, risk),
        risk=risk,
        claimed_by=_holder(task, people),
        hand_over=_hand_over(task, people, viewer),
        outcome=wording.code(task.outcome) if task.outcome else None,
        outcomes=task.outcomes,
        source=task.source,
        mark=task.mark,
        exercise=task.exercise,
        version=task.version,
        mine=task.claimed_by is not None and task.claimed_by.member == viewer.member_id,
        unacknowledged=task.state == "open",
        zone=agency.zone if agency else "",
        pause=_pause(task.pause, people),
        rule=task.playbook,
        pauses=task.pauses,
        may_pause=task.may_pause,
    )


def told(history: Sequence[Entry]) -> Told | None:
    """Whom the newest escalation in *history* reached; None where there was none."""
    found = max((entry for entry in history if entry.event == "TaskEscalated"), key=_position, default=None)
    if found is None:
        return None
    words = {detail.name: detail.value for detail in found.details}
    return Told(
        at=found.happened_at,
        because=words.get("because", ""),
        to=words.get("to", ""),
        member=words.get("to_member", ""),
        closed=words.get("closed", ""),
        on_call=words.get("on_call", ""),
        stand_in=words.get("stand_in", ""),
    )


def _position(entry: Entry) -> int:
    return entry.position


def _pause(pause: board.Pause | None, people: People) -> Pause | None:
    if pause is None:
        return None
    return Pause(wording.code(pause.because), people.member_name(pause.member), pause.at, pause.until)


def _holder(task: board.Task, people: People) -> Holder | None:
    claim = task.claimed_by
    if claim is None:
        return None
    return Holder(claim.member, people.member_name(claim.member), people.agency_name(claim.agency), claim.at)


def _hand_over(task: board.Task, people: People, viewer: Viewer) -> HandOver | None:
    offer = task.hand_over
    if offer is None:
        return None
    return HandOver(
        to_agency_id=offer.to_agency,
        to_agency_name=people.agency_name(offer.to_agency),
        to_member_id=offer.to_member,
        to_name=people.member_name(offer.to_member),
        offered_by_name=people.member_name(offer.offered_by),
        reason="",
        at=offer.at,
        mine=offer.to_agency == viewer.agency_id and offer.to_member in (None, viewer.member_id),
    )
