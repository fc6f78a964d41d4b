"""What keeps a case and what of it is erased; and the erasures that were confirmed, for the loop that carries them out.

Invariant: codes, times and identifiers only. What is here stays true when the texts of the case are gone.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case import events as e
from domain.envelope import case_of
from domain.retention.codes import OF_A_CASE, RecordClass
from projections.views import Document, Fact, View


class Hold(msgspec.Struct, frozen=True, kw_only=True):
    """The case is not erased while this stands."""

    id: str
    agency: str
    by: str
    at: datetime


class Proposal(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that waits for a second person; *officer* says that the first answers for data protection."""

    id: str
    agency: str
    by: str
    officer: bool
    classes: tuple[RecordClass, ...]
    rules: tuple[str, ...]
    due_at: datetime
    at: datetime


class Erasure(msgspec.Struct, frozen=True, kw_only=True):
    """An erasure that two people decided. Until it has *destroyed_at*, its keys are about to be destroyed."""

    id: str
    proposed_by: str
    confirmed_by: str
    classes: tuple[RecordClass, ...]
    rules: tuple[str, ...]
    due_at: datetime
    confirmed_at: datetime
    keys: tuple[str, ...] = ()
    fingerprints: tuple[str, ...] = ()
    destroyed_at: datetime | None = None


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """The holds that stand, the proposal that waits, and the erasures of a case, in order.

    *closed_at* is when it was recorded that the case is closed: nobody makes it due sooner by dating that back.
    """

    closed_at: datetime | None = None
    holds: tuple[Hold, ...] = ()
    proposed: Proposal | None = None
    erasures: tuple[Erasure, ...] = ()

    @property
    def pending(self) -> Erasure | None:
        """The erasure whose keys are about to be destroyed."""
        return next((each for each in self.erasures if each.destroyed_at is None), None)

    @property
    def gone(self) -> frozenset[RecordClass]:
        """The classes that are erased."""
        return frozenset(kind for each in self.erasures if each.destroyed_at for kind in each.classes)

    @property
    def left(self) -> tuple[RecordClass, ...]:
        """The classes that are still there, and not about to go."""
        going = {kind for each in self.erasures for kind in each.classes}
        return tuple(kind for kind in OF_A_CASE if kind not in going)

    @property
    def erased_at(self) -> datetime | None:
        """Since when nothing of the case can be read any more; None while something can."""
        days = [each.destroyed_at for each in self.erasures if each.destroyed_at is not None]
        return max(days) if self.gone.issuperset(OF_A_CASE) else None


def kept(before: Keeping, event: e.RetentionEvent, fact: Fact) -> Keeping:
    """The keeping of a case after a fact about it."""
    match event:
        case e.LegalHoldPlaced(hold=hold, agency=agency):
            placed = Hold(id=hold, agency=agency, by=fact.meta.actor, at=fact.recorded_at)
            return replace(before, holds=(*(each for each in before.holds if each.id != hold), placed))
        case e.LegalHoldLifted(hold=hold):
            return replace(before, holds=tuple(each for each in before.holds if each.id != hold))
        case e.ErasureProposed():
            return replace(before, proposed=_proposal(event, fact))
        case e.ErasureDeclined():
            return replace(before, proposed=None)
        case e.ErasureConfirmed():
            return replace(before, proposed=None, erasures=(*before.erasures, _erasure(event, fact)))
        case e.KeysDestroyed():
            return replace(before, erasures=tuple(_done(each, event) for each in before.erasures))
        case _:
            assert_never(event)


def _proposal(event: e.ErasureProposed, fact: Fact) -> Proposal:
    return Proposal(
        id=event.erasure,
        agency=fact.meta.agency,
        by=event.proposed_by,
        officer=event.officer,
        classes=event.classes,
        rules=event.rules,
        due_at=event.due_at,
        at=fact.recorded_at,
    )


def _erasure(event: e.ErasureConfirmed, fact: Fact) -> Erasure:
    return Erasure(
        id=event.erasure,
        proposed_by=event.proposed_by,
        confirmed_by=event.confirmed_by,
        classes=event.classes,
        rules=event.rules,
        due_at=event.due_at,
        confirmed_at=fact.recorded_at,
    )


def _done(erasure: Erasure, event: e.KeysDestroyed) -> Erasure:
    if erasure.id != event.erasure:
        return erasure
    return replace(erasure, keys=event.keys, fingerprints=event.fingerprints, destroyed_at=event.destroyed_at)


class Erasures(Document, frozen=True, kw_only=True):
    """The erasures that were confirmed in a *case*, done or not, and as what they are part of: an *exercise* or not."""

    case: str
    keeping: Keeping
    exercise: str | None = None


def keys(fact: Fact) -> Sequence[str]:
    """The case of which something is erased."""
    case = case_of(fact.originator)
    return (case,) if case is not None and isinstance(fact.event, e.ErasureConfirmed | e.KeysDestroyed) else ()


def evolve(document: Erasures | None, fact: Fact) -> Erasures | None:
    """The erasures after *fact*; a certificate for what nobody confirmed changes nothing."""
    event = fact.event
    if isinstance(event, e.ErasureConfirmed):
        before = document or Erasures(
            case=case_of(fact.originator) or "", keeping=Keeping(), exercise=fact.meta.exercise
        )
        return replace(before, keeping=kept(before.keeping, event, fact))
    if document is not None and isinstance(event, e.KeysDestroyed):
        return replace(document, keeping=kept(document.keeping, event, fact))
    return document


VIEW: View[Erasures] = View(
    name="erasures",
    version=1,
    document=Erasures,
    keys=keys,
    evolve=evolve,
    columns={"pending": lambda document: document.keeping.pending is not None},
    indexes=(("pending",),),
)
