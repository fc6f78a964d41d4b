"""Where the file of a child stands, folded from what happened to it.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.file.events import (
    CaseClosed,
    CaseOpened,
    CaseReopened,
    FileEvent,
    IdentityCorrected,
    IdentityRecorded,
)


class NotOpened(msgspec.Struct, frozen=True):
    """No such case yet."""


class Unidentified(msgspec.Struct, frozen=True):
    """Nobody has written down who the child is."""


Identified = IdentityRecorded | IdentityCorrected


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """The case is worked on."""

    opened: CaseOpened
    identity: Unidentified | Identified = Unidentified()
    reopened: CaseReopened | None = None


class Closed(msgspec.Struct, frozen=True):
    """The case needs no more work; *was* is how it stood before."""

    was: Open
    closed: CaseClosed


File = NotOpened | Open | Closed


def evolve(file: File, event: FileEvent) -> File:
    """The file after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    match event:
        case CaseOpened():
            return Open(opened=event) if isinstance(file, NotOpened) else file
        case IdentityRecorded() | IdentityCorrected():
            return _identified(file, event)
        case CaseClosed():
            return Closed(file, event) if isinstance(file, Open) else file
        case CaseReopened():
            return replace(file.was, reopened=event) if isinstance(file, Closed) else file
        case _:
            assert_never(event)


def _identified(file: File, event: Identified) -> File:
    match file:
        case NotOpened():
            return file
        case Open():
            return replace(file, identity=event)
        case Closed(was=was, closed=closed):
            return Closed(replace(was, identity=event), closed)
        case _:
            assert_never(file)
