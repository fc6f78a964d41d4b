"""The audit trail: one document for each fact of any originator, saying who did what for whom, when and why.

Invariant: it holds none of the fact's own fields, private or not, so that reading it is never a consultation.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from domain.codes import Country
from domain.envelope import Audience, Occurred, PlaybookRef, case_of
from projections.views import Document, Fact, View, moment


class Trace(Document, frozen=True, kw_only=True):
    """A fact as an auditor reads it."""

    position: int
    id: str
    name: str
    originator: str
    version: int
    case: str | None = None
    actor: str
    agency: str
    on_behalf_of: str | None = None
    purpose: str
    legal_basis: str
    jurisdiction: Country | None = None
    occurred: Occurred
    recorded_at: datetime
    audience: Audience = Audience()
    command_id: str
    causation_id: str | None = None
    correlation_id: str | None = None
    playbook: PlaybookRef | None = None
    exercise: str | None = None


def keys(fact: Fact) -> Sequence[str]:
    """Each fact has a trace of its own."""
    return (str(fact.position),)


def evolve(_: Trace | None, fact: Fact) -> Trace | None:
    """The trace of *fact*; a repeat is the same trace."""
    meta = fact.meta
    return Trace(
        position=fact.position,
        id=fact.id,
        name=fact.name,
        originator=fact.originator,
        version=fact.version,
        case=case_of(fact.originator),
        actor=meta.actor,
        agency=meta.agency,
        on_behalf_of=meta.on_behalf_of,
        purpose=meta.purpose,
        legal_basis=meta.legal_basis,
        jurisdiction=meta.jurisdiction,
        occurred=meta.occurred_at,
        recorded_at=fact.recorded_at,
        audience=meta.audience,
        command_id=meta.command_id,
        causation_id=meta.causation_id,
        correlation_id=meta.correlation_id,
        playbook=meta.playbook,
        exercise=meta.exercise,
    )


VIEW: View[Trace] = View(
    name="audit",
    version=2,
    document=Trace,
    keys=keys,
    evolve=evolve,
    columns={
        "case": lambda trace: trace.case,
        "agency": lambda trace: trace.agency,
        "actor": lambda trace: trace.actor,
        "name": lambda trace: trace.name,
        "recorded_at": lambda trace: moment(trace.recorded_at),
    },
    one_each=True,
    indexes=(("case",), ("agency",), ("name",)),
)
