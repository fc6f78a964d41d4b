"""What the room asks of the outside.

Invariant: only shapes stand here; ``infra`` puts real parts behind them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from web.room.presenting import Room

Moved = Callable[[str, str], None]
"""Told that something changed in the room of a conference: the case and the conference, never what."""


class Rooms(Protocol):
    """The rooms of all conferences, shared by every process. Everything raises the faults of the store.

    A room that nobody was in for half a day is as new.
    """

    async def find(self, case: str, conference: str) -> Room:
        """The room as it is now, also for who comes late."""

    async def change(self, case: str, conference: str, alter: Callable[[Room], Room]) -> Room:
        """Put what *alter* makes of the room in its place, and return it.

        *alter* is asked again with what is there by then when somebody else was first: what it changes twice must be
        the same as once.
        """
