"""What can have happened between the agencies of a case.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

from domain.case.codes import DeclineGround, LegalBasis, SharedFor
from domain.case.coordination.grounds import Provision
from domain.codes import Country, Role
from domain.events import Event, Upcaster, stored_as
from domain.privacy import NOTHING, Narrative


@stored_as("AgencyInvited")
class AgencyInvited(Event, frozen=True, kw_only=True):
    """An agency was asked to take part. Until it accepts it sees that it was asked, by whom, for what, and no more."""

    invitation: str
    agency: str
    role: Role
    country: Country
    invited_by: str
    purpose: SharedFor
    legal_basis: LegalBasis
    provision: Provision | None = None


@stored_as("AgencyInvitationWithdrawn")
class AgencyInvitationWithdrawn(Event, frozen=True, kw_only=True):
    """The invitation stands no more; it had not been answered."""

    invitation: str
    agency: str


@stored_as("AgencyInvitationDeclined")
class AgencyInvitationDeclined(Event, frozen=True, kw_only=True):
    """The invited agency does not take part."""

    invitation: str
    agency: str
    ground: DeclineGround
    note: Narrative = NOTHING


# In the first schema nobody said for what and on what basis; an agency was brought in without an invitation to accept.
@stored_as("AgencyJoined", schema=2, upcasters=(Upcaster(1),))
class AgencyJoined(Event, frozen=True, kw_only=True):
    """An agency takes part from now on, because the agency *invited_by* asked for it.

    It accepted an *invitation*, or was brought in at once.
    """

    agency: str
    role: Role
    country: Country
    invited_by: str
    invitation: str | None = None
    purpose: SharedFor | None = None
    legal_basis: LegalBasis | None = None
    provision: Provision | None = None


# In the first schema every agency left by itself.
@stored_as("AgencyLeft", schema=2, upcasters=(Upcaster(1),))
class AgencyLeft(Event, frozen=True, kw_only=True):
    """An agency takes part no more: it left, or its part was *ended_by* the agency that leads."""

    agency: str
    reason: Narrative
    ended_by: str | None = None


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


CoordinationEvent = (
    AgencyInvited
    | AgencyInvitationWithdrawn
    | AgencyInvitationDeclined
    | AgencyJoined
    | AgencyLeft
    | LeadOffered
    | LeadAccepted
    | LeadDeclined
)
