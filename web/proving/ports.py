"""What the page of the record asks of the outside.

Invariant: only shapes stand here; ``infra`` puts real parts behind them.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

import msgspec


class Witness(msgspec.Struct, frozen=True, kw_only=True):
    """A witness: how far it co-signed, *at* when, and whether it is one of those *named* in the settings.

    *sound* is whether its signature counts, as far as its key is known, and *same* whether it signed this log.
    *alarm* is why it has raised one that stands.
    """

    name: str
    named: bool
    size: int = 0
    at: datetime | None = None
    sound: bool = True
    same: bool = True
    alarm: str | None = None


class Stamp(msgspec.Struct, frozen=True, kw_only=True):
    """The last timestamp: how far it goes, *at* when, by whom; *authority* is none where nobody vouches for it."""

    size: int
    at: datetime | None
    authority: str | None


class LogStanding(msgspec.Struct, frozen=True, kw_only=True):
    """How one log stands: *last* is its end, *signed* how far it is signed, *ours* whether with a key that is here.

    What is not signed yet has been waiting *since* some moment.
    """

    log: str
    last: int
    signed: int
    signed_at: datetime | None
    ours: bool
    since: datetime | None = None
    witnesses: Sequence[Witness] = ()
    stamp: Stamp | None = None


class RecordStanding(msgspec.Struct, frozen=True, kw_only=True):
    """Both logs; how many witnesses are *named* and *needed*; *every* so often there is a timestamp, if at all."""

    logs: Sequence[LogStanding]
    named: int = 0
    needed: int = 0
    every: timedelta | None = None


RecordCheck = Callable[[], Awaitable[RecordStanding]]
"""How the record stands now; raises the faults of the store."""
