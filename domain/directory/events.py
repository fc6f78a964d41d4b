"""What can have happened to an agency and its members.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime

from domain.codes import Country, Role
from domain.directory.codes import MemberRole
from domain.directory.reaching import OpenHours
from domain.events import Event, stored_as
from domain.privacy import Identity, Narrative


@stored_as("AgencyRegistered")
class AgencyRegistered(Event, frozen=True, kw_only=True):
    """An organisation can take part; *name* is the organisation's, *zone* the time zone its people work in.

    *language* is the one the name is in, as a BCP 47 tag, where that is not English.
    """

    agency: str
    name: str
    role: Role
    country: Country
    zone: str
    language: str | None = None


@stored_as("MemberAdded")
class MemberAdded(Event, frozen=True, kw_only=True):
    """A person acts for the agency."""

    member: str
    name: Identity
    email: Identity
    roles: tuple[MemberRole, ...]


@stored_as("MemberSuspended")
class MemberSuspended(Event, frozen=True, kw_only=True):
    """The person may not act for the agency for now."""

    member: str
    reason: Narrative


@stored_as("MemberReinstated")
class MemberReinstated(Event, frozen=True, kw_only=True):
    """The person may act for the agency again."""

    member: str


@stored_as("ContactHoursSet")
class ContactHoursSet(Event, frozen=True, kw_only=True):
    """When somebody answers at the agency, in its own time zone, and which agency answers while nobody does."""

    hours: tuple[OpenHours, ...]
    fallback: str | None


@stored_as("OnCallNamed")
class OnCallNamed(Event, frozen=True, kw_only=True):
    """A member is the one to reach from *begins* until *ends*, by day and night."""

    member: str
    begins: datetime
    ends: datetime


AgencyEvent = AgencyRegistered | MemberAdded | MemberSuspended | MemberReinstated | ContactHoursSet | OnCallNamed
