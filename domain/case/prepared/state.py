"""Which questions of the profile and the safety plan have an answer, folded from what happened.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from datetime import date
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.prepared.events import PreparedEvent, ProfileRecorded, SafetyPlanRecorded


class Prepared(msgspec.Struct, frozen=True, kw_only=True):
    """The fields that the last *profile* and the last *plan* answered, None where there is none yet."""

    profile: frozenset[str] | None = None
    photo_on: date | None = None
    plan: frozenset[str] | None = None


def evolve(prepared: Prepared, event: PreparedEvent) -> Prepared:
    """What is kept ready after *event*."""
    match event:
        case ProfileRecorded(answered=answered, photo_on=photo_on):
            return replace(prepared, profile=frozenset(answered), photo_on=photo_on)
        case SafetyPlanRecorded(answered=answered):
            return replace(prepared, plan=frozenset(answered))
        case _:
            assert_never(event)
