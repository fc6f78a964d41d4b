"""Who a fact is for, whatever reads it: pages, lists and rules.

Invariant: what was told in confidence is for the protected circle, also where an envelope says otherwise.
"""

from __future__ import annotations

from typing import get_args

from domain.case.events import DisclosureEvent, ProtectedSightingRecorded
from domain.conference.events import ConferenceEvent, FactPinned, FactUnpinned
from domain.envelope import Audience, AudienceKind

ALWAYS_PROTECTED = frozenset({ProtectedSightingRecorded.NAME})
"""Facts that are for the protected circle whatever their envelope says."""

_TOLD = {*get_args(DisclosureEvent), *get_args(ConferenceEvent)} - {FactPinned, FactUnpinned}

SUPERVISED = frozenset(event.NAME for event in _TOLD)
"""Facts that a supervisor is told of whomever they are for, in codes alone: a part was disclosed, and on what basis; a
conference was held, by whom, and who is to do what. Not what was pinned: a pin names a fact, which may be told in
confidence."""


def audience_of(name: str, said: Audience) -> Audience:
    """Whom a fact called *name* is for, of which the envelope *said* this."""
    return Audience(AudienceKind.PROTECTED) if name in ALWAYS_PROTECTED else said
