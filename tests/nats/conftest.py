"""A real server for each worker of a test run, and for each test streams of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from infra.clock import RandomIds
from infra.nats.connection import Wire, connect
from infra.nats.keys import KeyStream
from infra.nats.log import JetStreamLog
from infra.nats.store import NatsEventStore
from infra.nats.streams import Names, prepare
from infra.vault import Keks, KeyRing
from tests.nats.real_server import RealServer

KEKS = Keks("first", {"first": bytes(range(32))})


@pytest.fixture(scope="session", name="server")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("nats"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(name="own_server")
def _own_server(tmp_path: Path) -> Iterator[RealServer]:
    server = RealServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(name="names")
def _names() -> Names:
    return Names(f"t{RandomIds().new()}")


@pytest.fixture(name="wire")
async def _wire(server: RealServer, names: Names) -> AsyncIterator[Wire]:
    wire = await connect(server)
    await prepare(wire, names)
    yield wire
    await wire.close()


@pytest.fixture(name="log")
async def _log(wire: Wire, names: Names) -> JetStreamLog:
    return await JetStreamLog.open(wire, names=names)


@pytest.fixture(name="made_ring")
def _made_ring(wire: Wire, names: Names) -> KeyRing:
    return KeyRing(KeyStream(wire, names), KEKS)


@pytest.fixture(name="ring")
def _ring(made_ring: KeyRing) -> KeyRing:
    return made_ring


@pytest.fixture(name="store")
def _store(log: JetStreamLog, ring: KeyRing) -> NatsEventStore:
    return NatsEventStore(log, ring)
