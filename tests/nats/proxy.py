"""A wire between client and server that can be cut, or lose what the server says."""

from __future__ import annotations

import asyncio
from contextlib import AsyncExitStack, suppress
from types import TracebackType
from typing import Any, Self

from tests.nats.real_server import RealServer

CHUNK = 65_536


class Proxy:
    def __init__(self, server: RealServer) -> None:
        self._server = server
        self._listening: asyncio.Server | None = None
        self._links: set[asyncio.Task[None]] = set()
        self._port = 0
        self.deaf = False
        """While set, what the server says is dropped."""

    def options(self) -> dict[str, Any]:
        return {"servers": [f"nats://127.0.0.1:{self._port}"]}

    async def __aenter__(self) -> Self:
        self._listening = await asyncio.start_server(self._accept, "127.0.0.1", 0)
        self._port = self._listening.sockets[0].getsockname()[1]
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._listening is not None
        self._listening.close()
        await self.cut()

    async def cut(self) -> None:
        """End every connection; new ones are let through again."""
        self.deaf = False
        for link in tuple(self._links):
            link.cancel()
        await asyncio.gather(*self._links, return_exceptions=True)

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.create_task(self._link(reader, writer))
        self._links.add(task)
        task.add_done_callback(self._links.discard)

    async def _link(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with AsyncExitStack() as stack:
            stack.callback(writer.close)
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self._server.port)
            stack.callback(far_writer.close)
            pipes = [
                asyncio.create_task(self._pipe(reader, far_writer, droppable=False)),
                asyncio.create_task(self._pipe(far_reader, writer, droppable=True)),
            ]
            for pipe in pipes:
                stack.callback(pipe.cancel)
            await asyncio.wait(pipes, return_when=asyncio.FIRST_COMPLETED)

    async def _pipe(self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, droppable: bool) -> None:
        with suppress(ConnectionError):
            while data := await source.read(CHUNK):
                if not (droppable and self.deaf):
                    target.write(data)
                    await target.drain()
