"""Bytes as the server sends them, cut anywhere, are the messages they were."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nats.aio.client import Client
from nats.errors import ProtocolError

from infra.nats.protocol import QuickParser

Message = tuple[bytes, bytes, bytes | None, bytes]

WORDS = st.from_regex(rb"[a-z0-9.]{1,12}", fullmatch=True)
BODIES = st.binary(max_size=40) | st.sampled_from([b"PING\r\n", b"MSG a 1 4\r\n", b"\r\n"])
HEADERS = st.none() | st.builds(lambda word: b"NATS/1.0\r\nName: " + word + b"\r\n\r\n", WORDS)
MESSAGES = st.tuples(WORDS, st.just(b"") | WORDS, HEADERS, BODIES)


class Listener(Client):
    """A client that keeps what the parser leaves to it."""

    def __init__(self) -> None:
        super().__init__()
        self.heard: list[Message] = []
        self.pings = 0
        self.parser = QuickParser(self, {7: lambda *message: self.heard.append(message)})

    async def _process_msg(self, sid: int, subject: bytes, reply: bytes, data: bytes, headers: bytes | None) -> None:
        assert sid == 8
        self.heard.append((subject, reply, headers, data))

    async def _process_ping(self) -> None:
        self.pings += 1


def wire(message: Message, sid: int = 7) -> bytes:
    subject, reply, headers, body = message
    words = [b"MSG" if headers is None else b"HMSG", subject, b"%d" % sid, *([reply] if reply else [])]
    sizes = [] if headers is None else [b"%d" % len(headers)]
    line = b" ".join([*words, *sizes, b"%d" % (len(headers or b"") + len(body))])
    return line + b"\r\n" + (headers or b"") + body + b"\r\n"


@given(st.lists(st.tuples(MESSAGES, st.sampled_from([7, 8])), max_size=8), st.lists(st.integers(0, 600), max_size=6))
def test_messages_cut_anywhere_come_once_whole_and_in_order(
    addressed: list[tuple[Message, int]], places: list[int]
) -> None:
    sent = b"".join(wire(message, sid) for message, sid in addressed)
    cuts = sorted(min(place, len(sent)) for place in places)
    listener = Listener()

    async def parse() -> None:
        for start, end in zip([0, *cuts], [*cuts, len(sent)], strict=True):
            await listener.parser.parse(sent[start:end])

    asyncio.run(parse())

    assert listener.heard == [message for message, _ in addressed]


async def test_other_lines_between_messages_go_to_the_client() -> None:
    listener = Listener()
    message: Message = (b"a.b", b"", None, b"hello")

    await listener.parser.parse(wire(message) + b"PING\r\n+OK\r\nPI")
    await listener.parser.parse(b"NG\r\n" + wire(message))

    assert (listener.heard, listener.pings) == ([message, message], 2)


async def test_a_reset_forgets_what_was_left_over() -> None:
    listener = Listener()
    message: Message = (b"a.b", b"", None, b"hello")
    await listener.parser.parse(wire(message)[:-4])

    listener.parser.reset()
    await listener.parser.parse(wire(message))

    assert listener.heard == [message]


async def test_a_reset_while_a_message_is_delivered_forgets_what_came_with_it() -> None:
    listener = Listener()
    message: Message = (b"a.b", b"", None, b"hello")
    listener.parser = QuickParser(listener, {7: lambda *_: listener.parser.reset()})

    await listener.parser.parse(wire(message) + wire(message)[:-4])
    await listener.parser.parse(wire(message, 8))

    assert listener.heard == [message]


@pytest.mark.parametrize("nonsense", [b"MSG a 7 x\r\n", b"WHAT\r\n", b"x" * 70_000])
async def test_what_is_no_protocol_is_refused(nonsense: bytes) -> None:
    with pytest.raises(ProtocolError):
        await Listener().parser.parse(nonsense)
