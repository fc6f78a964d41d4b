"""Who takes part in which case, to find an agency's cases by; and who read one by emergency access.

Invariant: it says that an agency takes or took part, or that somebody read, and nothing about the case. An emergency
access has its end from the beginning; a review adds its finding and ends nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case import events as e
from domain.case.codes import EmergencyFinding, LegalBasis, SharedFor
from domain.case.events import AgencyJoined, AgencyLeft, CaseOpened
from domain.codes import Country, Role
from domain.envelope import case_of
from projections.views import Document, Fact, View


class Participation(Document, frozen=True, kw_only=True):
    """An agency's part in a case; *joined* while it lasts."""

    case: str
    agency: str
    role: Role
    country: Country
    joined: bool


def keys(fact: Fact) -> Sequence[str]:
    """The agency that joins or leaves, in its case."""
    if isinstance(fact.event, CaseOpened | AgencyJoined | AgencyLeft):
        return (f"{case_of(fact.originator)}.{fact.event.agency}",)
    return ()


def evolve(part: Participation | None, fact: Fact) -> Participation | None:
    """The part after *fact*; who never joined cannot leave."""
    event, case = fact.event, case_of(fact.originator) or ""
    if isinstance(event, CaseOpened):
        country = fact.meta.jurisdiction or event.country
        return Participation(case=case, agency=event.agency, role=event.role, country=country, joined=True)
    if isinstance(event, AgencyJoined):
        return Participation(case=case, agency=event.agency, role=event.role, country=event.country, joined=True)
    return None if part is None else replace(part, joined=False)


class Membership(msgspec.Struct, frozen=True, kw_only=True):
    """An agency takes part *since* this was recorded, and *until* its leaving was; who comes back gets another.

    For what and on what basis is not known of parts that began before anybody was asked.
    """

    agency: str
    role: Role
    country: Country
    since: datetime
    until: datetime | None = None
    purpose: SharedFor | None = None
    legal_basis: LegalBasis | None = None
    ended_by: str | None = None

    def at(self, when: datetime | None) -> bool:
        """Whether the agency takes part *when*, or now."""
        if when is None:
            return self.until is None
        return self.since <= when and (self.until is None or when < self.until)


class Emergency(msgspec.Struct, frozen=True, kw_only=True):
    """A *member* of an agency outside the case reads it *until* a moment; *finding* once somebody reviewed it."""

    id: str
    agency: str
    member: str
    at: datetime
    until: datetime
    finding: EmergencyFinding | None = None


def emergencies(before: tuple[Emergency, ...], event: e.EmergencyEvent, fact: Fact) -> tuple[Emergency, ...]:
    """The accesses after a fact about them."""
    match event:
        case e.EmergencyAccessTaken(access=access, agency=agency, member=member, until=until):
            at = fact.recorded_at
            return (*before, Emergency(id=access, agency=agency, member=member, at=at, until=until))
        case e.EmergencyAccessReviewed(access=access, finding=finding):
            return tuple(replace(each, finding=finding) if each.id == access else each for each in before)
        case _:
            assert_never(event)


VIEW: View[Participation] = View(
    name="participation",
    version=1,
    document=Participation,
    keys=keys,
    evolve=evolve,
    columns={
        "case": lambda part: part.case,
        "agency": lambda part: part.agency,
        "country": lambda part: part.country,
        "joined": lambda part: part.joined,
    },
    indexes=(("agency", "joined"), ("country",), ("case",)),
)
