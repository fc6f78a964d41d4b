"""The directory: one document for each agency, with its members.

Invariant: an organisation's name is public, a person's is not: names and addresses of members are kept sealed.
"""

from __future__ import annotations

from collections.abc import Sequence

import msgspec
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.directory import events as e
from domain.directory.codes import MemberRole
from domain.directory.reaching import OpenHours, Shift, newest
from projections.kept import Kept, keep
from projections.views import Document, Fact, View


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person acting for the agency."""

    id: str
    name: Kept | None
    email: Kept | None
    roles: tuple[MemberRole, ...]
    suspended: bool = False


class Agency(Document, frozen=True, kw_only=True):
    """An organisation that can take part."""

    id: str
    name: str
    role: Role
    country: Country
    zone: str
    language: str | None = None
    members: tuple[Member, ...] = ()
    hours: tuple[OpenHours, ...] = ()
    fallback: str | None = None
    shifts: tuple[Shift, ...] = ()
    version: int = 1


def keys(fact: Fact) -> Sequence[str]:
    """The agency that *fact* is about."""
    place, _, agency = fact.originator.rpartition(".")
    return (agency,) if place == "directory.agency" else ()


def evolve(agency: Agency | None, fact: Fact) -> Agency | None:
    """The agency after *fact*; what it does not know changes the version only."""
    event = fact.event
    if agency is None:
        return _registered(event, fact) if isinstance(event, e.AgencyRegistered) else None
    agency = replace(agency, version=fact.version)
    match event:
        case e.MemberAdded():
            return replace(agency, members=(*agency.members, _member(event, fact)))
        case e.MemberSuspended(member=member):
            return _suspend(agency, member, suspended=True)
        case e.MemberReinstated(member=member):
            return _suspend(agency, member, suspended=False)
        case e.ContactHoursSet(hours=hours, fallback=fallback):
            return replace(agency, hours=hours, fallback=fallback)
        case e.OnCallNamed(member=member, begins=begins, ends=ends):
            return replace(agency, shifts=newest((*agency.shifts, Shift(member, begins, ends))))
        case _:
            return agency


def _registered(event: e.AgencyRegistered, fact: Fact) -> Agency:
    return Agency(
        id=event.agency,
        name=event.name,
        role=event.role,
        country=event.country,
        zone=event.zone,
        language=event.language,
        version=fact.version,
    )


def _member(event: e.MemberAdded, fact: Fact) -> Member:
    return Member(
        id=event.member,
        name=keep(fact, "name", event.name),
        email=keep(fact, "email", event.email),
        roles=event.roles,
    )


def _suspend(agency: Agency, member: str, *, suspended: bool) -> Agency:
    members = (replace(each, suspended=suspended) if each.id == member else each for each in agency.members)
    return replace(agency, members=tuple(members))


VIEW: View[Agency] = View(
    name="directory",
    version=3,
    document=Agency,
    keys=keys,
    evolve=evolve,
    columns={"role": lambda agency: agency.role, "country": lambda agency: agency.country},
    indexes=(("country", "role"),),
)
