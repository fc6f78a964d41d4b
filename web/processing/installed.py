"""What an installation is made of, as far as a paper about its processing has to say it.

Invariant: facts of the configuration, no judgement about them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from domain.codes import Country, Role
from domain.directory.codes import MemberRole
from domain.retention.rules import Retention
from web.people import People

OFFICER = MemberRole.DATA_PROTECTION
"""Who answers for the data protection of their agency."""


@dataclass(frozen=True)
class Measures:
    """How the installation is run. *kek* is where its key-encryption key lies."""

    kek: Literal["environment", "file", "data"] = "data"
    replicas: int = 1
    embedded: bool = True
    https: bool = False
    demo: bool = False


@dataclass(frozen=True)
class Holder:
    """An agency, how many people act for it, and how many of them answer for its data protection."""

    name: str
    role: Role
    country: Country
    members: int
    officers: int


@dataclass(frozen=True)
class Installed:
    """Everything a paper is made from."""

    holders: Sequence[Holder]
    retention: Retention
    measures: Measures
    at: datetime


def holders_of(people: People) -> list[Holder]:
    """Every agency that is known, by country and name."""
    found = []
    for agency in people.agencies():
        if agency.country is not None:
            acting = [member for member in people.all_of(agency.id) if member.acts]
            officers = sum(OFFICER in member.roles for member in acting)
            found.append(Holder(agency.name, agency.role, agency.country, len(acting), officers))
    return sorted(found, key=lambda each: (each.country, each.name))
