"""One world for each module of tests; browsers and programs in it for each test."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import timedelta
from pathlib import Path

import pytest

from tests.web.harness.browser import Browser
from tests.web.harness.program import Program
from tests.web.world import World, a_world

Open = Callable[[str], Awaitable[Browser]]
Connect = Callable[[str], Awaitable[Program]]


HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Keep the tests of a module on one worker: they share its world."""
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.xdist_group(item.path.relative_to(HERE).as_posix()))


@pytest.fixture(scope="module", name="shared_world")
async def _shared_world(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[World]:
    async with a_world(tmp_path_factory.mktemp("world")) as world:
        yield world


@pytest.fixture(name="world")
async def _world(shared_world: World) -> AsyncIterator[World]:
    yield shared_world
    shared_world.clock.ahead = timedelta(0)


@pytest.fixture(name="nobody")
async def _nobody(world: World) -> AsyncIterator[Browser]:
    """A browser in which nobody is signed in."""
    browser = Browser(world)
    yield browser
    await browser.http.aclose()


@pytest.fixture(name="browser")
async def _browser(world: World) -> AsyncIterator[Open]:
    """Opens a browser in which a member is signed in."""
    opened: list[Browser] = []

    async def open_(name: str) -> Browser:
        opened.append(await Browser(world).sign_in(name))
        return opened[-1]

    yield open_
    for each in opened:
        await each.http.aclose()


@pytest.fixture(name="program")
async def _program(world: World) -> AsyncIterator[Connect]:
    """Connects a program with the token of a member."""
    connected: list[Program] = []

    async def connect(name: str) -> Program:
        connected.append(await Program(world).sign_in(name))
        return connected[-1]

    yield connect
    for each in connected:
        await each.http.aclose()
