"""Reading ahead, in order and bounded."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence

import pytest

from projections.views import Fact
from tests.projections.given.facts import Log
from tests.sqlite.model import many_tasks
from workers.inbox import Inbox


class Given:
    """An iterator that is no generator: five facts, then the end or a fault."""

    def __init__(self, fault: Exception | None = None) -> None:
        self._batches = [many_tasks(5).facts, []]
        self._fault = fault

    def __aiter__(self) -> AsyncIterator[Sequence[Fact]]:
        return self

    async def __anext__(self) -> Sequence[Fact]:
        if self._batches:
            return self._batches.pop(0)
        raise self._fault or StopAsyncIteration


async def test_facts_are_taken_in_order_and_in_ones_own_size() -> None:
    async with Inbox(Given()) as inbox:
        taken = [[fact.position for fact in await inbox.take(2)] for _ in range(4)]

    assert taken == [[1, 2], [3, 4], [5], []]


async def test_a_fault_is_told_after_what_came_before_it() -> None:
    async with Inbox(Given(ValueError("torn"))) as inbox:
        before = await inbox.take(9)
        with pytest.raises(ValueError, match="torn"):
            await inbox.take(9)

    assert len(before) == 5


async def test_no_more_is_read_than_there_is_room_for() -> None:
    log, read = many_tasks(50, Log(batch=10)), list[int]()

    async def counted() -> AsyncIterator[Sequence[Fact]]:
        async for batch in log.follow(0):
            read.append(len(batch))
            yield batch

    async with Inbox(counted(), room=20) as inbox:
        await inbox.take(1)
        waiting = list(read)
        rest = [len(await inbox.take(10)) for _ in range(4)]

    assert waiting == [10, 10]
    assert rest == [10, 9, 10, 10]


async def test_what_is_more_than_the_room_waits_until_there_is_room_again() -> None:
    async with Inbox(many_tasks(25, Log(batch=10)).follow(0), room=5) as inbox:
        sizes = [len(await inbox.take(size)) for size in (1, 9, 10, 5)]

    assert sizes == [1, 9, 10, 5]


async def test_who_waits_can_be_called_back_without_facts() -> None:
    async with Inbox(Log().follow(0)) as inbox:
        taking = asyncio.create_task(inbox.take(1))
        await asyncio.wait([taking], timeout=0)
        inbox.interrupt()

        assert await taking == ()


async def test_an_interruption_before_anybody_waits_is_not_lost() -> None:
    async with Inbox(Given()) as inbox:
        inbox.interrupt()
        first, second = await inbox.take(9), await inbox.take(9)

    assert (first, len(second)) == ((), 5)


async def test_an_inbox_that_was_never_entered_can_be_left() -> None:
    inbox = Inbox(Given())

    await inbox.__aexit__(None, None, None)

    assert inbox._task is None
