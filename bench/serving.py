"""A `lantern serve` on the bench's folder, and a client that keeps one connection to it.

Invariant: the process is one like any other, started from its command line; the client does as little as a client can,
so that what is timed is the server.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

import msgspec

READY = b"Lantern is ready at "
PATIENCE_SECONDS = 1_200
ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Answer:
    """What came back, and how long after the request was sent its last byte was there."""

    status: int
    body: bytes
    seconds: float


class Client:
    """One connection, kept open."""

    def __init__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Use an open connection."""
        self._reader = reader
        self._writer = writer

    async def get(self, path: str, *headers: str) -> Answer:
        """What is at *path*."""
        return await self._ask("GET", path, headers, b"")

    async def post(self, path: str, body: object, *headers: str) -> Answer:
        """The answer to *body* as JSON."""
        return await self._ask("POST", path, ("Content-Type: application/json", *headers), msgspec.json.encode(body))

    async def _ask(self, verb: str, path: str, headers: tuple[str, ...], body: bytes) -> Answer:
        lines = [f"{verb} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(body)}", *headers, "", ""]
        request = "\r\n".join(lines).encode() + body
        began = perf_counter()
        self._writer.write(request)
        head = await self._reader.readuntil(b"\r\n\r\n")
        sizes = [line for line in head.lower().split(b"\r\n") if line.startswith(b"content-length:")]
        answer = await self._reader.readexactly(int(sizes[0].split(b":")[1]) if sizes else 0)
        took = perf_counter() - began
        return Answer(int(head.split(b" ", 2)[1]), answer, took)


@dataclass(frozen=True)
class Serving:
    """A process that is up, and how long it took to be."""

    port: int
    process: int
    seconds: float

    @property
    def resident(self) -> float:
        """Its memory in MiB, without the nats-server beside it."""
        for line in Path(f"/proc/{self.process}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
        raise RuntimeError("the kernel does not say how much memory the process has")

    @asynccontextmanager
    async def client(self) -> AsyncIterator[Client]:
        """A connection to it."""
        reader, writer = await asyncio.open_connection("127.0.0.1", self.port, limit=2**24)
        try:
            yield Client(reader, writer)
        finally:
            writer.close()
            await writer.wait_closed()


@asynccontextmanager
async def serving(data: Path) -> AsyncIterator[Serving]:
    """`lantern serve` on *data*, from the line that says it is ready to the end of the block."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("LANTERN_", "NATS_"))}
    began = perf_counter()
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "infra.cli", "serve"),
        env=environment | {"DATA": str(data), "PORT": "0", "LANTERN_LOG": "error", "LANTERN_PACE": "0"},
        stdout=asyncio.subprocess.PIPE,
        cwd=ROOT,
    )
    try:
        if process.stdout is None:
            raise RuntimeError("the process has no output")
        line = await asyncio.wait_for(process.stdout.readline(), PATIENCE_SECONDS)
        if not line.startswith(READY):
            raise RuntimeError("lantern serve did not become ready")
        yield Serving(int(line.rsplit(b":", 1)[1]), process.pid, perf_counter() - began)
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()
