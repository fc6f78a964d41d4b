"""What can have happened about the rights of the child.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
A *fact* is named by its id, the *event* it is and the *field*; what it should say is sealed under
the child's key of the same purpose as there.
"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from domain.case.rights.codes import AccessGround, Asking, DisputeFinding
from domain.codes import Country
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Health, Identity, Location, Narrative


@stored_as("RecordDisputed")
class RecordDisputed(Event, frozen=True, kw_only=True):
    """Somebody says that a *fact*, which *recorded_by* recorded, is wrong or incomplete."""

    dispute: str
    fact: str
    event: str
    recorded_by: str
    asked_by: Asking
    words: Narrative


@stored_as("RecordCorrected")
class RecordCorrected(Event, frozen=True, kw_only=True):
    """A *field* of a *fact* was wrong: it reads as the one of the four texts says that is given. The fact stays."""

    fact: str
    event: str
    field: str
    recorded_by: str
    country: Country | None = None
    identity: Identity = NOTHING
    location: Location = NOTHING
    health: Health = NOTHING
    narrative: Narrative = NOTHING
    reason: Narrative


@stored_as("DisputeAnswered")
class DisputeAnswered(Event, frozen=True, kw_only=True):
    """The agency that recorded a disputed fact looked into it."""

    dispute: str
    finding: DisputeFinding
    words: Narrative


@stored_as("SubjectAccessRequested")
class SubjectAccessRequested(Event, frozen=True, kw_only=True):
    """The child, or somebody for them, asked *of_agency* what is recorded; *identified* says how they proved it."""

    request: str
    of_agency: str
    asked_by: Asking
    due_at: datetime
    identified: Narrative
    words: Narrative = NOTHING


@stored_as("SubjectAccessGranted")
class SubjectAccessGranted(Event, frozen=True, kw_only=True):
    """What is recorded is handed out *until* a moment, but for the facts *withheld*."""

    request: str
    until: datetime
    withheld: tuple[str, ...] = ()
    reason: Narrative = NOTHING


@stored_as("SubjectAccessRefused")
class SubjectAccessRefused(Event, frozen=True, kw_only=True):
    """Nothing is handed out."""

    request: str
    ground: Annotated[Narrative, AccessGround]
    words: Narrative


RightsEvent = (
    RecordDisputed
    | RecordCorrected
    | DisputeAnswered
    | SubjectAccessRequested
    | SubjectAccessGranted
    | SubjectAccessRefused
)
