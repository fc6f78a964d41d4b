"""Sessions, passwords and the record of looks on a real nats-server, in streams of their real names."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
from argon2 import PasswordHasher

from infra.identity.credentials import StreamCredentials
from infra.identity.sessions import KeyValueSessions
from infra.nats.buckets import newest_sessions, open_sessions
from infra.nats.connection import Wire, connect
from infra.nats.streams import prepare
from tests.nats.real_server import RealServer
from tests.web.world import MovableClock


@pytest.fixture(scope="session", name="identity_server")
def _identity_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("identity"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(name="wire")
async def _wire(identity_server: RealServer) -> AsyncIterator[Wire]:
    wire = await connect(identity_server)
    await prepare(wire)
    yield wire
    await wire.close()


@pytest.fixture(name="clock")
def _clock() -> MovableClock:
    return MovableClock()


@pytest.fixture(name="sessions")
async def _sessions(wire: Wire, clock: MovableClock) -> KeyValueSessions:
    return KeyValueSessions(await open_sessions(wire), await newest_sessions(wire), clock)


@pytest.fixture(name="credentials")
def _credentials(wire: Wire) -> StreamCredentials:
    return StreamCredentials(wire.jetstream(), PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
