"""Data keys in their stream: one winner, no bytes left behind, and everybody is told."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from domain.privacy import Erased, Purpose, Sealed
from domain.task.events import TaskNoted
from infra.codec import Place
from infra.nats.connection import Wire, connect
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names
from infra.vault import Keks, KeyRing
from tests.contracts.facts import NOW, SECRET, a_task, noted
from tests.nats.conftest import KEKS
from tests.nats.real_server import RealServer

PLACE = Place("case.c1.file", "e1", "names")
KEY = "c1-identity"


@pytest.fixture(name="other")
async def _other(server: RealServer, names: Names, wire: Wire) -> AsyncIterator[KeyRing]:
    """The key ring of another process."""
    second = await connect(server)
    assert wire.is_connected
    yield KeyRing(KeyStream(second, names), KEKS)
    await second.close()


async def test_of_two_processes_that_make_a_key_both_use_the_winners(ring: KeyRing, other: KeyRing) -> None:
    await asyncio.gather(ring.prepare([KEY]), other.prepare([KEY]))

    sealed = ring.seal(KEY, "Abena", PLACE)

    assert other.open(sealed, *PLACE) == "Abena"


async def test_a_destroyed_key_leaves_no_bytes_in_the_store(
    ring: KeyRing, wire: Wire, names: Names, server: RealServer
) -> None:
    await ring.prepare([KEY])
    stored = (await KeyStream(wire, names).every())[KEY].content
    wrapped = stored.decode().split('"text":"')[1].rstrip('"}')
    assert server.holds(wrapped)

    await ring.destroy("c1", [Purpose.IDENTITY], NOW)

    assert not server.holds(wrapped)


async def test_a_replaced_key_leaves_no_bytes_of_the_old_wrapping(
    ring: KeyRing, wire: Wire, names: Names, server: RealServer
) -> None:
    await ring.prepare([KEY])
    stored = (await KeyStream(wire, names).every())[KEY].content
    both = KeyRing(KeyStream(wire, names), Keks("second", {**KEKS.keys, "second": bytes(32)}))

    assert await both.rewrap() == 1

    assert not server.holds(stored.decode())
    assert await both.reveal(ring.seal(KEY, "Abena", PLACE), *PLACE) == "Abena"


async def test_erasing_a_child_erases_it_from_its_history(
    store: NatsEventStore, ring: KeyRing, server: RealServer
) -> None:
    task = a_task()
    (fact,) = await store.append(task, 0, [noted()], NOW)
    assert isinstance(fact.event, TaskNoted)

    await ring.destroy(task.split(".")[1], Purpose, NOW)

    (again,) = await store.load(task)
    assert again == fact
    assert await ring.reveal(fact.event.note, task, fact.id, "note") == Erased(NOW)
    assert not server.holds(SECRET)


async def test_another_process_hears_of_a_destroyed_key_at_once(ring: KeyRing, other: KeyRing) -> None:
    told = asyncio.get_running_loop().create_future()
    other.on_destroyed(told.set_result)
    watching = asyncio.create_task(other.watch())
    await ring.prepare([KEY])
    sealed = ring.seal(KEY, "Abena", PLACE)
    assert await other.reveal(sealed, *PLACE) == "Abena"

    await ring.destroy("c1", [Purpose.IDENTITY], NOW)

    assert await asyncio.wait_for(told, 10) == KEY
    assert other.open(sealed, *PLACE) == Erased(NOW)
    watching.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await watching


async def test_many_keys_are_fetched_in_few_questions(ring: KeyRing, other: KeyRing) -> None:
    names = [f"c{number}-identity" for number in range(1_100)]
    await asyncio.gather(*(ring.prepare([name]) for name in names))
    sealed = [ring.seal(name, "Abena", PLACE) for name in names]

    await other.fetch(names)

    assert {other.open(private, *PLACE) for private in sealed} == {"Abena"}
    assert all(isinstance(private, Sealed) for private in sealed)


async def test_facts_of_one_child_are_sealed_under_one_key(
    store: NatsEventStore, log: JetStreamLog, wire: Wire, names: Names
) -> None:
    task = a_task()
    await store.append(task, 0, [noted(), noted()], NOW)
    await store.append(task, 2, [noted()], NOW)

    assert list(await KeyStream(wire, names).every()) == [f"{task.split('.')[1]}-narrative"]
    assert await log.last_position() == 3
