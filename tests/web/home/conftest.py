"""A conference in the world: somebody who chairs."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from tests.web.harness.browser import Browser
from tests.web.world import World

CHAIR = "chair.be"


@pytest.fixture(scope="module", name="conference")
async def _conference(shared_world: World) -> World:
    await shared_world.enrol(CHAIR)
    return shared_world


@pytest.fixture(name="chair")
async def _chair(conference: World) -> AsyncIterator[Browser]:
    browser = await Browser(conference).sign_in(CHAIR)
    yield browser
    await browser.http.aclose()
