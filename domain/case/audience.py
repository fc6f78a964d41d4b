"""Who a fact is for, whatever reads it: pages, lists and rules.

Invariant: what was told in confidence is for the protected circle, also where an envelope says otherwise.
"""

from __future__ import annotations

from typing import get_args

from domain.case.events import DisclosureEvent, ProtectedSightingRecorded
from domain.envelope import Audience, AudienceKind

ALWAYS_PROTECTED = frozenset({ProtectedSightingRecorded.NAME})
"""Facts that are for the protected circle whatever their envelope says."""

SUPERVISED = frozenset(event.NAME for event in get_args(DisclosureEvent))
"""Facts that a supervisor is told of whomever they are for, in codes alone: a part was disclosed, and on what basis."""


def audience_of(name: str, said: Audience) -> Audience:
    """Whom a fact called *name* is for, of which the envelope *said* this."""
    return Audience(AudienceKind.PROTECTED) if name in ALWAYS_PROTECTED else said
