"""Agencies and members by name, held in memory.

Invariant: members' names are sealed wherever they are stored; they are in clear in this index only, which is built from
the directory view at start and kept current by its facts.
"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from domain.codes import Country, Role


class Agency(msgspec.Struct, frozen=True, kw_only=True):
    """An organisation as screens name it."""

    id: str
    name: str
    role: Role
    country: Country | None
    zone: str
    language: str | None = None


class Member(msgspec.Struct, frozen=True, kw_only=True):
    """A person as screens name them."""

    id: str
    agency: str
    name: str
    email: str
    roles: tuple[str, ...] = ()
    suspended: bool = False

    def __repr__(self) -> str:
        """Name the identifier only."""
        return f"Member({self.id})"


class People:
    """The index of agencies and members."""

    def __init__(self) -> None:
        """Start empty."""
        self._agencies: dict[str, Agency] = {}
        self._members: dict[str, Member] = {}
        self._by_email: dict[str, str] = {}
        self._languages: dict[str, str] = {}

    def learn(self, agencies: Iterable[Agency] = (), members: Iterable[Member] = ()) -> None:
        """Add or replace *agencies* and *members*."""
        for agency in agencies:
            self._agencies[agency.id] = agency
            if agency.language:
                self._languages[agency.name] = agency.language
        for member in members:
            before = self._members.get(member.id)
            if before is not None:
                self._by_email.pop(before.email.casefold(), None)
            self._members[member.id] = member
            self._by_email[member.email.casefold()] = member.id

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

    def member(self, id_: str) -> Member | None:
        """The member under *id_*."""
        return self._members.get(id_)

    def member_name(self, id_: str | None) -> str:
        """The name of a member; the rules that acted by themselves are named Lantern."""
        if id_ is None:
            return ""
        found = self._members.get(id_)
        if found is not None:
            return found.name
        return "Lantern" if id_.startswith("lantern") else id_

    def by_email(self, email: str) -> Member | None:
        """The member who signs in with *email*, unless suspended."""
        member = self._members.get(self._by_email.get(email.strip().casefold(), ""))
        return None if member is None or member.suspended else member

    def agencies(self) -> list[Agency]:
        """All agencies, by country, role and name."""
        return sorted(self._agencies.values(), key=lambda a: (a.country or "", a.role, a.name))

    def all_of(self, agency: str) -> list[Member]:
        """Everybody who was ever added to *agency*, by name, also those who may not act for it."""
        return sorted((m for m in self._members.values() if m.agency == agency), key=lambda m: m.name)

    def members_of(self, agency: str) -> list[Member]:
        """The members of *agency* who can act, by name."""
        found = [m for m in self._members.values() if m.agency == agency and not m.suspended]
        return sorted(found, key=lambda m: m.name)
