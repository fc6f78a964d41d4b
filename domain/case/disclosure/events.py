"""What can have happened about disclosing a part of a case.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime

from domain.case.codes import LegalBasis, Part, RefusalGround, SharedFor
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Narrative


@stored_as("DisclosureRequested")
class DisclosureRequested(Event, frozen=True, kw_only=True):
    """An agency asked for a part that is walled off from it."""

    disclosure: str
    part: Part
    subject: str | None = None
    of_agency: str
    by_agency: str
    purpose: SharedFor
    legal_basis: LegalBasis
    reason: Narrative


@stored_as("DisclosureGranted")
class DisclosureGranted(Event, frozen=True, kw_only=True):
    """The asking agency reads the part as it stood then, *until* a moment at which that ends by itself."""

    disclosure: str
    part: Part
    subject: str | None = None
    to_agency: str
    by_agency: str
    until: datetime
    legal_basis: LegalBasis
    conditions: Narrative = NOTHING


@stored_as("DisclosureRefused")
class DisclosureRefused(Event, frozen=True, kw_only=True):
    """The part stays shut, on a ground."""

    disclosure: str
    to_agency: str
    ground: RefusalGround
    note: Narrative = NOTHING


@stored_as("DisclosureRecalled")
class DisclosureRecalled(Event, frozen=True, kw_only=True):
    """The part is shut again before its time."""

    disclosure: str
    to_agency: str
    reason: Narrative


@stored_as("DisclosureExpired")
class DisclosureExpired(Event, frozen=True, kw_only=True):
    """The time was over; from that moment on nothing was read, whenever this was recorded."""

    disclosure: str
    to_agency: str


DisclosureEvent = DisclosureRequested | DisclosureGranted | DisclosureRefused | DisclosureRecalled | DisclosureExpired
