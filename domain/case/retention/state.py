"""What keeps a case, what somebody proposed to erase of it, and what is erased, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.retention.events import (
    ErasureConfirmed,
    ErasureDeclined,
    ErasureProposed,
    KeysDestroyed,
    LegalHoldLifted,
    LegalHoldPlaced,
    RetentionEvent,
)
from domain.retention.codes import OF_A_CASE, RecordClass


class Keeping(msgspec.Struct, frozen=True, kw_only=True):
    """The *holds* that stand, what is *proposed*, what was *confirmed* and is not certified yet, what is *gone*."""

    holds: tuple[LegalHoldPlaced, ...] = ()
    proposed: ErasureProposed | None = None
    confirmed: ErasureConfirmed | None = None
    gone: frozenset[RecordClass] = frozenset()

    @property
    def ended(self) -> bool:
        """Whether something of the case is erased, or about to be: nothing can be added to it any more."""
        return self.confirmed is not None or bool(self.gone)

    @property
    def left(self) -> tuple[RecordClass, ...]:
        """The classes that are still there."""
        going = self.confirmed.classes if self.confirmed is not None else ()
        return tuple(kind for kind in OF_A_CASE if kind not in self.gone and kind not in going)


def evolve(state: Keeping, event: RetentionEvent) -> Keeping:
    """The state after *event*."""
    match event:
        case LegalHoldPlaced():
            return replace(state, holds=(*(each for each in state.holds if each.hold != event.hold), event))
        case LegalHoldLifted(hold=hold):
            return replace(state, holds=tuple(each for each in state.holds if each.hold != hold))
        case ErasureProposed():
            return replace(state, proposed=event)
        case ErasureDeclined():
            return replace(state, proposed=None)
        case ErasureConfirmed():
            return replace(state, proposed=None, confirmed=event)
        case KeysDestroyed(classes=classes):
            return replace(state, confirmed=None, gone=state.gone | set(classes))
        case _:
            assert_never(event)
