"""One document for each sample: what was announced, where in the log that stands, and what was drawn.

Invariant: what was drawn stands beside what it was drawn by, so that it can be drawn again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.codes import Country
from domain.sampling import events as e
from projections.views import Document, Fact, View, moment


class Draw(msgspec.Struct, frozen=True, kw_only=True):
    """The *cases* that were drawn, and by what."""

    log: str
    size: int
    root: str
    among: int
    fingerprint: str
    cases: tuple[str, ...]
    at: datetime


class Sample(Document, frozen=True, kw_only=True):
    """A sample of cases. *position* is where in the log it was announced: whoever draws it needs a root from behind."""

    id: str
    country: Country
    month: str
    kind: e.SampleKind
    many: int
    exercises: bool
    by: str
    member: str
    at: datetime
    position: int
    draw: Draw | None = None


def keys(fact: Fact) -> Sequence[str]:
    """The sample that *fact* is about."""
    return (fact.event.sample,) if isinstance(fact.event, e.SamplingEvent) else ()


def evolve(sample: Sample | None, fact: Fact) -> Sample | None:
    """The sample after *fact*; the first announcement and the first draw count."""
    match fact.event:
        case e.SampleAnnounced() if sample is None:
            return _announced(fact.event, fact)
        case e.SampleDrawn() if sample is not None and sample.draw is None:
            return replace(sample, draw=_drawn(fact.event, fact))
        case _:
            return sample


def _announced(event: e.SampleAnnounced, fact: Fact) -> Sample:
    return Sample(
        id=event.sample,
        country=event.country,
        month=event.month,
        kind=event.kind,
        many=event.many,
        exercises=event.exercises,
        by=event.by_agency,
        member=fact.meta.actor,
        at=fact.recorded_at,
        position=fact.position,
    )


def _drawn(event: e.SampleDrawn, fact: Fact) -> Draw:
    return Draw(
        log=event.log,
        size=event.size,
        root=event.root,
        among=event.among,
        fingerprint=event.fingerprint,
        cases=event.cases,
        at=fact.recorded_at,
    )


VIEW: View[Sample] = View(
    name="samples",
    version=1,
    document=Sample,
    keys=keys,
    evolve=evolve,
    columns={"country": lambda sample: sample.country.value, "at": lambda sample: moment(sample.at)},
    indexes=(("country", "at"),),
)
