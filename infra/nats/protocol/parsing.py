"""Splits what the server sends into messages.

nats-py's parser tries one regular expression after another on a buffer it shortens twice for each message, and awaits a
coroutine for each; a history of a hundred facts takes it longer than the server needs to send it. This one finds the
messages that have come whole by their line, and leaves every other kind of line (PING, INFO, errors) to nats-py.

Invariant: each message is delivered once, whole and in the order of the wire, however its bytes were cut on the way.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nats.errors import ProtocolError
from nats.protocol.parser import Parser

LINE_END = b"\r\n"
WITH_HEADERS, PLAIN = b"HMSG", b"MSG"
LONGEST_LINE = 64 * 1024
"""The server's INFO is the longest line, a few kB; more without an end is no line."""

Sink = Callable[[bytes, bytes, bytes | None, bytes], None]
"""Takes subject, reply subject, header block and body of one message, at once and without waiting."""


class QuickParser(Parser):
    """A parser that gives the messages of a subscription in *sinks* to its sink, and all others to the client."""

    def __init__(self, client: Any, sinks: dict[int, Sink]) -> None:
        """Parse for *client*; *sinks* may change at any time."""
        self._sinks = sinks
        self._rest = b""
        self._resets = 0
        super().__init__(client)

    def reset(self) -> None:
        """Forget what was left over, as after a reconnect, also while a message is being delivered."""
        super().reset()
        self._rest = b""
        self._resets += 1

    async def parse(self, data: bytes = b"") -> None:
        """Deliver all that is whole of what was left over and *data*. Raises nats-py's ``ProtocolError``."""
        resets, buffer, start = self._resets, self._rest + data, 0
        while (end := buffer.find(LINE_END, start)) >= 0:
            words = buffer[start:end].split(b" ")
            if words[0] == WITH_HEADERS or words[0] == PLAIN:
                stop = end + len(LINE_END) + _size(words)
                if stop + len(LINE_END) > len(buffer):
                    break
                message = _message(words, buffer, end + len(LINE_END), stop)
                sink = self._sinks.get(int(words[2]))
                if sink is not None:
                    sink(*message)
                else:
                    subject, reply, headers, body = message
                    await self.nc._process_msg(int(words[2]), subject, reply, body, headers)  # noqa: SLF001  as nats-py's parser does
                start = stop + len(LINE_END)
            else:
                await super().parse(buffer[start : end + len(LINE_END)])
                start = end + len(LINE_END)
            if self._resets != resets:
                return
        self._rest = buffer[start:]
        if end < 0 and len(self._rest) > LONGEST_LINE:
            raise ProtocolError("nats: a line without an end")


def _size(words: list[bytes]) -> int:
    """How many bytes follow the line of a message."""
    try:
        return int(words[-1])
    except ValueError:
        raise ProtocolError("nats: malformed MSG") from None


def _message(words: list[bytes], buffer: bytes, begin: int, stop: int) -> tuple[bytes, bytes, bytes | None, bytes]:
    """Subject, reply, headers and body of the message whose line was *words*: [H]MSG subject sid [reply] sizes."""
    if words[0] == PLAIN:
        return words[1], words[3] if len(words) > 4 else b"", None, buffer[begin:stop]
    body = begin + int(words[-2])
    return words[1], words[3] if len(words) > 5 else b"", buffer[begin:body], buffer[body:stop]
