"""What tests of notices share: a message, people with wishes, ways that answer as told."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from domain.notice.delivering import Answer, Delivery, Notice, Outcome, deliveries
from domain.notice.wishes import Device, Kind, Wishes, without_device
from tests.playbook.rehearsal import HandClock

NOW = datetime(2026, 3, 2, 20, 0, tzinfo=UTC)
TAKEN, LATER, NEVER = Outcome(Answer.TAKEN, "250"), Outcome(Answer.NOT_NOW, "451"), Outcome(Answer.NEVER, "550")
PHONE = Device(id="d1", name="phone", endpoint="https://push/1", p256dh="p", auth="a", since=NOW)


def message(fact: str = "f1", member: str = "m1", wishes: Wishes = Wishes()) -> Delivery:  # noqa: B008  frozen
    """A message that waits since a moment ago; the last of those that a notice leads to."""
    notice = Notice(fact=fact, kind=Kind.URGENT, member=member, agency="police-be", at=NOW)
    return deliveries(notice, wishes, UTC, NOW)[-1]


class Chosen:
    """What people wish, as a test says."""

    def __init__(self) -> None:
        self.by: dict[str, Wishes] = defaultdict(Wishes)

    async def of(self, member: str) -> Wishes:
        return self.by[member]

    async def lose(self, member: str, device: str) -> None:
        self.by[member] = without_device(self.by[member], device)


class Post:
    """Takes what it is handed, and answers as told; *during* is called while something is under way."""

    def __init__(self, *answers: Outcome, during: Callable[[], None] = lambda: None) -> None:
        self.answers = list(answers)
        self.during = during
        self.got: list[str] = []
        self.gone: set[str] = set()

    def there(self, way: str) -> bool:
        return way not in self.gone

    async def wanted(self, delivery: Delivery, wishes: Wishes) -> bool:
        return wishes.takes(delivery.way)

    async def send(self, delivery: Delivery, wishes: Wishes) -> Outcome:
        assert wishes.takes(delivery.way)
        self.got.append(f"{delivery.member} {delivery.way}")
        await asyncio.sleep(0)
        self.during()
        await asyncio.sleep(0)
        return self.answers.pop(0) if self.answers else TAKEN


class Clock(HandClock):
    """Begins when the messages here do."""

    def __init__(self) -> None:
        super().__init__(NOW)
