"""The real clock, and real identifiers.

Invariant: the one place where the time is read and randomness is drawn for the rings inside.
"""

from __future__ import annotations

import secrets
from datetime import UTC, datetime


class SystemClock:
    """The clock of this machine."""

    def now(self) -> datetime:
        """The current moment, in UTC."""
        return datetime.now(UTC)


class RandomIds:
    """UUIDv7 of RFC 9562: 48 bits of milliseconds, then random bits."""

    def new(self) -> str:
        """A fresh identifier in lower-case hex without dashes."""
        milliseconds = int(datetime.now(UTC).timestamp() * 1000)
        chance = int.from_bytes(secrets.token_bytes(10))
        value = milliseconds << 80 | 0x7 << 76 | (chance >> 68) << 64 | 0x2 << 62 | chance & (1 << 62) - 1
        return f"{value:032x}"
