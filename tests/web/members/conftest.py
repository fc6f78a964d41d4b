"""The administrator whose agency the tests of this folder change."""

from __future__ import annotations

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.members.people import make_administrator
from tests.web.world import World

BOSS = "protection.fr"


@pytest.fixture(name="boss")
async def _boss(world: World, browser: Open) -> Browser:
    if not world.services.people.acts_for("protection-fr", "protection-fr"):
        await make_administrator(world, BOSS)
    return await browser(BOSS)
