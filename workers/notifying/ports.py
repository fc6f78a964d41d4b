"""What the notifying loops ask of the outside.

Invariant: only shapes stand here. Everything raises the faults of the store while it is away.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from domain.notice.delivering import Delivery, Outcome
from domain.notice.wishes import Wishes


class Messages(Protocol):
    """The durable record of what is to go out and what went out: beside the log, deletable, and for some days."""

    async def add(self, delivery: Delivery) -> bool:
        """Keep *delivery* to be sent; whether it is new. One that waits, went out or failed is never new again."""

    async def waiting(self) -> Sequence[Delivery]:
        """What is to go out, now or later."""

    async def take_up(self, delivery: Delivery, now: datetime) -> Delivery | None:
        """*delivery* to be sent by who asks, and by nobody else for a while; None where somebody else has it."""

    async def put(self, delivery: Delivery) -> None:
        """Keep how *delivery* stands after an attempt."""

    async def forget(self, delivery: Delivery) -> None:
        """Keep *delivery* no more: nobody wishes it."""


class AllWishes(Protocol):
    """What people wish."""

    async def of(self, member: str) -> Wishes:
        """What *member* wishes; where they chose nothing, what everybody gets."""

    async def lose(self, member: str, device: str) -> None:
        """Forget a *device* of *member* that takes nothing any more."""


class Ways(Protocol):
    """How messages reach people."""

    def there(self, way: str) -> bool:
        """Whether messages can go that *way* at all here."""

    async def wanted(self, delivery: Delivery, wishes: Wishes) -> bool:
        """Whether the person still acts for the agency and still takes messages that way."""

    async def send(self, delivery: Delivery, wishes: Wishes) -> Outcome:
        """Hand *delivery* over, and say what the other side made of it. Never raises for the other side's sake."""
