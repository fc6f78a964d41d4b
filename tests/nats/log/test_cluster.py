"""Three replicas: other answers on the wire, and the same ones to the caller."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest

from domain.ports import VersionTaken
from infra.nats.connection import Wire, connect
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog, Outgoing
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names, prepare
from infra.vault import KeyRing
from tests.contracts.event_store import EventStoreContract
from tests.contracts.facts import a_task, new_id
from tests.nats.conftest import KEKS
from tests.nats.real_server import RealCluster

FORMING_SECONDS = 30

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("cluster")]


@pytest.fixture(scope="module", name="cluster")
def _cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealCluster]:
    cluster = RealCluster(tmp_path_factory.mktemp("cluster"))
    cluster.start()
    yield cluster
    cluster.kill()


@pytest.fixture(name="wire")
async def _wire(cluster: RealCluster, names: Names) -> AsyncIterator[Wire]:
    wire = await connect(cluster)
    await wire.patiently(lambda: prepare(wire, names, replicas=3), FORMING_SECONDS)
    yield wire
    await wire.close()


@pytest.fixture(name="log")
async def _log(wire: Wire, names: Names) -> JetStreamLog:
    return await JetStreamLog.open(wire, names=names)


class TestOnThreeReplicas(EventStoreContract):
    @pytest.fixture(name="ring")
    def _ring(self, wire: Wire, names: Names) -> KeyRing:
        return KeyRing(KeyStream(wire, names), KEKS)

    @pytest.fixture(name="store")
    def _store(self, log: JetStreamLog, ring: KeyRing) -> NatsEventStore:
        return NatsEventStore(log, ring)


async def test_a_read_is_never_older_than_what_another_connection_was_told(
    cluster: RealCluster, log: JetStreamLog, names: Names
) -> None:
    wires = [await connect(cluster) for _ in range(3)]
    readers = [await JetStreamLog.open(wire, names=names) for wire in wires]
    task = a_task()

    for version in range(60):
        message = Outgoing("TaskNoted", new_id(), 1, "2026-03-01T21:30:00.000000Z", b"{}")
        await log.append(task, version, [message])
        assert [len(await reader.history(task)) for reader in readers] == [version + 1] * 3

    for wire in wires:
        await wire.close()


async def test_a_repeat_is_recorded_once_also_where_the_server_answers_duplicate(log: JetStreamLog) -> None:
    task = a_task()
    message = Outgoing("TaskNoted", new_id(), 1, "2026-03-01T21:30:00.000000Z", b"{}")
    (first,) = await log.append(task, 0, [message])

    assert await log.append(task, 0, [message]) == [first]
    with pytest.raises(VersionTaken):
        await log.append(task, 0, [Outgoing("TaskNoted", new_id(), 1, first.recorded_at, b"{}")])
    assert await log.last_position() == 1
