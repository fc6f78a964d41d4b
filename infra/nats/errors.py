"""What the server's answers mean to the rest of Lantern; the one place where error codes stand.

Invariant: an error is told by its code, never by its text, and a fault carries no stored content.

    StoreFault                          (domain.ports)
    ├── VersionTaken                    10071, 10164
    ├── IdTaken                         (infra.codec.facts) 10201, or a duplicate of a message elsewhere
    ├── StoreFull                       10077 and its kind
    ├── StoreAway
    │   └── Disconnected                the connection ended while we waited, or is not there
    ├── StreamUnfit                     a stream is missing or is not set up as the contract says
    ├── LogLostItsTail                  the stream ends before a position that was seen
    ├── LogIsAnother                    the stream holds another message where one was seen
    ├── StoreRefused                    any other answer of the server
    └── HistoryDamaged                  (domain.ports) and Unreadable (infra.codec.facts): found while reading
"""

from __future__ import annotations

from typing import Any

from domain.ports import StoreAway, StoreFault, StoreFull, VersionTaken
from infra.codec.facts import IdTaken

WRONG_LAST_SEQUENCE = frozenset({10071, 10164})
"""The expected sequence is not the last one: as the server says it, and as a cluster's leader says it."""

DUPLICATE_IN_BATCH = 10201
NO_MESSAGE = 10037
NO_STREAM = 10059

FULL = frozenset({10002, 10023, 10028, 10047, 10077})
"""Limits of storage or account reached, or the disk refused the write: nothing was recorded."""

AWAY = frozenset({10007, 10008, 10009, 10039, 10076, 10118, 10163, 10194})
"""JetStream is there but not ready: no leader, no quorum, starting or stopping."""

BUSY = frozenset({10167, 10176, 10210, 10211})
"""The server has too much in hand, or lost a part of a batch on the way: nothing was recorded, it can be sent again."""


class Disconnected(StoreAway):
    """The connection to the store ended, or is not there."""


class StreamUnfit(StoreFault):
    """A stream is missing, or its settings are not those of the storage contract."""


class StoreRefused(StoreFault):
    """The store answered with an error that has no other meaning here."""

    def __init__(self, code: int) -> None:
        """Keep the server's *code*; its text may quote what was sent."""
        super().__init__(f"the store answered with error {code}")
        self.code = code


class LogLostItsTail(StoreFault):
    """The log ends before a position that was seen: it was cut, or it is another log. An alarm, not a fresh start."""

    def __init__(self, stream: str, seen: int, last: int) -> None:
        """Name the stream, the position *seen* before, and the *last* one there is."""
        super().__init__(f"{stream} ends at {last}, but position {seen} was seen before")
        self.seen = seen
        self.last = last


class LogIsAnother(StoreFault):
    """The log holds another message at a position than was seen there: it was replaced. An alarm, like a lost tail."""

    def __init__(self, stream: str, position: int) -> None:
        """Name the stream, and the *position* where it differs."""
        super().__init__(f"{stream} holds another message at {position} than was seen there before: it was replaced")
        self.position = position


def fault_of(error: dict[str, Any]) -> StoreFault:
    """The fault that the server's *error* object stands for."""
    code = int(error.get("err_code", 0)) or int(error.get("code", 0))
    if code in WRONG_LAST_SEQUENCE:
        return VersionTaken()
    if code == DUPLICATE_IN_BATCH:
        return IdTaken()
    if code in FULL:
        return StoreFull(f"the store has no room left (error {code})")
    if code in AWAY | BUSY:
        return StoreAway(f"the store is not ready (error {code})")
    if code == NO_STREAM:
        return StreamUnfit("the stream does not exist: run the steward's set-up first")
    return StoreRefused(code)
