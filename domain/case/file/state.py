"""Where the file of a child stands, folded from what happened to it.

Invariant: the fold is total. Whatever history holds, also what today's rules would refuse, leads to a state.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

import msgspec
from msgspec.structs import replace

from domain.case.file.events import (
    CaseClosed,
    CaseMovedToPlaybook,
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


class Identified(msgspec.Struct, frozen=True):
    """Somebody has; what they wrote is private, and no decision depends on it."""


class Open(msgspec.Struct, frozen=True, kw_only=True):
    """The case is worked on; *moved* holds the versions of playbooks it was moved to."""

    opened: CaseOpened
    identity: Unidentified | Identified = Unidentified()
    reopened: bool = False
    moved: Mapping[str, str] = msgspec.field(default_factory=dict)


class Closed(msgspec.Struct, frozen=True):
    """The case needs no more work; *was* is how it stood before."""

    was: Open


File = NotOpened | Open | Closed


def evolve(file: File, event: FileEvent) -> File:
    """The file after *event*. What does not fit the state leaves it as it is: history is never rejected."""
    match event:
        case CaseOpened():
            return Open(opened=event) if isinstance(file, NotOpened) else file
        case IdentityRecorded() | IdentityCorrected():
            return _identified(file)
        case CaseClosed():
            return Closed(file) if isinstance(file, Open) else file
        case CaseReopened():
            return replace(file.was, reopened=True) if isinstance(file, Closed) else file
        case CaseMovedToPlaybook(playbook=playbook, version=version):
            return replace(file, moved={**file.moved, playbook: version}) if isinstance(file, Open) else file
        case _:
            assert_never(event)


def _identified(file: File) -> File:
    match file:
        case NotOpened():
            return file
        case Open():
            return replace(file, identity=Identified())
        case Closed(was=was):
            return Closed(replace(was, identity=Identified()))
        case _:
            assert_never(file)
