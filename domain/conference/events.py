"""What can have happened to a conference.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime

import msgspec

from domain.codes import Country, Role
from domain.conference.codes import Topic
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Narrative


class Invited(msgspec.Struct, frozen=True):
    """An agency that is asked to a conference; a storage format, as part of a fact."""

    agency: str
    role: Role
    country: Country


@stored_as("ConferenceCalled")
class ConferenceCalled(Event, frozen=True, kw_only=True):
    """The *invited* agencies are asked to talk about a case, with *chair* in the chair.

    The *topics* stand in clear, so that who is invited can see whom to send; what is behind them is in the *agenda*.
    """

    case: str
    conference: str
    reference: str
    starts_at: datetime
    lasts_minutes: int
    chair: str
    called_by: str
    invited: tuple[Invited, ...]
    topics: tuple[Topic, ...] = ()
    agenda: Narrative = NOTHING


@stored_as("ConferenceMoved")
class ConferenceMoved(Event, frozen=True, kw_only=True):
    """It takes place at another time; who was invited stays invited."""

    starts_at: datetime
    lasts_minutes: int
    reason: Narrative = NOTHING


@stored_as("ConferenceCancelled")
class ConferenceCancelled(Event, frozen=True, kw_only=True):
    """It does not take place."""

    reason: Narrative


@stored_as("ApologiesSent")
class ApologiesSent(Event, frozen=True, kw_only=True):
    """An invited agency cannot be there; its *note* may say what it would have said."""

    agency: str
    note: Narrative = NOTHING


@stored_as("AttendanceRecorded")
class AttendanceRecorded(Event, frozen=True, kw_only=True):
    """An invited agency is there, through the people named in *who*."""

    agency: str
    who: Narrative = NOTHING


@stored_as("ConferenceBegun")
class ConferenceBegun(Event, frozen=True, kw_only=True):
    """The agencies have sat down together."""


@stored_as("ViewFrozen")
class ViewFrozen(Event, frozen=True, kw_only=True):
    """Everybody looks at the case as it was known at *known_at*, perhaps because of the fact *moment*."""

    known_at: datetime
    moment: str = ""


@stored_as("ViewReleased")
class ViewReleased(Event, frozen=True, kw_only=True):
    """Everybody looks at the case as it is known now."""


@stored_as("FactPinned")
class FactPinned(Event, frozen=True, kw_only=True):
    """An agency wants a fact of the case talked about; the *note* says why. It is for those who may see the fact."""

    fact: str
    agency: str
    note: Narrative = NOTHING


@stored_as("FactUnpinned")
class FactUnpinned(Event, frozen=True, kw_only=True):
    """A fact is not to be talked about any more."""

    fact: str


@stored_as("DecisionTaken")
class DecisionTaken(Event, frozen=True, kw_only=True):
    """The conference has decided; with an *owner* the decision becomes a task of that agency, due at *due_at*."""

    decision: str
    topic: Topic
    decided: Narrative
    owner: str | None = None
    due_at: datetime | None = None


@stored_as("DecisionWithdrawn")
class DecisionWithdrawn(Event, frozen=True, kw_only=True):
    """The conference does not stand by a decision any more."""

    decision: str
    reason: Narrative


@stored_as("DissentRecorded")
class DissentRecorded(Event, frozen=True, kw_only=True):
    """An agency does not agree with a decision, which stands all the same."""

    decision: str
    agency: str
    reason: Narrative


@stored_as("ConferenceEnded")
class ConferenceEnded(Event, frozen=True, kw_only=True):
    """The agencies have risen; what was decided stands."""


@stored_as("MinutesDrafted")
class MinutesDrafted(Event, frozen=True, kw_only=True):
    """What happened from position *first* to *last* is put before those who were there, with what was *added* to it.

    A later *draft* takes the place of an earlier one, whoever had approved that.
    """

    draft: int
    first: int
    last: int
    added: Narrative = NOTHING


@stored_as("MinutesApproved")
class MinutesApproved(Event, frozen=True, kw_only=True):
    """An agency that was there stands by a draft of the minutes."""

    draft: int
    agency: str


@stored_as("MinutesObjectedTo")
class MinutesObjectedTo(Event, frozen=True, kw_only=True):
    """An agency that was there does not stand by a draft of the minutes."""

    draft: int
    agency: str
    reason: Narrative


ConferenceEvent = (
    ConferenceCalled
    | ConferenceMoved
    | ConferenceCancelled
    | ApologiesSent
    | AttendanceRecorded
    | ConferenceBegun
    | ViewFrozen
    | ViewReleased
    | FactPinned
    | FactUnpinned
    | DecisionTaken
    | DecisionWithdrawn
    | DissentRecorded
    | ConferenceEnded
    | MinutesDrafted
    | MinutesApproved
    | MinutesObjectedTo
)
