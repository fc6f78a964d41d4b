"""Who takes part in which case: one document for each agency of each case, to find an agency's cases by.

Invariant: it says that an agency takes or took part, and nothing about the case.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

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
