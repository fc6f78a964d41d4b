"""Who looks after the child, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.care.events import CareEvent, GuardianAppointed, PlacementEnded, PlacementStarted


class Care(msgspec.Struct, frozen=True):
    """The guardian and the *placement* the child lives in now, where there are any; *placements* are all there were."""

    guardian: GuardianAppointed | None = None
    placement: PlacementStarted | None = None
    placements: tuple[str, ...] = ()


def evolve(care: Care, event: CareEvent) -> Care:
    """The care after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    match event:
        case GuardianAppointed():
            return replace(care, guardian=event)
        case PlacementStarted(placement=placement):
            return replace(care, placement=event, placements=(*care.placements, placement))
        case PlacementEnded(placement=placement):
            current = care.placement is not None and care.placement.placement == placement
            return replace(care, placement=None) if current else care
        case _:
            assert_never(event)
