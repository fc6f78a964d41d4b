"""Which emergency accesses were taken, and which of them were reviewed, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.emergency.events import EmergencyAccessReviewed, EmergencyAccessTaken, EmergencyEvent


class Emergencies(msgspec.Struct, frozen=True, kw_only=True):
    """What was *taken*, in order, and the identifiers of what was *reviewed*."""

    taken: tuple[EmergencyAccessTaken, ...] = ()
    reviewed: frozenset[str] = frozenset()

    @property
    def waiting(self) -> tuple[EmergencyAccessTaken, ...]:
        """What nobody has reviewed yet."""
        return tuple(each for each in self.taken if each.access not in self.reviewed)


def evolve(state: Emergencies, event: EmergencyEvent) -> Emergencies:
    """The accesses after *event*."""
    match event:
        case EmergencyAccessTaken():
            return replace(state, taken=(*state.taken, event))
        case EmergencyAccessReviewed(access=access):
            return replace(state, reviewed=state.reviewed | {access})
        case _:
            assert_never(event)
