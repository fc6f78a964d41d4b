"""One server with one case on it, and the bundle of that case."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest

from infra.evidence.bundle.packing import Packed
from tests.evidence.casefile import made
from tests.nats.real_server import RealServer


@pytest.fixture(scope="session", name="server")
def _server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RealServer]:
    server = RealServer(tmp_path_factory.mktemp("nats"))
    server.start()
    yield server
    server.kill()


@pytest.fixture(scope="session", name="packed")
def _packed(server: RealServer) -> Packed:
    return asyncio.run(made(server))
