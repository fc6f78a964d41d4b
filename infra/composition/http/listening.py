"""How a connection is listened to before there is a request that could be answered.

Invariant: nobody holds a connection by never finishing to ask, nor memory by asking at any length.
"""

from __future__ import annotations

import asyncio

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

HEAD_SECONDS = 20.0
"""So long an address and its headers may take, from the connection or the first byte on."""

MOST_OF_A_HEAD = 32 * 1024
"""Bytes of an address and its headers. Ours are below two thousand; a browser's cookies for our name are few."""


class Listening(HttpToolsProtocol):
    """uvicorn's connection, with an end to what a head may be and how long it may take.

    The server has a time for the pause between two requests, and none for a request that does not come to its point.
    """

    _waiting: asyncio.TimerHandle | None = None
    _in_head = True
    _head = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]  # as uvicorn has it
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """Wait no more."""
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Take what came, unless it is a head without end."""
        super().data_received(data)
        self._head += len(data) if self._in_head else 0
        if self._head > MOST_OF_A_HEAD and not self.transport.is_closing():
            self._refuse(431)

    def on_message_begin(self) -> None:
        """A request begins."""
        super().on_message_begin()
        self._in_head, self._head = True, 0
        self._wait()

    def on_headers_complete(self) -> None:
        """The head is there; how long a body takes is looked after where it is read."""
        self._in_head, self._head = False, 0
        self._stop_waiting()
        super().on_headers_complete()

    def _wait(self) -> None:
        self._stop_waiting()
        self._waiting = self.loop.call_later(HEAD_SECONDS, self._refuse, 408)

    def _stop_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def _refuse(self, status: int) -> None:
        """Say so if something was begun, and close."""
        if self._head:
            self.transport.write(STATUS_LINE[status] + b"content-length: 0\r\nconnection: close\r\n\r\n")
        self.transport.close()
