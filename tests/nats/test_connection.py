"""The short way for replies leans on nats-py's inside; these fail when a new version moves it."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from domain.ports import StoreAway
from infra.nats.connection import Wire, connect
from infra.nats.errors import Disconnected
from tests.nats.proxy import Proxy
from tests.nats.real_server import RealServer


@pytest.fixture(name="proxy")
async def _proxy(server: RealServer) -> AsyncIterator[Proxy]:
    async with Proxy(server) as proxy:
        yield proxy


@pytest.fixture(name="plain")
async def _plain(proxy: Proxy) -> AsyncIterator[Wire]:
    plain = await connect(proxy)
    yield plain
    await plain.close()


async def test_messages_take_the_short_way_without_a_queue(plain: Wire) -> None:
    heard = asyncio.get_running_loop().create_future()

    sid = await plain.listen("greetings", lambda *message: heard.set_result(message))
    plain.post("greetings", b"hello", b"NATS/1.0\r\nFrom: me\r\n\r\n", reply="answers")

    assert await heard == (b"greetings", b"answers", b"NATS/1.0\r\nFrom: me\r\n\r\n", b"hello")
    await plain.unlisten(sid)


async def test_what_is_not_listened_to_takes_the_usual_way(plain: Wire) -> None:
    subscription = await plain.subscribe("usual")

    plain.post("usual", b"hello")

    assert (await subscription.next_msg(timeout=5)).data == b"hello"


async def test_nobody_answers_is_told_at_once(plain: Wire) -> None:
    with pytest.raises(StoreAway, match="nobody answers"):
        await plain.request_reply("nobody.is.here")


async def test_silence_ends_in_a_fault(plain: Wire) -> None:
    await plain.listen("silence", lambda *_: None)

    with pytest.raises(StoreAway, match=r"did not answer within 0\.1 s"):
        await plain.request_reply("silence", within=0.1)


async def test_who_waits_is_told_when_the_connection_ends(plain: Wire, proxy: Proxy) -> None:
    await plain.listen("silence", lambda *_: None)
    waiting = asyncio.create_task(plain.request_reply("silence"))
    await plain.flush()

    await proxy.cut()

    with pytest.raises(Disconnected):
        await waiting


async def test_nothing_is_kept_back_while_the_connection_is_down(plain: Wire, proxy: Proxy) -> None:
    lost = asyncio.Event()
    await plain.listen("kept.back", lambda *_: None, lost=lost.set)
    await proxy.cut()
    await lost.wait()

    with pytest.raises(Disconnected):
        plain.post("kept.back", b"hello")

    await plain.until_up(10)
    assert plain.is_connected
