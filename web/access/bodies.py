"""Bodies that arrive, or do not.

Invariant: who sends a body a byte at a time holds nothing for longer than an honest slow line would, and a connection
whose body nobody reads is closed.
"""

from __future__ import annotations

import asyncio

from litestar.enums import ScopeType
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_408_REQUEST_TIMEOUT
from litestar.types import ASGIApp, Message, Receive, ReceiveMessage, Scope, Send

BEGIN_SECONDS = 20.0
"""So long a body may take whatever its size."""

BYTES_A_SECOND = 4_096
"""And a second more for so many bytes that came: the telephone line of a reception centre in the mountains."""


class TooSlow(HTTPException):
    """The body did not come in time."""

    status_code = HTTP_408_REQUEST_TIMEOUT


def in_time(app: ASGIApp) -> ASGIApp:
    """*app*, with bodies that have to arrive."""

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != ScopeType.HTTP:
            await app(scope, receive, send)
            return
        body = _Body(receive)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start" and not body.complete and _has_body(scope):
                message["headers"] = [*message["headers"], (b"connection", b"close")]
            await send(message)

        await app(scope, body.receive, answer)

    return wrapped


def _has_body(scope: Scope) -> bool:
    return any(name in (b"content-length", b"transfer-encoding") and value != b"0" for name, value in scope["headers"])


class _Body:
    """The body of one request on its way."""

    def __init__(self, receive: Receive) -> None:
        self._receive = receive
        self._left = BEGIN_SECONDS
        self.complete = False

    async def receive(self) -> ReceiveMessage:
        """The next part. Refuses (:class:`TooSlow`) to wait for one longer than what came so far allows."""
        if self.complete:
            return await self._receive()  # Whoever waits for the end of the connection waits as long as it takes.
        loop = asyncio.get_running_loop()
        began = loop.time()
        try:
            async with asyncio.timeout(self._left):
                message = await self._receive()
        except TimeoutError:
            raise TooSlow from None
        self._left -= loop.time() - began
        if message["type"] == "http.request":
            self._left += len(message["body"]) / BYTES_A_SECOND
            self.complete = not message["more_body"]
        return message
