"""A folder with a log in it, the embedded server of `make demo` on it, and a bare client beside Lantern's own.

Invariant: the bare client speaks to the same server, over a stream with the settings of the log, durable like it; and
everything is gone when the bench ends.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

import nats
from nats.aio.client import Client
from nats.js import JetStreamContext

from infra.composition.ground import Ground, ground
from infra.nats.connection import connect
from infra.nats.server import Access, attach
from infra.nats.streams import LANTERN, settings_of
from infra.settings import Settings

BARE_STREAM = "LANTERN_BENCH"
BARE_SUBJECT = "lantern.bench.bare"
"""Below what the application's user may publish on."""


@dataclass(frozen=True)
class Bare:
    """nats-py as its documentation shows it."""

    client: Client
    js: JetStreamContext

    async def publish(self, payload: bytes) -> None:
        """One durable publish, acknowledged."""
        await self.js.publish(BARE_SUBJECT, payload)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of the bench's own, on the disk of this checkout, since a folder in memory would be durable for free."""
    var = Path(__file__).resolve().parent.parent / "var"
    var.mkdir(exist_ok=True)
    path = Path(tempfile.mkdtemp(prefix="bench-", dir=var))
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


@asynccontextmanager
async def stage(data: Path) -> AsyncIterator[tuple[Ground, Bare]]:
    """Lantern's own parts on *data*, and the bare client beside them."""
    async with ground(Settings(data=data, port=0)) as base, bare(data) as beside:
        yield base, beside


@asynccontextmanager
async def bare(data: Path) -> AsyncIterator[Bare]:
    """A bare client of the server that runs on *data*."""
    running = attach(data)
    if running is None:
        raise RuntimeError("no server runs on the bench's folder")
    application, steward = running
    await _prepare(steward)
    client = await nats.connect(**application.options())
    try:
        yield Bare(client, client.jetstream())
    finally:
        await client.close()


async def _prepare(steward: Access) -> None:
    wire = await connect(steward, "bench")
    try:
        settings = settings_of(LANTERN)[LANTERN.events] | {"name": BARE_STREAM, "subjects": [BARE_SUBJECT]}
        await wire.api(f"STREAM.CREATE.{BARE_STREAM}", settings)
    finally:
        await wire.close()
