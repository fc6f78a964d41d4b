"""An acknowledgement that never arrives: the retry gives the same result, and nothing is recorded twice."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.ports import StoreAway, VersionTaken
from infra.nats.connection import Wire, connect
from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from infra.vault import KeyRing
from tests.contracts.facts import NOW, a_task, claimed, ids, noted, overdue
from tests.nats.proxy import Proxy
from tests.nats.real_server import RealServer


@pytest.fixture(name="proxy")
async def _proxy(server: RealServer) -> AsyncIterator[Proxy]:
    async with Proxy(server) as proxy:
        yield proxy


@pytest.fixture(name="behind")
async def _behind(proxy: Proxy, names: Names, wire: Wire) -> AsyncIterator[Wire]:
    """A connection through the proxy; the streams are made on the direct one."""
    assert wire.is_connected
    behind = await connect(proxy)
    yield behind
    await behind.close()


@pytest.fixture(name="far")
async def _far(behind: Wire, names: Names, ring: KeyRing) -> NatsEventStore:
    return NatsEventStore(await JetStreamLog.open(behind, names=names), ring)


async def until_recorded(store: NatsEventStore, position: int) -> None:
    """Wait until the log has *position* facts, though nobody behind the proxy hears of it."""
    async for batch in store.follow(0):
        if batch[-1].position >= position:
            return


@pytest.mark.parametrize("count", [1, 3], ids=["one fact", "a batch"])
async def test_a_lost_answer_is_made_up_for(
    far: NatsEventStore, proxy: Proxy, store: NatsEventStore, count: int
) -> None:
    task, facts = a_task(), [claimed(), noted(), overdue()][:count]
    proxy.deaf = True
    appending = asyncio.create_task(far.append(task, 0, facts, NOW))
    await until_recorded(store, count)
    await proxy.cut()

    answer = await appending

    assert ids(tuple(answer)) == [fact.id for fact in facts]
    assert tuple(answer) == tuple(await store.load(task))


async def test_who_gave_up_may_ask_again(far: NatsEventStore, proxy: Proxy, store: NatsEventStore) -> None:
    task, fact = a_task(), claimed()
    proxy.deaf = True
    with pytest.raises(StoreAway):
        await far.append(task, 0, [fact], NOW)
    await proxy.cut()

    again = await far.append(task, 0, [fact], NOW.replace(hour=23))

    assert tuple(again) == tuple(await store.load(task))
    assert len(again) == 1


async def test_a_lost_answer_behind_which_others_wrote_is_still_recognised(
    far: NatsEventStore, proxy: Proxy, store: NatsEventStore
) -> None:
    task, fact = a_task(), claimed()
    proxy.deaf = True
    appending = asyncio.create_task(far.append(task, 0, [fact], NOW))
    await until_recorded(store, 1)
    await store.append(task, 1, [noted()], NOW)
    await proxy.cut()

    assert ids(tuple(await appending)) == [fact.id]


async def test_a_race_that_was_lost_meanwhile_is_told_apart(
    far: NatsEventStore, proxy: Proxy, store: NatsEventStore
) -> None:
    task = a_task()
    await far.append(task, 0, [claimed()], NOW)
    await store.load(task)
    await store.append(task, 1, [noted()], NOW)
    proxy.deaf = True
    appending = asyncio.create_task(far.append(task, 1, [overdue()], NOW))
    await asyncio.wait([appending], timeout=0.2)
    await proxy.cut()

    with pytest.raises(VersionTaken):
        await appending

    assert len(await store.load(task)) == 2


async def test_a_follower_behind_a_cut_misses_nothing(far: NatsEventStore, proxy: Proxy, store: NatsEventStore) -> None:
    task, seen = a_task(), []
    await store.append(task, 0, [claimed()], NOW)
    async for batch in far.follow(0):
        seen += [fact.version for fact in batch]
        if len(seen) == 1:
            await proxy.cut()
            await store.append(task, 1, [noted(), overdue()], NOW)
        if len(seen) >= 3:
            break

    assert seen == [1, 2, 3]


async def test_a_follower_that_hears_nothing_any_more_begins_again(
    far: NatsEventStore, proxy: Proxy, store: NatsEventStore
) -> None:
    task, seen = a_task(), []
    await store.append(task, 0, [claimed()], NOW)
    async for batch in far.follow(0):
        seen += [fact.version for fact in batch]
        if len(seen) == 1:
            proxy.deaf = True
            await store.append(task, 1, [noted()], NOW)
            proxy.deaf = False
        if len(seen) >= 2:
            break

    assert seen == [1, 2]
