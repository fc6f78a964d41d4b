"""The sending loop: messages that wait go out, and what becomes of them is kept.

Invariant: a message is taken up before it is sent, and how it stands is kept afterwards. A crash in between means that
it is sent again once nobody can be at it any more: at least once, and never silently not at all. Several messages to
one person by one way that are due together go out as one, since none of them says anything.

Strategy on failure: a store that is away is waited for; what the other side answers, and what nobody foresaw about one
message, decides about that message alone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import datetime, timedelta

import structlog

from domain.notice.delivering import Answer, Delivery, Outcome, after
from domain.notice.wishes import Wishes
from domain.ports import Clock, StoreAway, StoreFull
from workers.notifying.ports import AllWishes, Messages, Ways

LOG = structlog.get_logger("sending")

AT_ONCE = 8
"""So many people are written to at the same time."""

LOOK = timedelta(minutes=1)
"""Messages that another process kept are found so often at least."""

PAUSE = timedelta(seconds=2)
"""How long an absent store is left alone."""


class Sending:
    """Sends what waits. It decides nothing: see :mod:`domain.notice.delivering`."""

    def __init__(self, messages: Messages, wishes: AllWishes, ways: Ways, clock: Clock) -> None:
        """Nothing is under way yet."""
        self._messages = messages
        self._wishes = wishes
        self._ways = ways
        self._clock = clock
        self._news = asyncio.Event()
        self._limit = asyncio.Semaphore(AT_ONCE)
        self.sent = 0
        self.pauses = 0

    def hear(self) -> None:
        """There is a new message."""
        self._news.set()

    async def run(self) -> None:
        """Send what is due and sleep until the next moment, for ever."""
        while True:
            self._news.clear()
            try:
                upcoming = await self.tick()
            except (StoreAway, StoreFull):
                self.pauses += 1
                upcoming = self._clock.now() + PAUSE
            left = LOOK if upcoming is None else min(LOOK, upcoming - self._clock.now())
            try:
                async with asyncio.timeout(max(0.0, left.total_seconds())):
                    await self._news.wait()
            except TimeoutError:
                continue

    async def tick(self) -> datetime | None:
        """Send what is due now. Returns when to look again, None when nothing waits."""
        now = self._clock.now()
        waiting = await self._messages.waiting()
        together: dict[tuple[str, str], list[Delivery]] = {}
        for delivery in waiting:
            if delivery.next_at <= now:
                together.setdefault((delivery.member, delivery.way), []).append(delivery)
        await asyncio.gather(*(self._send(group) for group in together.values()))
        left = [delivery.next_at for delivery in await self._messages.waiting()]
        return min(left, default=None)

    async def _send(self, group: Sequence[Delivery]) -> None:
        """Hand over one message for all of *group*, which go to one person by one way."""
        async with self._limit:
            found = [await self._messages.take_up(delivery, self._clock.now()) for delivery in group]
            taken = [delivery for delivery in found if delivery is not None]
            if not taken:
                return
            wishes = await self._wishes.of(taken[0].member)
            if not await self._ways.wanted(taken[0], wishes):
                for delivery in taken:
                    await self._messages.forget(delivery)
                return
            outcome = await self._handed_over(taken[0], wishes)
            now = self._clock.now()
            for delivery in taken:
                await self._messages.put(after(delivery, outcome, now))
            self.sent += outcome.answer is Answer.TAKEN
            if outcome.answer is not Answer.TAKEN:
                LOG.warning("notice_not_taken", message=taken[0].id, code=outcome.code, kept=outcome.answer.value)
            if outcome.answer is Answer.NEVER and wishes.device(taken[0].way) is not None:
                await self._wishes.lose(taken[0].member, taken[0].way)

    async def _handed_over(self, delivery: Delivery, wishes: Wishes) -> Outcome:
        try:
            return await self._ways.send(delivery, wishes)
        except StoreAway:
            raise
        except Exception as error:  # noqa: BLE001  one message that cannot be sent must not stop all others
            LOG.error("notice_unsent", message=delivery.id, error=type(error).__name__)  # noqa: TRY400  it may quote one
            return Outcome(Answer.NOT_NOW, type(error).__name__)
