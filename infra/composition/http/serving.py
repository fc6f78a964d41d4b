"""The HTTP server, inside our own loop.

Invariant: the port is taken before anything is said to be ready, and a taken port is one sentence.
"""

from __future__ import annotations

import asyncio
import contextlib
import errno
import socket
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager

import uvicorn
from litestar import Litestar

from infra.composition.http.listening import Listening
from infra.faults import Misuse, PortTaken
from infra.settings import Settings

GRACE_SECONDS = 3
BACKLOG = 1_024


class _Server(uvicorn.Server):
    """uvicorn without its signal handlers: the process has its own."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.up = asyncio.Event()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.up.set()


@asynccontextmanager
async def serve(app: Litestar, settings: Settings, on_end: Callable[[], None]) -> AsyncIterator[str]:
    """Serve *app*; yields the address. *on_end* is called should the server end by itself. Raises a fault."""
    bound = _bind(settings.host, settings.port)
    config = uvicorn.Config(
        app,
        loop="none",
        http=Listening,
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        backlog=BACKLOG,
        timeout_graceful_shutdown=GRACE_SECONDS,
        proxy_headers=False,
    )
    server = _Server(config)
    task = asyncio.create_task(server.serve([bound]), name="http")
    task.add_done_callback(lambda _: on_end())
    await server.up.wait()
    try:
        host = f"[{settings.host}]" if ":" in settings.host else settings.host
        yield f"http://{host}:{bound.getsockname()[1]}"
    finally:
        server.should_exit = True
        await task
        bound.close()


def _bind(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        if error.errno in (errno.EADDRINUSE, errno.EACCES):
            raise PortTaken(host, port) from error
        raise Misuse(f"HOST={host} is no address of this machine: use HOST=127.0.0.1.") from error
    bound.setblocking(False)  # noqa: FBT003  the standard library has no name for it
    return bound
