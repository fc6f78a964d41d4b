"""Who acts for an agency, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.directory.codes import MemberRole
from domain.directory.events import (
    AgencyEvent,
    AgencyRegistered,
    ContactHoursSet,
    MemberAdded,
    MemberReinstated,
    MemberSuspended,
    OnCallNamed,
)
from domain.events import Event


class Member(msgspec.Struct, frozen=True):
    """A person who acts for the agency, unless *suspended*."""

    added: MemberAdded
    suspended: bool = False


class NotRegistered(msgspec.Struct, frozen=True):
    """No such agency yet."""


class Registered(msgspec.Struct, frozen=True):
    """An agency, its members, its hours, and who was named last to be on call."""

    registered: AgencyRegistered
    members: tuple[Member, ...] = ()
    contact: ContactHoursSet = ContactHoursSet(hours=(), fallback=None)
    on_call: OnCallNamed | None = None

    def member(self, member: str) -> Member | None:
        """The member of that identifier."""
        return next((one for one in self.members if one.added.member == member), None)

    def is_run_by(self, member: str) -> bool:
        """Whether *member* may say who acts for the agency."""
        found = self.member(member)
        return found is not None and not found.suspended and MemberRole.ADMIN in found.added.roles


Agency = NotRegistered | Registered

INITIAL: Agency = NotRegistered()


def evolve(agency: Agency, event: Event) -> Agency:
    """The agency after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    if not isinstance(event, AgencyEvent):
        return agency
    if isinstance(event, AgencyRegistered):
        return Registered(event) if isinstance(agency, NotRegistered) else agency
    return _evolve(agency, event) if isinstance(agency, Registered) else agency


def _evolve(
    agency: Registered, event: MemberAdded | MemberSuspended | MemberReinstated | ContactHoursSet | OnCallNamed
) -> Registered:
    match event:
        case MemberAdded():
            return replace(agency, members=(*agency.members, Member(event)))
        case MemberSuspended(member=member):
            return _suspended(agency, member, suspended=True)
        case MemberReinstated(member=member):
            return _suspended(agency, member, suspended=False)
        case ContactHoursSet():
            return replace(agency, contact=event)
        case OnCallNamed():
            return replace(agency, on_call=event)
        case _:
            assert_never(event)


def _suspended(agency: Registered, member: str, *, suspended: bool) -> Registered:
    members = tuple(replace(one, suspended=suspended) if one.added.member == member else one for one in agency.members)
    return replace(agency, members=members)
