"""Who acts for an agency, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.directory.codes import MemberRole, Standing
from domain.directory.events import (
    AccessReset,
    AgencyEvent,
    AgencyRegistered,
    ContactHoursSet,
    InvitationAccepted,
    InvitationWithdrawn,
    MemberAdded,
    MemberEvent,
    MemberInvited,
    MemberMoved,
    MemberReinstated,
    MemberRolesChanged,
    MemberSuspended,
    OnCallNamed,
    ProviderEvent,
    ProviderRemoved,
    ProviderSet,
)
from domain.events import Event


class Member(msgspec.Struct, frozen=True):
    """A person of the agency: which roles they have, and how they stand with it."""

    id: str
    roles: tuple[MemberRole, ...]
    standing: Standing = Standing.ACTIVE


class NotRegistered(msgspec.Struct, frozen=True):
    """No such agency yet."""


class Registered(msgspec.Struct, frozen=True):
    """An agency, its members, its hours, who was named last to be on call, and its own provider."""

    registered: AgencyRegistered
    members: tuple[Member, ...] = ()
    contact: ContactHoursSet | None = None
    on_call: OnCallNamed | None = None
    provider: ProviderSet | None = None

    def member(self, member: str) -> Member | None:
        """The member of that identifier."""
        return next((one for one in self.members if one.id == member), None)

    def is_run_by(self, member: str) -> bool:
        """Whether *member* may say who acts for the agency."""
        return self._acts_as(member, MemberRole.ADMIN)

    def _acts_as(self, member: str, role: MemberRole) -> bool:
        found = self.member(member)
        return found is not None and found.standing is Standing.ACTIVE and role in found.roles

    def is_reached_as_told_by(self, member: str) -> bool:
        """Whether *member* may say how the agency is reached."""
        return self.is_run_by(member) or self._acts_as(member, MemberRole.DUTY)


Agency = NotRegistered | Registered

INITIAL: Agency = NotRegistered()


def evolve(agency: Agency, event: Event) -> Agency:
    """The agency after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    if not isinstance(event, AgencyEvent):
        return agency
    if isinstance(event, AgencyRegistered):
        return Registered(event) if isinstance(agency, NotRegistered) else agency
    return _evolve(agency, event) if isinstance(agency, Registered) else agency


def _evolve(agency: Registered, event: MemberEvent | ContactHoursSet | OnCallNamed | ProviderEvent) -> Registered:
    match event:
        case ContactHoursSet():
            return replace(agency, contact=event)
        case OnCallNamed():
            return replace(agency, on_call=event)
        case ProviderSet():
            return replace(agency, provider=event)
        case ProviderRemoved():
            return replace(agency, provider=None)
        case _:
            others = tuple(one for one in agency.members if one.id != event.member)
            changed = _member(agency.member(event.member), event)
            return agency if changed is None else replace(agency, members=(*others, changed))


def _member(before: Member | None, event: MemberEvent) -> Member | None:
    """The member after *event*; None for who was never there."""
    match event:
        case MemberAdded(member=member, roles=roles):
            return Member(member, roles)
        case MemberInvited(member=member, roles=roles):
            return Member(member, roles, Standing.INVITED)
        case MemberRolesChanged(roles=roles):
            return before and replace(before, roles=roles)
        case InvitationAccepted() | MemberReinstated():
            return before and replace(before, standing=Standing.ACTIVE)
        case MemberSuspended():
            return before and replace(before, standing=Standing.SUSPENDED)
        case AccessReset():
            return before
        case InvitationWithdrawn() | MemberMoved():
            return before and replace(before, standing=Standing.LEFT)
        case _:
            assert_never(event)
