"""The agencies and people of the demo, read from ``directory.toml``.

Invariant: they are fictive, and their identifiers are derived from their keys, so that they are the same everywhere.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from domain.codes import Country, Role
from domain.directory.codes import MemberRole
from domain.directory.commands import AddMember, AgencyCommand, RegisterAgency, SetContactHours
from domain.directory.decider import originator
from domain.directory.reaching import OpenHours
from domain.ids import derive
from infra.tables import Table, refuse_faults

ORIGIN = "0199c3f0a00070008000000000000000"
"""What every identifier of the demo is derived from."""

MAIL = "lantern.example"
_KEY = re.compile(r"(?P<role>[a-z]+)\.(?P<country>[a-z]{2})")
_ZONES = {
    Country.BE: "Europe/Brussels",
    Country.FR: "Europe/Paris",
    Country.GR: "Europe/Athens",
    Country.IT: "Europe/Rome",
    Country.SE: "Europe/Stockholm",
    Country.UK: "Europe/London",
}


class AgencyRow(msgspec.Struct, frozen=True, kw_only=True):
    """An agency as the file has it; its key says role and country, *language* which one a foreign name is in.

    Outside its *hours*, where it has some, the agency with the key *fallback* answers.
    """

    key: str
    name: str
    language: str | None = None
    hours: tuple[OpenHours, ...] = ()
    fallback: str | None = None


class MemberRow(msgspec.Struct, frozen=True, kw_only=True):
    """A person as the file has them; the account is the part of the address before the @."""

    account: str
    agency: str
    name: str
    roles: tuple[MemberRole, ...] = (MemberRole.WORKER,)


@dataclass(frozen=True)
class Account:
    """Somebody who can sign in to the demo."""

    name: str
    member: str
    agency: str
    key: str
    role: Role
    country: Country

    @property
    def email(self) -> str:
        """The address they sign in with."""
        return f"{self.name}@{MAIL}"


@dataclass(frozen=True)
class Demo:
    """Everybody in the demo: *agencies* by key, *accounts* by name, and the commands that enter them."""

    agencies: Mapping[str, str]
    accounts: Mapping[str, Account]
    commands: tuple[tuple[str, str, AgencyCommand], ...]
    """command identifier, originator, command"""


def load_people(path: Path) -> Demo:
    """The agencies and people in the file at *path*; all its faults at once in :class:`infra.tables.FilesRefused`."""
    table = Table(path)
    rows = list(_agencies(table))
    agencies = {row.key: command for row, command in rows}
    accounts: dict[str, Account] = {}
    commands: list[tuple[str, str, AgencyCommand]] = []
    for key, registration in agencies.items():
        commands.append((derive(ORIGIN, "register", key), originator(registration.agency), registration))
    commands += _hours(table, [row for row, _ in rows], agencies)
    for place, row in enumerate(table.rows("member")):
        member = table.convert(MemberRow, row, "member", place)
        if member is None:
            continue
        agency = agencies.get(member.agency)
        if agency is None:
            table.fault(f"there is no agency {member.agency}", "member", place, "agency")
        elif member.account in accounts:
            table.fault(f"somebody else has the account {member.account}", "member", place, "account")
        else:
            account = _account(member, agency)
            accounts[account.name] = account
            commands.append((derive(ORIGIN, "add", account.name), originator(agency.agency), _add(member, account)))
    refuse_faults(table)
    return Demo({key: agency.agency for key, agency in agencies.items()}, accounts, tuple(commands))


def _agencies(table: Table) -> Iterator[tuple[AgencyRow, RegisterAgency]]:
    seen: set[str] = set()
    for place, data in enumerate(table.rows("agency")):
        row = table.convert(AgencyRow, data, "agency", place)
        if row is None:
            continue
        found = _KEY.fullmatch(row.key)
        if not found or found["role"] not in list(Role) or found["country"] not in list(Country):
            table.fault(f"{row.key} is not a role and a country such as police.be", "agency", place, "key")
        elif row.key in seen:
            table.fault(f"another agency has the key {row.key}", "agency", place, "key")
        else:
            seen.add(row.key)
            country = Country(found["country"])
            yield (
                row,
                RegisterAgency(
                    agency=derive(ORIGIN, "agency", row.key),
                    name=row.name,
                    role=Role(found["role"]),
                    country=country,
                    zone=_ZONES[country],
                    language=row.language,
                ),
            )


def _hours(
    table: Table, rows: Sequence[AgencyRow], agencies: Mapping[str, RegisterAgency]
) -> Iterator[tuple[str, str, AgencyCommand]]:
    for place, row in enumerate(rows):
        if row.fallback is not None and row.fallback not in agencies:
            table.fault(f"there is no agency {row.fallback}", "agency", place, "fallback")
        elif row.hours or row.fallback:
            fallback = agencies[row.fallback].agency if row.fallback else None
            command = SetContactHours(hours=row.hours, fallback=fallback)
            yield derive(ORIGIN, "hours", row.key), originator(agencies[row.key].agency), command


def _account(member: MemberRow, agency: RegisterAgency) -> Account:
    return Account(
        name=member.account,
        member=derive(ORIGIN, "member", member.account),
        agency=agency.agency,
        key=member.agency,
        role=agency.role,
        country=agency.country,
    )


def _add(member: MemberRow, account: Account) -> AddMember:
    return AddMember(member=account.member, name=member.name, email=account.email, roles=member.roles)
