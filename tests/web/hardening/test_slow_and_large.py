"""Who never finishes what they send holds nothing: real connections to the real server."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from urllib.parse import urlsplit

import pytest

from infra.composition.http import listening
from infra.composition.http.serving import serve
from infra.settings import Settings
from tests.web.conftest import Open
from tests.web.world import World
from web.access import bodies
from web.access.viewer import COOKIE

Talk = Callable[..., Awaitable[bytes]]
ASKED = b"POST /sign-in HTTP/1.1\r\nhost: lantern.test\r\n"
FORM_TYPE = "application/x-www-form-urlencoded"
FORM = b"content-type: application/x-www-form-urlencoded\r\n"


@pytest.fixture(name="talk")
async def _talk(world: World, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Talk]:
    """Sends bytes to a server of ours and gives all it answers until it closes."""
    monkeypatch.setattr(listening, "HEAD_SECONDS", 0.3)
    monkeypatch.setattr(bodies, "BEGIN_SECONDS", 0.3)
    async with serve(world.app, Settings(port=0), lambda: None) as address:

        async def talk(*parts: bytes) -> bytes:
            reader, writer = await asyncio.open_connection("127.0.0.1", urlsplit(address).port)
            try:
                for part in parts:
                    writer.write(part)
                    await writer.drain()
                return await asyncio.wait_for(reader.read(), 20)
            finally:
                writer.close()

        yield talk


async def test_a_head_that_never_ends_is_given_up(talk: Talk) -> None:
    assert (await talk(b"GET /sign-in HTTP/1.1\r\nhost: lantern.te")).startswith(b"HTTP/1.1 408 ")


async def test_a_connection_that_says_nothing_is_closed(talk: Talk) -> None:
    assert await talk() == b""


async def test_a_head_of_any_length_is_refused(talk: Talk) -> None:
    many = b"".join(b"x-%d: %s\r\n" % (number, b"y" * 1_000) for number in range(40))

    assert (await talk(b"GET /sign-in HTTP/1.1\r\nhost: lantern.test\r\n" + many)).startswith(b"HTTP/1.1 431 ")


async def test_a_body_that_does_not_come_is_refused_in_words(talk: Talk) -> None:
    told = await talk(ASKED + FORM + b"content-length: 100\r\n\r\nemail=a")

    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"came too slowly" in told


async def test_a_program_is_told_in_its_own_form(talk: Talk) -> None:
    told = await talk(b"POST /api/v1/tokens HTTP/1.1\r\nhost: lantern.test\r\ncontent-length: 9\r\n\r\n{")

    assert told.startswith(b"HTTP/1.1 408 ")
    assert b"urn:lantern:problem:too-slow" in told


async def test_a_large_body_without_a_length_is_cut_off_while_it_comes(world: World, browser: Open, talk: Talk) -> None:
    police = await browser("police.be")
    cookie = f"cookie: {COOKIE}={police.http.cookies[COOKIE]}\r\n".encode()
    chunk = b"%x\r\n%s\r\n" % (65_536, b"a" * 65_536)

    told = await talk(
        b"POST /cases HTTP/1.1\r\nhost: lantern.test\r\n" + FORM + cookie + b"transfer-encoding: chunked\r\n\r\n",
        *([chunk] * 5),
    )

    assert told.startswith(b"HTTP/1.1 413 ")
    assert b"connection: close" in told.lower()


async def test_a_length_and_chunks_together_are_refused(talk: Talk) -> None:
    both = b"content-length: 4\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nGET /board HTTP/1.1\r\n\r\n"

    told = await talk(ASKED + FORM + both)

    assert told.startswith(b"HTTP/1.1 400 ")
    assert told.count(b"HTTP/1.1 ") == 1


async def test_a_form_of_more_fields_than_any_has_is_refused_before_it_is_read(browser: Open) -> None:
    police = await browser("police.be")
    police.http.cookies.clear()

    answer = await police.http.post("/cases", content=b"a=&" * 10_000, headers={"content-type": FORM_TYPE})

    assert answer.status_code == 413
