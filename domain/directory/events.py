"""What can have happened to an agency and its members.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from datetime import datetime

from domain.codes import Country, Role
from domain.directory.codes import MemberRole, WayIn
from domain.directory.reaching import OpenHours
from domain.events import Event, Upcaster, stored_as
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


@stored_as("MemberInvited")
class MemberInvited(Event, frozen=True, kw_only=True):
    """A person was asked to act for the agency, under the name and address that the administrator gave."""

    member: str
    name: Identity
    email: Identity
    roles: tuple[MemberRole, ...]


@stored_as("InvitationWithdrawn")
class InvitationWithdrawn(Event, frozen=True, kw_only=True):
    """The person is not asked any more, and never acted for the agency under this invitation."""

    member: str


@stored_as("InvitationAccepted")
class InvitationAccepted(Event, frozen=True, kw_only=True):
    """The person acts for the agency from now on, under the *name* they gave themselves."""

    member: str
    name: Identity


@stored_as("MemberRolesChanged")
class MemberRolesChanged(Event, frozen=True, kw_only=True):
    """The person has these roles in the agency, and no others."""

    member: str
    roles: tuple[MemberRole, ...]


@stored_as("MemberMoved")
class MemberMoved(Event, frozen=True, kw_only=True):
    """The person does not act for the agency any more; *to_agency* may take them in, where one is named."""

    member: str
    to_agency: str | None
    reason: Narrative


@stored_as("MemberSuspended")
class MemberSuspended(Event, frozen=True, kw_only=True):
    """The person may not act for the agency for now."""

    member: str
    reason: Narrative


@stored_as("MemberReinstated")
class MemberReinstated(Event, frozen=True, kw_only=True):
    """The person may act for the agency again."""

    member: str


@stored_as("AccessReset")
class AccessReset(Event, frozen=True, kw_only=True):
    """An administrator made a link for a new password of the person, or removed their second factor and passkeys.

    What is recorded as theirs afterwards need not be: who did this could have signed in as them.
    """

    member: str
    way: WayIn


@stored_as("ProviderSet")
class ProviderSet(Event, frozen=True, kw_only=True):
    """The agency's people sign in through a provider of its own, which knows Lantern as *client*.

    Without *passwords* only its administrators may still act for it after what they prove to Lantern alone. What
    Lantern proves itself with to the provider is a secret and stands in no history.
    """

    issuer: str
    client: str
    passwords: bool


@stored_as("ProviderRemoved")
class ProviderRemoved(Event, frozen=True, kw_only=True):
    """The agency has no provider of its own any more."""


# In the first schema hours held on holidays too, and only an agency could answer instead.
@stored_as("ContactHoursSet", schema=2, upcasters=(Upcaster(1),))
class ContactHoursSet(Event, frozen=True, kw_only=True):
    """When somebody answers at the agency, in its own time zone, and which agency answers while nobody does.

    Beside it, or instead, a *line* that is no agency can be named in words, never a person's own number. Where it is
    *closed_on_holidays*, no hours begin on a public holiday of its country.
    """

    hours: tuple[OpenHours, ...]
    fallback: str | None
    line: str | None = None
    closed_on_holidays: bool = False


@stored_as("OnCallNamed")
class OnCallNamed(Event, frozen=True, kw_only=True):
    """A member is the one to reach from *begins* until *ends*, by day and night."""

    member: str
    begins: datetime
    ends: datetime


MemberEvent = (
    MemberAdded
    | MemberInvited
    | InvitationWithdrawn
    | InvitationAccepted
    | MemberRolesChanged
    | MemberMoved
    | MemberSuspended
    | MemberReinstated
    | AccessReset
)

ProviderEvent = ProviderSet | ProviderRemoved

AgencyEvent = AgencyRegistered | MemberEvent | ContactHoursSet | OnCallNamed | ProviderEvent
