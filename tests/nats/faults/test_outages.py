"""A server that is away, dies, or has no room: a clear fault, quickly, and nothing acknowledged is lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from domain.envelope import Draft
from domain.ports import StoreAway, StoreFull
from infra.nats.connection import Wire, connect
from infra.nats.errors import Disconnected
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names, prepare
from infra.vault import KeyRing
from tests.contracts.event_store import followed
from tests.contracts.facts import NOW, SECRET, a_task, claimed, noted
from tests.nats.conftest import KEKS
from tests.nats.real_server import RealServer

WRITERS = 16


async def store_on(wire: Wire, names: Names) -> NatsEventStore:
    return NatsEventStore(await JetStreamLog.open(wire, names=names), KeyRing(KeyStream(wire, names), KEKS))


@pytest.fixture(name="own_wire")
async def _own_wire(own_server: RealServer, names: Names) -> AsyncIterator[Wire]:
    wire = await connect(own_server)
    await prepare(wire, names)
    yield wire
    await wire.close()


@pytest.fixture(name="own_store")
async def _own_store(own_wire: Wire, names: Names) -> NatsEventStore:
    return await store_on(own_wire, names)


async def test_nobody_waits_long_for_a_server_that_is_not_there(tmp_path: Path) -> None:
    nowhere = RealServer(tmp_path)
    nowhere.port = 1

    with pytest.raises(StoreAway, match="no NATS server answers"):
        await connect(nowhere, within=0.3)


async def test_a_server_that_is_away_is_told_quickly_and_does_not_matter_later(
    own_server: RealServer, own_store: NatsEventStore
) -> None:
    task = a_task()
    await own_store.append(task, 0, [claimed()], NOW)
    await asyncio.to_thread(own_server.kill)
    began = time.monotonic()

    faults = await asyncio.gather(
        own_store.append(task, 1, [noted()], NOW), own_store.load(task), return_exceptions=True
    )
    assert list(map(type, faults)) == [Disconnected, Disconnected]
    assert time.monotonic() - began < 5
    await asyncio.to_thread(own_server.start)

    assert len(await own_store.load(task)) == 1
    assert len(await own_store.append(task, 1, [noted()], NOW)) == 1


async def test_a_restart_is_not_noticed_by_who_writes_meanwhile(
    own_server: RealServer, own_store: NatsEventStore
) -> None:
    task = a_task()
    await own_store.append(task, 0, [claimed()], NOW)
    await asyncio.to_thread(own_server.kill)
    appending = asyncio.create_task(own_store.append(task, 1, [claimed()], NOW))
    await asyncio.to_thread(own_server.start)

    assert [fact.version for fact in await appending] == [2]


async def test_a_follower_goes_on_after_kill_9(own_server: RealServer, own_store: NatsEventStore) -> None:
    task, seen = a_task(), []
    await own_store.append(task, 0, [claimed()], NOW)
    async for batch in own_store.follow(0):
        seen += [fact.version for fact in batch]
        if len(seen) == 1:
            await asyncio.to_thread(own_server.kill)
            await asyncio.to_thread(own_server.start)
            await own_store.append(task, 1, [claimed()], NOW)
        if len(seen) == 2:
            break

    assert seen == [1, 2]


@pytest.mark.slow
async def test_kill_9_under_load_loses_and_doubles_no_acknowledged_fact(
    own_server: RealServer, own_store: NatsEventStore
) -> None:
    acknowledged, stopping = asyncio.Queue[str](), asyncio.Event()
    writers = [asyncio.create_task(_write(own_store, acknowledged, stopping)) for _ in range(WRITERS)]
    heard = []
    for _ in range(4):
        heard += [await acknowledged.get() for _ in range(250)]
        await asyncio.to_thread(own_server.kill)
        await asyncio.to_thread(own_server.start)
    stopping.set()
    await asyncio.gather(*writers)
    heard += [acknowledged.get_nowait() for _ in range(acknowledged.qsize())]

    facts = await followed(own_store, 0, await own_store.last_position())
    stored = [fact.id for fact in facts]
    assert len(stored) == len(set(stored))
    assert set(heard) <= set(stored)
    assert len(heard) >= 1_000
    assert [fact.position for fact in facts] == list(range(1, len(facts) + 1))


async def _write(store: NatsEventStore, acknowledged: asyncio.Queue[str], stopping: asyncio.Event) -> None:
    """Append to one task for ever, asking again for what was not acknowledged."""
    task, version = a_task(), 0
    pending: list[Draft] = []
    while not stopping.is_set() or pending:
        pending = pending or [claimed() if version % 5 else noted()]
        try:
            (fact,) = await store.append(task, version, pending, NOW)
        except StoreAway:
            continue
        acknowledged.put_nowait(fact.id)
        version, pending = fact.version, []


async def filled(store: NatsEventStore, task: str) -> int:
    """How many facts of *task* found room."""
    for version in range(5_000):
        try:
            await store.append(task, version, [claimed()], NOW)
        except StoreFull:
            return version
    raise AssertionError


@pytest.mark.slow
async def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path, names: Names) -> None:
    server = RealServer(tmp_path, max_file_store=400_000)
    server.start()
    wire = await connect(server)
    await prepare(wire, names)
    store, task = await store_on(wire, names), a_task()

    version = await filled(store, task)
    with pytest.raises(StoreFull):
        await store.append(task, version, [claimed(), claimed()], NOW)

    fresh = await store_on(wire, names)
    assert len(await fresh.load(task)) == version
    assert [fact.version for fact in await followed(fresh, 0, version)] == list(range(1, version + 1))
    await wire.close()
    server.kill()


async def test_what_was_written_in_clear_is_nowhere_in_the_store(
    own_server: RealServer, own_store: NatsEventStore
) -> None:
    task = a_task()

    await own_store.append(task, 0, [claimed(), noted(), noted(f"{SECRET}, again")], NOW)

    assert own_server.holds(task)
    assert not own_server.holds(SECRET)
