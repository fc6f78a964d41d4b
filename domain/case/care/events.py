"""What can have happened to who looks after the child.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from domain.codes import Country
from domain.events import Event, stored_as
from domain.privacy import NOTHING, Identity, Location, Narrative


@stored_as("GuardianAppointed")
class GuardianAppointed(Event, frozen=True, kw_only=True):
    """A guardian speaks for the child; *guardian* is their agency, where it takes part in the case."""

    guardian: str | None
    name: Identity
    contact: Identity = NOTHING


@stored_as("PlacementStarted")
class PlacementStarted(Event, frozen=True, kw_only=True):
    """The child lives at a place, and *agency* answers for them."""

    placement: str
    agency: str
    country: Country
    place: Location


@stored_as("PlacementEnded")
class PlacementEnded(Event, frozen=True, kw_only=True):
    """The child lives there no more."""

    placement: str
    reason: Narrative


CareEvent = GuardianAppointed | PlacementStarted | PlacementEnded
