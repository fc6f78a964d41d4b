"""When disclosures end by themselves, for the loop that writes it down.

Invariant: what is due can be read without reading what is not. Reading ends by the moment in the grant alone; this only
says when that has come.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.case import events as e
from domain.envelope import case_of
from projections.views import Document, Fact, View, moment


class Expiring(Document, frozen=True, kw_only=True):
    """A disclosure that ends at *until*, as long as nothing else has ended it."""

    case: str
    disclosure: str
    until: datetime
    cause: str
    exercise: str | None = None
    over: bool = False


def keys(fact: Fact) -> Sequence[str]:
    """The disclosure that was granted, or has ended."""
    if isinstance(fact.event, e.DisclosureGranted | e.DisclosureRecalled | e.DisclosureExpired):
        return (f"{case_of(fact.originator)}.{fact.event.disclosure}",)
    return ()


def evolve(expiring: Expiring | None, fact: Fact) -> Expiring | None:
    """When the disclosure ends after *fact*."""
    event = fact.event
    if isinstance(event, e.DisclosureGranted):
        return Expiring(
            case=case_of(fact.originator) or "",
            disclosure=event.disclosure,
            until=event.until,
            cause=fact.id,
            exercise=fact.meta.exercise,
        )
    return None if expiring is None else replace(expiring, over=True)


VIEW: View[Expiring] = View(
    name="expiring",
    version=1,
    document=Expiring,
    keys=keys,
    evolve=evolve,
    columns={"next_at": lambda expiring: None if expiring.over else moment(expiring.until)},
    indexes=(("next_at", "key"),),
)
