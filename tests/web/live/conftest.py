"""A real HTTP server before the world, because a stream is more than one answer."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable

import httpx
import pytest

from infra.composition.http.serving import serve
from infra.settings import Settings
from tests.web.harness.browser import Browser
from tests.web.harness.program import Program
from tests.web.world import World

Dial = Callable[[str], Awaitable[httpx.AsyncClient]]


@pytest.fixture(scope="module", name="address")
async def _address(shared_world: World) -> AsyncIterator[str]:
    settings = Settings(data=shared_world.process.base.settings.data, port=0)
    async with serve(shared_world.app, settings, on_end=lambda: None) as address:
        yield address
        shared_world.services.hub.close()


@pytest.fixture(name="page")
async def _page(world: World, address: str) -> AsyncIterator[Dial]:
    """The connection of a page that a member has open."""
    opened: list[httpx.AsyncClient] = []

    async def dial(name: str) -> httpx.AsyncClient:
        browser = await Browser(world).sign_in(name)
        cookies = {each.name: each.value or "" for each in browser.http.cookies.jar}
        opened.append(httpx.AsyncClient(base_url=address, cookies=cookies))
        return opened[-1]

    yield dial
    for each in opened:
        await each.aclose()


@pytest.fixture(name="script")
async def _script(world: World, address: str) -> AsyncIterator[Dial]:
    """The connection of a program with the token of a member."""
    opened: list[httpx.AsyncClient] = []

    async def dial(name: str) -> httpx.AsyncClient:
        program = await Program(world).sign_in(name)
        headers = {"authorization": program.http.headers["authorization"]}
        opened.append(httpx.AsyncClient(base_url=address, headers=headers))
        return opened[-1]

    yield dial
    for each in opened:
        await each.aclose()
