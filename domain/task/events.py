"""What can have happened to a task.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from domain.codes import Country, Role
from domain.events import Event, Upcaster, stored_as
from domain.privacy import Narrative


# In the first schema a task did not tell since when its clock runs, and no clock could be paused.
# In the second schema no outcome asked for a note, and no duty came back.
@stored_as("TaskOpened", schema=3, upcasters=(Upcaster(1), Upcaster(2)))
class TaskOpened(Event, frozen=True, kw_only=True):
    """A duty reached an agency. *title* comes from a playbook or a code list and never describes a person.

    The clock runs from *clock_from* and *counts* hours, working hours or working days. For one of the reasons in
    *pauses* who holds the duty may pause it, for *pause_minutes* in all. With an outcome in *note_for* a note says why.
    A duty with *repeat_minutes* comes back so long after it was done, until what ends its reason happens.
    """

    case: str
    task: str
    reference: str
    agency: str
    role: Role
    country: Country | None
    code: str
    title: str
    opened_at: datetime
    due_at: datetime | None
    acknowledge_by: datetime | None = None
    escalate_to: tuple[str, ...] = ()
    outcomes: tuple[str, ...] = ()
    source: str | None = None
    mark: str | None = None
    trigger: str | None = None
    clock_from: datetime | None = None
    counts: str | None = None
    pauses: tuple[str, ...] = ()
    pause_minutes: int = 0
    note_for: tuple[str, ...] = ()
    repeat_minutes: int = 0


@stored_as("TaskAcknowledged")
class TaskAcknowledged(Event, frozen=True, kw_only=True):
    """Somebody of the agency has seen the duty."""

    member: str
    at: datetime


@stored_as("TaskClaimed")
class TaskClaimed(Event, frozen=True, kw_only=True):
    """One member has taken the duty on."""

    member: str
    agency: str
    at: datetime


@stored_as("TaskReleased")
class TaskReleased(Event, frozen=True, kw_only=True):
    """The member has given the duty back to the agency."""

    member: str
    reason: Narrative


@stored_as("TaskHandOverOffered")
class TaskHandOverOffered(Event, frozen=True, kw_only=True):
    """The duty was offered to a colleague or to another agency; until they accept it stays where it is."""

    offered_by: str
    to_agency: str
    to_member: str | None
    reason: Narrative
    at: datetime


@stored_as("TaskHandedOver")
class TaskHandedOver(Event, frozen=True, kw_only=True):
    """The offer was accepted: the duty has moved."""

    from_agency: str
    to_agency: str
    to_member: str
    at: datetime


@stored_as("TaskHandOverDeclined")
class TaskHandOverDeclined(Event, frozen=True, kw_only=True):
    """The offer was declined: the duty has stayed."""

    declined_by: str
    reason: Narrative


@stored_as("TaskHandOverWithdrawn")
class TaskHandOverWithdrawn(Event, frozen=True, kw_only=True):
    """The offer was taken back before anybody answered it."""

    withdrawn_by: str


@stored_as("TaskNoted")
class TaskNoted(Event, frozen=True, kw_only=True):
    """Something was written down while working on the duty."""

    member: str
    note: Narrative


@stored_as("TaskCompleted")
class TaskCompleted(Event, frozen=True, kw_only=True):
    """The duty was done; *outcome* is a code of the rule, *note* says more."""

    member: str
    outcome: str
    note: Narrative


@stored_as("TaskWaived")
class TaskWaived(Event, frozen=True, kw_only=True):
    """The duty will not be done, and somebody answers for that."""

    member: str
    reason: Narrative


@stored_as("TaskClockPaused")
class TaskClockPaused(Event, frozen=True, kw_only=True):
    """The deadline waits until *until* at most; *because* is a code of the rule, *note* says more.

    It is *due_at* if nobody lets the clock run on before.
    """

    member: str
    because: str
    at: datetime
    until: datetime
    due_at: datetime
    note: Narrative


@stored_as("TaskClockResumed")
class TaskClockResumed(Event, frozen=True, kw_only=True):
    """The clock runs again, and *due_at* is later by as long as it waited."""

    member: str
    at: datetime
    due_at: datetime


@stored_as("TaskWentOverdue")
class TaskWentOverdue(Event, frozen=True, kw_only=True):
    """The deadline passed while the duty was still open."""

    due_at: datetime


# In the first schema agencies had neither hours nor anybody on call.
@stored_as("TaskEscalated", schema=2, upcasters=(Upcaster(1),))
class TaskEscalated(Event, frozen=True, kw_only=True):
    """The next agency or role in the chain was told; *step* counts from 1.

    Reached was *to_member*, who is on call there; where *closed* names the agency of the chain, *to* answers for it.
    Of the agency that has the duty, *on_call* was reached, at *stand_in* where that answers while it is closed.
    """

    step: int
    to: str
    because: str
    to_member: str | None = None
    closed: str | None = None
    on_call: str | None = None
    stand_in: str | None = None


def _reopened_by_a_person(fields: dict[str, Any]) -> dict[str, Any]:
    """In the first schema only persons reopened, and they had seen what they reopened."""
    return {**fields, "acknowledge_by": None, "acknowledged": True}


@stored_as("TaskReopened", schema=2, upcasters=(Upcaster(1, _reopened_by_a_person),))
class TaskReopened(Event, frozen=True, kw_only=True):
    """A finished duty turned out not to be done, or comes back, or the rules ask again for one that they had withdrawn.

    Who reopens it has seen it; not so the rules, which give its agency a new time to acknowledge it.
    """

    member: str
    reason: Narrative
    due_at: datetime | None = None
    acknowledge_by: datetime | None = None
    acknowledged: bool = True


TaskEvent = (
    TaskOpened
    | TaskAcknowledged
    | TaskClaimed
    | TaskReleased
    | TaskHandOverOffered
    | TaskHandedOver
    | TaskHandOverDeclined
    | TaskHandOverWithdrawn
    | TaskNoted
    | TaskCompleted
    | TaskWaived
    | TaskClockPaused
    | TaskClockResumed
    | TaskWentOverdue
    | TaskEscalated
    | TaskReopened
)
