"""What can have happened between the agencies of a case.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from domain.codes import Country, Role
from domain.events import Event, stored_as
from domain.privacy import Narrative


@stored_as("AgencyJoined")
class AgencyJoined(Event, frozen=True, kw_only=True):
    """An agency takes part from now on, because the agency *invited_by* asked for it."""

    agency: str
    role: Role
    country: Country
    invited_by: str


@stored_as("AgencyLeft")
class AgencyLeft(Event, frozen=True, kw_only=True):
    """An agency takes part no more."""

    agency: str
    reason: Narrative


@stored_as("LeadOffered")
class LeadOffered(Event, frozen=True, kw_only=True):
    """The lead was offered; until it is accepted nothing changes hands. A later offer replaces an earlier one."""

    to_agency: str
    by_agency: str


@stored_as("LeadAccepted")
class LeadAccepted(Event, frozen=True, kw_only=True):
    """The one agency that leads from now on."""

    agency: str


@stored_as("LeadDeclined")
class LeadDeclined(Event, frozen=True, kw_only=True):
    """The offered lead was declined; who led before still does."""

    agency: str
    reason: Narrative


CoordinationEvent = AgencyJoined | AgencyLeft | LeadOffered | LeadAccepted | LeadDeclined
