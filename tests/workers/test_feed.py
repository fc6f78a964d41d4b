"""The log is read once for all loops of a process, and each of them goes at its own pace."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, AsyncIterator, Sequence
from contextlib import aclosing, asynccontextmanager
from datetime import timedelta

import pytest

from domain.ports import StoreAway
from projections.views import Fact
from tests.playbook.rehearsal import Positions as Remembering
from tests.playbook.rehearsal import Rehearsal
from tests.playbook.story import SHIPPED
from tests.projections.given.facts import Log
from tests.sqlite.model import acknowledge, many_tasks
from workers import feed as following
from workers.feed import Feed
from workers.reacting import NAME, Reacting


class Counted(Log):
    """Notes from where it was followed, how far it was read, and who still follows."""

    def __init__(self, batch: int = 2) -> None:
        super().__init__(batch)
        self.asked: list[int] = []
        self.read_to = 0
        self.open = 0

    async def follow(self, after: int) -> AsyncIterator[Sequence[Fact]]:
        self.asked.append(after)
        self.open += 1
        try:
            async for batch in super().follow(after):
                self.read_to = max(self.read_to, batch[-1].position)
                yield batch
        finally:
            self.open -= 1


@pytest.fixture(name="log")
def _log() -> Counted:
    log = Counted()
    many_tasks(10, log)
    return log


@asynccontextmanager
async def reader(feed: Feed, after: int = 0) -> AsyncIterator[AsyncGenerator[Sequence[Fact], None]]:
    async with aclosing(feed.follow(after)) as batches:
        yield batches


async def up_to(batches: AsyncGenerator[Sequence[Fact], None], position: int) -> list[int]:
    """The positions that come, until *position* has."""
    came: list[int] = []
    async with asyncio.timeout(5):
        while not came or came[-1] < position:
            came += [fact.position for fact in await anext(batches)]
    return came


async def test_two_readers_get_every_fact_once_from_one_reading(log: Counted) -> None:
    feed = Feed(log)
    async with reader(feed) as one, reader(feed, 3) as other:
        came = await up_to(one, 10), await up_to(other, 10)
        acknowledge(log, 1)

        assert came == (list(range(1, 11)), list(range(4, 11)))
        assert (await up_to(one, 11), await up_to(other, 11)) == ([11], [11])
        assert log.asked == [0]


async def test_who_stands_still_stops_nobody_and_misses_nothing(log: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "RECENT", 4)
    feed = Feed(log)
    async with reader(feed) as slow, reader(feed) as quick:
        began = [fact.position for fact in await anext(slow)]
        await up_to(quick, 10)
        acknowledge(log, 1)

        assert await up_to(quick, 11) == [11]
        assert began + await up_to(slow, 11) == list(range(1, 12))


async def test_who_fell_behind_goes_on_with_the_others_once_it_has_come_up(
    log: Counted, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(following, "RECENT", 4)
    feed = Feed(log)
    async with reader(feed, 9) as quick, reader(feed) as slow:
        await up_to(quick, 10)
        await up_to(slow, 10)
        acknowledge(log, 1)
        await up_to(quick, 11)
        came = await up_to(slow, 11)

        assert (came, log.asked, log.open) == ([11], [9, 0], 1)


async def test_the_log_is_not_read_far_ahead_of_the_fastest(log: Counted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(following, "AHEAD", 3)
    async with reader(Feed(log)) as batches:
        await anext(batches)
        await anext(batches)
        ahead = log.read_to

        assert await up_to(batches, 10) == [5, 6, 7, 8, 9, 10]
        assert ahead < 10


async def test_one_who_is_a_little_ahead_waits_for_its_next_fact(log: Counted) -> None:
    feed = Feed(log)
    async with reader(feed, 5) as behind, reader(feed, 10) as ahead:
        waiting = asyncio.create_task(up_to(ahead, 11))
        await up_to(behind, 10)
        acknowledge(log, 1)

        assert (await waiting, log.asked) == ([11], [5])


async def test_every_reader_hears_that_the_store_went_away_and_can_begin_again(log: Counted) -> None:
    feed = Feed(log)
    async with reader(feed) as one, reader(feed) as other:
        await up_to(one, 10)
        await up_to(other, 10)
        log.faults = [StoreAway()]
        acknowledge(log, 1)
        for each in (one, other):
            with pytest.raises(StoreAway):
                await anext(each)

    async with reader(feed, 8) as again:
        assert await up_to(again, 11) == [9, 10, 11]


async def test_nothing_is_read_any_more_when_nobody_is_left(log: Counted) -> None:
    feed = Feed(log)
    before = asyncio.all_tasks()
    async with reader(feed) as one:
        async with reader(feed) as other:
            await up_to(one, 10)
            await up_to(other, 10)
        assert log.open == 1

    assert (log.open, asyncio.all_tasks()) == (0, before)


async def test_rules_killed_before_they_remember_their_position_open_no_task_twice() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.begin()
    positions.broken = True
    with pytest.raises(KeyboardInterrupt):
        await rules(lantern, positions).run()
    opened = await lantern.opened()
    positions.broken = False

    again = asyncio.create_task(rules(lantern, positions).run())
    await positions.reached(await lantern.store.last_position())
    again.cancel()

    assert (opened, await lantern.opened()) == (opened, opened)
    assert len(opened) > 1


class Positions(Remembering):
    """Says when a position was set."""

    def __init__(self) -> None:
        super().__init__()
        self._set = asyncio.Event()

    def set(self, name: str, position: int) -> None:
        super().set(name, position)
        self._set.set()

    async def reached(self, position: int) -> None:
        async with asyncio.timeout(5):
            while self.get(NAME) < position:
                self._set.clear()
                await self._set.wait()


async def never(_: timedelta) -> None:
    raise AssertionError("nothing here has to wait")


def rules(lantern: Rehearsal, positions: Positions) -> Reacting:
    return Reacting(Feed(lantern.store), lantern.tasks, SHIPPED, lantern.clock, positions, never)
