"""What can have become known, or been asked.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime

from domain.case.codes import LegalBasis, RefusalGround
from domain.codes import Country
from domain.events import Event, Upcaster, stored_as
from domain.privacy import NOTHING, Location, Narrative


@stored_as("SightingRecorded", schema=2, upcasters=(Upcaster(1),))
class SightingRecorded(Event, frozen=True, kw_only=True):
    """Somebody may have seen the child; *point* is the spot as :mod:`domain.case.information.points` writes it."""

    sighting: str
    country: Country | None
    place: Location
    seen_at: datetime | None = None
    note: Narrative = NOTHING
    source: Narrative = NOTHING
    point: Location = NOTHING


@stored_as("ProtectedSightingRecorded", schema=2, upcasters=(Upcaster(1),))
class ProtectedSightingRecorded(Event, frozen=True, kw_only=True):
    """Somebody may have seen the child, and told it in confidence: for the protected circle only."""

    sighting: str
    country: Country | None
    place: Location
    seen_at: datetime | None = None
    note: Narrative = NOTHING
    source: Narrative = NOTHING
    point: Location = NOTHING


@stored_as("InformationRequested")
class InformationRequested(Event, frozen=True, kw_only=True):
    """One agency asked another; the question is for these two only."""

    request: str
    of_agency: str
    by_agency: str
    question: Narrative


@stored_as("InformationGiven")
class InformationGiven(Event, frozen=True, kw_only=True):
    """The asked agency answered, to the asking agency only."""

    request: str
    to_agency: str
    answer: Narrative
    legal_basis: LegalBasis


@stored_as("InformationRefused")
class InformationRefused(Event, frozen=True, kw_only=True):
    """The asked agency did not answer, on a ground."""

    request: str
    ground: RefusalGround
    note: Narrative = NOTHING


InformationEvent = (
    SightingRecorded | ProtectedSightingRecorded | InformationRequested | InformationGiven | InformationRefused
)
