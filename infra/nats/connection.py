"""One connection to NATS, with a short way for replies.

nats-py gives each message to a queue and each queue to a task. That is fair for many subscribers and slow for one
reader of a hundred replies, so :class:`Wire` hands raw messages to a plain function while they are being parsed. It
leans on the parser and two methods inside nats-py for that; its version is therefore pinned, and ``tests/nats`` fails
if they move.

Invariant: nothing is buffered while the connection is down. What was sent without an answer fails with
:class:`Disconnected`, and the caller, who knows what may be repeated, decides.
"""

from __future__ import annotations

import asyncio
import itertools
from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple, Protocol, TypeVar

import msgspec
import structlog
from nats.aio.client import Client
from nats.errors import Error as NatsError

from domain.ports import StoreAway
from infra.nats.errors import Disconnected, StreamUnfit, fault_of
from infra.nats.protocol import QuickParser, Sink

log = structlog.get_logger(__name__)

T = TypeVar("T")

CONNECT_SECONDS = 5.0
RECONNECT_WAIT_SECONDS = 0.1
ANSWER_SECONDS = 2.0
"""How long one request may take. A durable publish takes about a millisecond."""

PATIENCE_SECONDS = 3.0
"""For how long what can be asked again is asked again, before the store counts as away."""

PAUSE_SECONDS = 0.05
PING_SECONDS = 10
PARTS = 4
"""Of a message: its line, headers, body, and the line break."""

NO_RESPONDERS = b"NATS/1.0 503"


class Address(Protocol):
    """Where a server is and who asks, such as :class:`infra.nats.server.Access`."""

    def options(self) -> dict[str, Any]:
        """The arguments for nats-py that say so."""


class Reply(NamedTuple):
    """One message of an answer: its header block, if it has one, and its body."""

    headers: bytes
    body: bytes


class _Waiting:
    """An answer in the making: complete when *is_last* says so of a part."""

    __slots__ = ("done", "heard", "is_last", "parts", "timer")

    def __init__(self, done: asyncio.Future[list[Reply]], is_last: Callable[[Reply], bool] | None) -> None:
        self.done = done
        self.is_last = is_last
        self.parts: list[Reply] = []
        self.heard = False
        self.timer: asyncio.TimerHandle | None = None

    def take(self, reply: Reply) -> None:
        self.heard = True
        self.parts.append(reply)
        if (self.is_last is None or self.is_last(reply)) and not self.done.done():
            self.done.set_result(self.parts)


class Wire(Client):
    """A nats-py client whose replies and chosen subscriptions take the short way."""

    def __init__(self) -> None:
        """Connect with :func:`connect`."""
        super().__init__()
        self._sinks: dict[int, Sink] = {}
        self._ps = QuickParser(self, self._sinks)
        self._waiting: dict[bytes, _Waiting] = {}
        self._tickets = itertools.count(1)
        self._inbox = ""
        self._outgoing: list[bytes] = []
        self._up = asyncio.Event()
        self._lost: set[Callable[[], None]] = set()

    async def request_reply(
        self, subject: str, body: bytes = b"", headers: bytes = b"", *, within: float = ANSWER_SECONDS
    ) -> Reply:
        """The one answer to a request. Raises :class:`StoreAway` without an answer within *within* seconds."""
        return (await self.request_parts(subject, body, headers, is_last=None, within=within))[0]

    async def request_parts(
        self,
        subject: str,
        body: bytes = b"",
        headers: bytes = b"",
        *,
        is_last: Callable[[Reply], bool] | None,
        within: float = ANSWER_SECONDS,
    ) -> list[Reply]:
        """All parts of an answer up to the one that *is_last*; *within* is the longest silence between two parts."""
        loop = asyncio.get_running_loop()
        ticket = b"%x" % next(self._tickets)
        waiting = _Waiting(loop.create_future(), is_last)
        self._waiting[ticket] = waiting
        try:
            self.post(subject, body, headers, reply=f"{self._inbox}.{ticket.decode()}")
            waiting.timer = loop.call_later(within, self._silent, waiting, within)
            return await waiting.done
        finally:
            del self._waiting[ticket]
            if waiting.timer is not None:
                waiting.timer.cancel()

    async def api(
        self,
        verb: str,
        request: object = None,
        *,
        within: float = ANSWER_SECONDS,
        patience: float = PATIENCE_SECONDS,
    ) -> dict[str, Any]:
        """The answer of the JetStream API to *verb*, asked again for *patience* seconds while there is none.

        Raises the fault that an error stands for.
        """
        body = b"" if request is None else msgspec.json.encode(request)

        async def attempt() -> dict[str, Any]:
            reply = await self.request_reply(f"$JS.API.{verb}", body, within=within)
            answer: dict[str, Any] = msgspec.json.decode(reply.body)
            if "error" in answer:
                raise fault_of(answer["error"])
            return answer

        return await self.patiently(attempt, patience)

    async def patiently(self, attempt: Callable[[], Awaitable[T]], patience: float = PATIENCE_SECONDS) -> T:
        """The outcome of *attempt*, which may be made again and again; ``StoreAway`` only after *patience* seconds."""
        loop = asyncio.get_running_loop()
        deadline = loop.time() + patience
        while True:
            try:
                return await attempt()
            except StoreAway:
                left = deadline - loop.time()
                if left <= 0:
                    raise
            await self.until_up(left)
            await asyncio.sleep(min(PAUSE_SECONDS, left))

    def post(self, subject: str, body: bytes = b"", headers: bytes = b"", *, reply: str = "") -> None:
        """Send a message at once; *headers* is a whole header block. Raises :class:`Disconnected`, never waits."""
        if not self.is_connected or self._transport is None:
            raise Disconnected("the connection to the store is down")
        size = len(headers) + len(body)
        if size > self.max_payload:
            raise StreamUnfit(f"a message of {size} bytes is larger than the server takes ({self.max_payload})")
        if headers:
            line = f"HPUB {subject} {reply} {len(headers)} {size}\r\n".encode()
        else:
            line = f"PUB {subject} {reply} {size}\r\n".encode()
        self._outgoing += (line, headers, body, b"\r\n")
        if len(self._outgoing) == PARTS:
            # The first of this turn of the loop: whatever else is sent in it goes out with it.
            asyncio.get_running_loop().call_soon(self._send_outgoing)

    def _send_outgoing(self) -> None:
        command = b"".join(self._outgoing)
        self._outgoing.clear()
        if self._pending:
            # nats-py has commands waiting for its flusher: stay behind them.
            self._pending.append(command)
            self._pending_data_size += len(command)
        elif self.is_connected and self._transport is not None:
            self._transport.write(command)

    async def listen(self, subject: str, sink: Sink, *, lost: Callable[[], None] | None = None) -> int:
        """Give each message on *subject* to *sink*; call *lost* when the connection ends. Returns what ends it."""
        sid = (await self.subscribe(subject))._id  # noqa: SLF001  nats-py has no other way to learn it
        self._sinks[sid] = sink
        if lost is not None:
            self._lost.add(lost)
        return sid

    async def unlisten(self, sid: int, *, lost: Callable[[], None] | None = None) -> None:
        """Stop what *listen* began."""
        if lost is not None:
            self._lost.discard(lost)
        self._sinks.pop(sid, None)
        subscription = self._subs.get(sid)
        if subscription is not None and not self.is_closed:
            await subscription.unsubscribe()

    async def until_up(self, within: float) -> None:
        """Wait for the connection. Raises :class:`Disconnected` when it does not come back *within* seconds."""
        if self.is_connected:
            return
        try:
            async with asyncio.timeout(within):
                await self._up.wait()
        except TimeoutError:
            raise Disconnected("the connection to the store is down") from None

    async def open(self, address: Address, name: str) -> None:
        """Connect; use :func:`connect`, which bounds the time."""
        patience: dict[str, Any] = {
            "max_reconnect_attempts": -1,
            "reconnect_time_wait": RECONNECT_WAIT_SECONDS,
            "ping_interval": PING_SECONDS,
            "pending_size": 0,
        }
        await self.connect(
            **address.options(),
            **patience,
            name=name,
            error_cb=self._on_error,
            disconnected_cb=self._on_lost,
            reconnected_cb=self._on_up,
            closed_cb=self._on_lost,
        )
        self._inbox = self.new_inbox()
        await self.listen(f"{self._inbox}.*", self._answer)
        await self.flush()
        self._up.set()

    def _answer(self, subject: bytes, _: bytes, headers: bytes | None, body: bytes) -> None:
        waiting = self._waiting.get(subject.rpartition(b".")[2])
        if waiting is None:
            return
        if headers is not None and headers.startswith(NO_RESPONDERS):
            if not waiting.done.done():
                waiting.done.set_exception(StoreAway("nobody answers for the store"))
            return
        waiting.take(Reply(headers or b"", body))

    def _silent(self, waiting: _Waiting, within: float) -> None:
        if waiting.done.done():
            return
        if waiting.heard:
            waiting.heard = False
            waiting.timer = asyncio.get_running_loop().call_later(within, self._silent, waiting, within)
        else:
            waiting.done.set_exception(StoreAway(f"the store did not answer within {within:g} s"))

    async def _on_error(self, error: Exception) -> None:
        # The text may quote what was sent; while the server is away there is one for each attempt.
        log.debug("nats_error", kind=type(error).__name__)

    async def _on_lost(self) -> None:
        self._up.clear()
        self._outgoing.clear()
        for waiting in tuple(self._waiting.values()):
            if not waiting.done.done():
                waiting.done.set_exception(Disconnected("the connection to the store ended"))
        for lost in tuple(self._lost):
            lost()
        if not self.is_closed:
            log.warning("nats_disconnected")

    async def _on_up(self) -> None:
        self._up.set()
        log.info("nats_reconnected")


async def connect(address: Address, name: str = "lantern", *, within: float = CONNECT_SECONDS) -> Wire:
    """A connection to the server at *address*, kept up for ever. Raises :class:`StoreAway` without one *within*."""
    wire = Wire()
    try:
        async with asyncio.timeout(within):
            await wire.open(address, name)
    except (OSError, NatsError, TimeoutError) as fault:
        await wire.close()
        raise StoreAway(f"no NATS server answers within {within:g} s") from fault
    except BaseException:
        await wire.close()
        raise
    return wire
