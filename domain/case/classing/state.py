"""Which band of ages and which kind of absence stand, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.classing.events import AbsenceClassified, AgeBandRecorded, ClassingEvent
from domain.codes import AgeBand


class Classing(msgspec.Struct, frozen=True, kw_only=True):
    """The band of ages, and what the last absence that somebody classified was called."""

    band: AgeBand = AgeBand.UNKNOWN
    last: AbsenceClassified | None = None


def evolve(classing: Classing, event: ClassingEvent) -> Classing:
    """The two codes after *event*."""
    match event:
        case AgeBandRecorded(band=band):
            return replace(classing, band=band)
        case AbsenceClassified():
            return replace(classing, last=event)
        case _:
            assert_never(event)
