"""Agencies and members by name, held in memory.

Invariant: members' names are sealed wherever they are stored; they are in clear in this index only, which is built from
the directory view at start and kept current by its facts.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable
from datetime import datetime

import msgspec

from domain.codes import Country, Role
from domain.directory.codes import MemberRole, Standing, WayIn

PATIENCE_SECONDS = 10.0


class Provider(msgspec.Struct, frozen=True, kw_only=True):
    """An agency's own provider, and whether its people may prove who they are to Lantern alone as well."""

    issuer: str
    client: str
    passwords: bool
    since: datetime


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as screens name it."""

    id: str
    name: str
    role: Role
    country: Country | None
    zone: str
    language: str | None = None
    provider: Provider | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person in one agency, as screens name them. Sessions of before *since* are over.

    *moved_to* is the agency that may take them in. An administrator *reset* how they sign in last at *reset_at*.
    """

    id: str
    agency: str
    name: str
    email: str
    roles: tuple[str, ...] = ()
    standing: Standing = Standing.ACTIVE
    moved_to: str | None = None
    since: datetime | None = None
    reset: WayIn | None = None
    reset_at: datetime | None = None

    @property
    def acts(self) -> bool:
        """Whether they may act for the agency now."""
        return self.standing is Standing.ACTIVE

    @property
    def runs_agency(self) -> bool:
        """Whether they may say who acts for the agency."""
        return self.acts and MemberRole.ADMIN in self.roles

    def __repr__(self) -> str:
        """Name the identifier only."""
        return f"Member({self.id})"


class People:
    """The index of agencies and members."""

    def __init__(self) -> None:
        """Start empty."""
        self._agencies: dict[str, Agency] = {}
        self._members: dict[str, dict[str, Member]] = {}
        self._by_email: dict[str, str] = {}
        self._languages: dict[str, str] = {}
        self._position = 0
        self._moved = asyncio.Event()

    def learn(self, agencies: Iterable[Agency] = (), members: Iterable[Member] = ()) -> None:
        """Add or replace *agencies* and *members*."""
        for agency in agencies:
            self._agencies[agency.id] = agency
            if agency.language:
                self._languages[agency.name] = agency.language
        for member in members:
            within = self._members.setdefault(member.id, {})
            within[member.agency] = member
            self._by_email[member.email.casefold()] = member.id

    def stand(self, position: int) -> None:
        """Everything up to *position* of the log is known here."""
        self._position = position
        self._moved.set()
        self._moved = asyncio.Event()

    async def reached(self, position: int) -> None:
        """Wait until everything up to *position* is known here. Raises ``TimeoutError`` when it takes too long."""
        async with asyncio.timeout(PATIENCE_SECONDS):
            while self._position < position:
                await self._moved.wait()

    def agency(self, id_: str) -> Agency | None:
        """The agency under *id_*."""
        return self._agencies.get(id_)

    def agency_name(self, id_: str | None) -> str:
        """The name of an agency, its identifier while it is unknown, nothing for None."""
        if id_ is None:
            return ""
        found = self._agencies.get(id_)
        return found.name if found else id_

    def language_of(self, name: str) -> str | None:
        """The language that the *name* of an agency is in, where that is not English."""
        return self._languages.get(name)

    def member(self, id_: str, agency: str | None = None) -> Member | None:
        """The person under *id_* in *agency*; in any they may act for, else in any, where none is given."""
        within = self._members.get(id_, {})
        if agency is not None:
            return within.get(agency)
        return next((each for each in within.values() if each.acts), next(iter(within.values()), None))

    def memberships(self, id_: str) -> list[Member]:
        """The person under *id_* in each agency they may act for, by the agency's name."""
        found = [each for each in self._members.get(id_, {}).values() if each.acts]
        return sorted(found, key=lambda each: self.agency_name(each.agency))

    def acts_for(self, id_: str, agency: str) -> bool:
        """Whether the person under *id_* may act for *agency* now."""
        found = self.member(id_, agency)
        return found is not None and found.acts

    def member_name(self, id_: str | None) -> str:
        """The name of a member; the rules that acted by themselves are named Lantern."""
        if id_ is None:
            return ""
        found = self.member(id_)
        if found is not None:
            return found.name
        return "Lantern" if id_.startswith("lantern") else id_

    def by_email(self, email: str) -> Member | None:
        """The member who signs in with *email*, in an agency they may act for."""
        member = self.known_by(email)
        return member if member is not None and member.acts else None

    def known_by(self, email: str) -> Member | None:
        """The person whose address is *email*, also one who may not act for anybody."""
        return self.member(self._by_email.get(email.strip().casefold(), ""))

    def with_provider(self) -> list[Agency]:
        """The agencies that have a provider of their own, by name."""
        return sorted(
            (each for each in self._agencies.values() if each.provider), key=lambda each: each.name.casefold()
        )

    def agencies(self) -> list[Agency]:
        """All agencies, by country, role and name."""
        return sorted(self._agencies.values(), key=lambda a: (a.country or "", a.role, a.name))

    def all_of(self, agency: str) -> list[Member]:
        """Everybody who was ever asked to act for *agency*, by name, also those who may not act for it."""
        found = [within[agency] for within in self._members.values() if agency in within]
        return sorted(found, key=lambda m: m.name.casefold())

    def members_of(self, agency: str) -> list[Member]:
        """The members of *agency* who can act, by name."""
        return [each for each in self.all_of(agency) if each.acts]

    def coming_to(self, agency: str) -> list[Member]:
        """Those whose last agency moved them to *agency*, which has not taken them in yet, by name."""
        moved = [each for within in self._members.values() for each in within.values() if each.moved_to == agency]
        found = [
            each for each in moved if (own := self.member(each.id, agency)) is None or own.standing is Standing.LEFT
        ]
        return sorted(found, key=lambda m: m.name.casefold())
