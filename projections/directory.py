"""The directory: one document for each agency, with its members, and how the agency is reached by what it says.

Invariant: an organisation's name is public, a person's is not: names and addresses of members are kept sealed. Who may
not act for an agency is not reached there. A time zone that this machine does not know is taken for UTC.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, tzinfo
from functools import partial
from typing import assert_never
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import msgspec
from msgspec.structs import replace

from domain.codes import Country, Role
from domain.directory import events as e
from domain.directory.codes import MemberRole, Standing, WayIn
from domain.directory.reaching import Line, OpenHours, Shift, newest, no_holidays
from projections.kept import Kept, keep
from projections.views import Document, Documents, Fact, View


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person of the agency. *moved_to* may take them in; what they were given before *since* opens nothing.

    An administrator *reset* this of how they sign in last, at *reset_at*.
    """

    id: str
    name: Kept | None
    email: Kept | None
    roles: tuple[MemberRole, ...]
    standing: Standing = Standing.ACTIVE
    moved_to: str | None = None
    since: datetime | None = None
    reset: WayIn | None = None
    reset_at: datetime | None = None

    @property
    def acts(self) -> bool:
        """Whether they may act for the agency now."""
        return self.standing is Standing.ACTIVE


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's own provider; what it let somebody do before *since*, when it was another, opens nothing."""

    issuer: str
    client: str
    passwords: bool
    since: datetime


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
    line: str | None = None
    closed_on_holidays: bool = False
    hours_said: bool = False
    shifts: tuple[Shift, ...] = ()
    provider: Provider | None = None
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
    if isinstance(event, e.MemberEvent):
        return replace(agency, members=_members(agency.members, event, fact))
    match event:
        case e.ContactHoursSet(hours=hours, fallback=fallback, line=line, closed_on_holidays=closed):
            agency = replace(agency, hours=hours, fallback=fallback, line=line, closed_on_holidays=closed)
            return replace(agency, hours_said=True)
        case e.OnCallNamed(member=member, begins=begins, ends=ends):
            return replace(agency, shifts=newest((*agency.shifts, Shift(member, begins, ends))))
        case e.ProviderSet():
            return replace(agency, provider=_provider(agency.provider, event, fact.recorded_at))
        case e.ProviderRemoved():
            return replace(agency, provider=None)
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


def _provider(before: Provider | None, event: e.ProviderSet, at: datetime) -> Provider:
    """The provider after *event*: the one there was *before* goes on where only what goes beside it changed."""
    same = before is not None and (before.issuer, before.client) == (event.issuer, event.client)
    since = before.since if before is not None and same else at
    return Provider(issuer=event.issuer, client=event.client, passwords=event.passwords, since=since)


def _members(before: tuple[Member, ...], event: e.MemberEvent, fact: Fact) -> tuple[Member, ...]:
    """The members after *event*; each stays where they first stood, and who was never there is passed by."""
    known = {member.id: member for member in before}
    if isinstance(event, e.MemberAdded | e.MemberInvited):
        known[event.member] = _entered(event, fact, again=event.member in known)
    elif event.member in known:
        known[event.member] = _changed(known[event.member], event, fact)
    return tuple(known.values())


def _entered(event: e.MemberAdded | e.MemberInvited, fact: Fact, *, again: bool) -> Member:
    return Member(
        id=event.member,
        name=keep(fact, "name", event.name),
        email=keep(fact, "email", event.email),
        roles=event.roles,
        standing=Standing.INVITED if isinstance(event, e.MemberInvited) else Standing.ACTIVE,
        since=fact.recorded_at if again else None,
    )


Change = (
    e.InvitationAccepted
    | e.MemberRolesChanged
    | e.MemberSuspended
    | e.MemberReinstated
    | e.InvitationWithdrawn
    | e.MemberMoved
    | e.AccessReset
)


def _changed(member: Member, event: Change, fact: Fact) -> Member:
    match event:
        case e.InvitationAccepted(name=name):
            return replace(member, name=keep(fact, "name", name), standing=Standing.ACTIVE)
        case e.MemberRolesChanged(roles=roles):
            return replace(member, roles=roles)
        case e.MemberSuspended():
            return replace(member, standing=Standing.SUSPENDED)
        case e.MemberReinstated():
            return replace(member, standing=Standing.ACTIVE, since=fact.recorded_at)
        case e.AccessReset(way=way):
            return replace(member, reset=way, reset_at=fact.recorded_at)
        case e.InvitationWithdrawn():
            return replace(member, standing=Standing.LEFT)
        case e.MemberMoved(to_agency=to_agency):
            return replace(member, standing=Standing.LEFT, moved_to=to_agency)
        case _:
            assert_never(event)


VIEW: View[Agency] = View(
    name="directory",
    version=7,
    document=Agency,
    keys=keys,
    evolve=evolve,
    columns={"role": lambda agency: agency.role, "country": lambda agency: agency.country},
    indexes=(("country", "role"),),
)


Holidays = Callable[[date, Country], bool]
"""Whether a day is a public holiday of a country."""


def none_anywhere(_: date, __: Country) -> bool:
    """Whether a day is a holiday where none is known."""
    return False


class DirectoryLines:
    """Implements :data:`domain.directory.reaching.Lines`."""

    def __init__(self, documents: Documents, holidays: Holidays = none_anywhere) -> None:
        """Read the directory in *documents*; *holidays* come from the outside."""
        self._documents = documents
        self._holidays = holidays

    def __call__(self, agency: str) -> Line | None:
        """How *agency* is reached; nothing for what is no registered agency, such as a role."""
        found = self._documents.get(VIEW, agency)
        return None if found is None else line_of(found, self._holidays)


def line_of(found: Agency, holidays: Holidays = none_anywhere) -> Line:
    """How the agency *found* is reached."""
    active = {member.id for member in found.members if member.acts}
    return Line(
        agency=found.id,
        zone=_zone(found.zone),
        hours=found.hours,
        off=partial(_holiday, holidays, found.country) if found.closed_on_holidays else no_holidays,
        fallback=found.fallback,
        other=found.line,
        shifts=tuple(shift for shift in found.shifts if shift.member in active),
        on_duty=tuple(m.id for m in found.members if m.id in active and MemberRole.DUTY in m.roles),
        said=found.hours_said,
    )


def _holiday(holidays: Holidays, country: Country, day: date) -> bool:
    return holidays(day, country)


def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return UTC
