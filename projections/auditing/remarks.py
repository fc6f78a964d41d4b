"""One document for each remark: what was remarked, what was answered, and how it was settled.

Invariant: nothing that was said is ever gone from it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.auditing import events as e
from domain.envelope import Audience
from projections.kept import Kept, keep
from projections.views import Document, Fact, View, moment


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """Words of somebody of an agency, in the fact that recorded them."""

    fact: str
    agency: str
    member: str
    at: datetime
    words: Kept | None


class Remark(Document, frozen=True, kw_only=True):
    """A remark by auditors on a case. *state* is noted where nobody is asked, else asked, answered or settled."""

    id: str
    case: str
    by: str
    agency: str | None = None
    check: str | None = None
    anchor: str | None = None
    facts: tuple[str, ...] = ()
    made: Said
    answers: tuple[Said, ...] = ()
    settled: Said | None = None
    audience: Audience = Audience()
    exercise: str | None = None

    @property
    def state(self) -> str:
        """How far it has come."""
        if self.settled is not None:
            return "settled"
        if self.agency is None:
            return "noted"
        return "answered" if self.answers else "asked"

    @property
    def about(self) -> str | None:
        """The key of the finding it is about, if it is about one."""
        return f"{self.check}.{self.anchor}" if self.check and self.anchor else None

    @property
    def words(self) -> tuple[Kept, ...]:
        """All that was said, in order."""
        said = (self.made, *self.answers, *([self.settled] if self.settled else []))
        return tuple(each.words for each in said if each.words is not None)


def keys(fact: Fact) -> Sequence[str]:
    """The remark that *fact* is about."""
    return (fact.event.remark,) if isinstance(fact.event, e.RemarkEvent) else ()


def evolve(remark: Remark | None, fact: Fact) -> Remark | None:
    """The remark after *fact*; what follows one that was never made changes nothing."""
    event = fact.event
    if isinstance(event, e.RemarkMade):
        return remark or _made(event, fact)
    if remark is None:
        return None
    if isinstance(event, e.RemarkAnswered):
        return replace(remark, answers=(*remark.answers, _said(fact)))
    return replace(remark, settled=remark.settled or _said(fact))


def _made(event: e.RemarkMade, fact: Fact) -> Remark:
    return Remark(
        id=event.remark,
        case=event.case,
        by=event.by_agency,
        agency=event.agency,
        check=event.check,
        anchor=event.anchor,
        facts=event.facts,
        made=_said(fact),
        audience=fact.meta.audience,
        exercise=fact.meta.exercise,
    )


def _said(fact: Fact) -> Said:
    meta = fact.meta
    words = keep(fact, "words", getattr(fact.event, "words", None))
    return Said(fact=fact.id, agency=meta.agency, member=meta.actor, at=fact.recorded_at, words=words)


VIEW: View[Remark] = View(
    name="remarks",
    version=1,
    document=Remark,
    keys=keys,
    evolve=evolve,
    columns={
        "case": lambda remark: remark.case,
        "agency": lambda remark: remark.agency,
        "state": lambda remark: remark.state,
        "made_at": lambda remark: moment(remark.made.at),
    },
    indexes=(("case",), ("agency",)),
)
