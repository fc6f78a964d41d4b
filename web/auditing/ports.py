"""What audits ask of the outside.

Invariant: only shapes stand here; ``infra`` puts real parts behind them.
"""

from __future__ import annotations

from typing import Protocol

import msgspec


class Root(msgspec.Struct, frozen=True):
    """How a *log* stood when it was signed: of what *size* it was, and its *root* in hex."""

    log: str
    size: int
    root: str


class Roots(Protocol):
    """The signed checkpoints of the log of facts."""

    async def covering(self, position: int) -> Root | None:
        """The first checkpoint over at least *position* facts, soon; None where none comes. Raises store faults."""
