"""A real nats-server of its own for each test."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from pathlib import Path

import nats
import pytest
from nats.aio.client import Client
from nats.js.api import StreamConfig

from infra.nats.server import Access, EmbeddedServer


@asynccontextmanager
async def connected(access: Access) -> AsyncIterator[Client]:
    """A client as *access* that tells of errors through its calls only."""

    async def silent(_: Exception) -> None:
        """The call that failed raises; the same error is not needed twice."""

    client = await nats.connect(**access.options(), error_cb=silent, reconnect_time_wait=0.05)
    try:
        yield client
    finally:
        await client.close()


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[EmbeddedServer]:
    async with EmbeddedServer(tmp_path) as running:
        yield running


@pytest.fixture
async def steward(server: EmbeddedServer) -> AsyncIterator[Client]:
    async with connected(server.steward) as client:
        for stream, subject in (("LANTERN_EVENTS", "lantern.events.>"), ("LANTERN_KEYS", "lantern.keys.*")):
            config = StreamConfig(name=stream, subjects=[subject], allow_direct=True)
            await client.jetstream().add_stream(config)
        yield client


@pytest.fixture
async def application(server: EmbeddedServer, steward: Client) -> AsyncIterator[Client]:
    async with connected(server.application) as client:
        yield client


@pytest.fixture
def program(tmp_path: Path) -> Callable[[str], Path]:
    """Makes a shell script that stands where a nats-server should be."""

    def make(body: str) -> Path:
        path = tmp_path / "nats-server"
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return path

    return make
