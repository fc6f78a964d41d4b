"""One ordered push consumer, for as long as it lives: raw messages in a queue, and the knowledge of when it is broken.

Invariant: what is in the queue is what the server sent, from the first message on and without a gap. A message that is
not the consumer's next breaks it, and so does an end of the connection; silence is for the reader to judge.
"""

from __future__ import annotations

import asyncio
import secrets
from collections import deque
from collections.abc import Iterator

from infra.nats.connection import Wire
from infra.nats.errors import Disconnected
from infra.nats.log.message import Raw

SECOND = 1_000_000_000
HEARTBEAT_SECONDS = 1
LAPSE_SECONDS = 30
"""The server forgets a consumer that nobody has listened to for so long."""

LOOK_SECONDS = 0.2

STATUS = b"NATS/1.0 100 "
FLOW = b"NATS/1.0 100 Flow"
STALLED = b"\r\nNats-Consumer-Stalled: "
LAST_CONSUMER = b"\r\nNats-Last-Consumer: "
SHORT_ACK = 8
"""Dots of an acknowledgement subject of the first form; the second has a domain and an account in front, and one token
more behind."""

BEHIND = 4
"""Tokens of the first form from the position in the stream on: that, the consumer's own count, a time, what is left."""


class Consumer:
    """Delivers *stream* from position *start* on."""

    def __init__(self, wire: Wire, stream: str) -> None:
        """Begin with :meth:`begin`, once."""
        self._wire = wire
        self._stream = stream
        self._name = secrets.token_hex(8)
        self._sid: int | None = None
        self._delivered = 0
        self._queue: deque[Raw | str] = deque()
        self._news = asyncio.Event()
        self._now = asyncio.get_running_loop().time
        self.heard_at = 0.0
        """When something came last, heartbeats included: until then nothing was missed."""
        self.broken = False

    async def begin(self, start: int) -> None:
        """Make the consumer. Raises ``StoreAway`` and ``StreamUnfit``."""
        deliver = self._wire.new_inbox()
        self.heard_at = self._now()
        self._sid = await self._wire.listen(deliver, self._take, lost=self._break)
        config = {
            "name": self._name,
            "deliver_subject": deliver,
            "deliver_policy": "by_start_sequence",
            "opt_start_seq": start,
            "ack_policy": "none",
            "max_deliver": 1,
            "replay_policy": "instant",
            "flow_control": True,
            "idle_heartbeat": HEARTBEAT_SECONDS * SECOND,
            "inactive_threshold": LAPSE_SECONDS * SECOND,
            "mem_storage": True,
            "num_replicas": 1,
        }
        request = {"stream_name": self._stream, "config": config, "action": "create"}
        await self._wire.api(f"CONSUMER.CREATE.{self._stream}.{self._name}", request, patience=0)

    async def end(self) -> None:
        """Stop listening, and tell the server so if it can be told."""
        if self._sid is not None:
            await self._wire.unlisten(self._sid, lost=self._break)
            self._sid = None
        if self._wire.is_connected:
            self._post(f"$JS.API.CONSUMER.DELETE.{self._stream}.{self._name}")

    async def ready(self, within: float) -> bool:
        """Wait for a message or a break; False after a silence of *within* seconds, heartbeats included."""
        while not self._queue and not self.broken:
            self._news.clear()
            # Heartbeats may be waiting in the socket while this process was busy: leave time to read them first.
            left = max(self.heard_at + within - self._now(), LOOK_SECONDS)
            try:
                async with asyncio.timeout(left):
                    await self._news.wait()
            except TimeoutError:
                if self._now() >= self.heard_at + within:
                    return False
        return True

    def take(self, most: int) -> Iterator[Raw]:
        """What has come, at most *most*. Taking it opens the window for as much again."""
        for _ in range(most):
            if not self._queue:
                return
            item = self._queue.popleft()
            if isinstance(item, str):
                self._post(item)
            else:
                yield item

    def _take(self, subject: bytes, reply: bytes, headers: bytes | None, body: bytes) -> None:
        self.heard_at = self._now()
        if not body and headers is not None and headers.startswith(STATUS):
            self._status(headers, reply)
            return
        _, position, delivered, *_ = reply.rsplit(b".", BEHIND if reply.count(b".") == SHORT_ACK else BEHIND + 1)
        self._delivered += 1
        if int(delivered) != self._delivered:
            self._break()
        elif not self.broken:
            self._queue.append(Raw(int(position), subject, headers or b"", body))
            self._news.set()

    def _status(self, headers: bytes, reply: bytes) -> None:
        if headers.startswith(FLOW):
            self._queue.append(reply.decode())
            self._news.set()
            return
        last = _value(headers, LAST_CONSUMER)
        if last and int(last) != self._delivered:
            self._break()
        stalled = _value(headers, STALLED)
        if stalled and not self._queue:
            # Nothing of ours holds the server up, so its request for more was lost on the way.
            self._post(stalled.decode())

    def _break(self) -> None:
        self.broken = True
        self._news.set()

    def _post(self, subject: str) -> None:
        try:
            self._wire.post(subject)
        except Disconnected:
            self._break()


def _value(headers: bytes, name: bytes) -> bytes:
    start = headers.find(name)
    return b"" if start < 0 else headers[start + len(name) : headers.index(b"\r\n", start + len(name))]
