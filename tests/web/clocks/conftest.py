"""Rules in the world of page tests, in which no rule runs by itself."""

from __future__ import annotations

import pytest

from infra.data import PLAYBOOKS
from infra.publishing import publish
from projections import playbooks
from tests.web.world import World


@pytest.fixture(name="version")
async def _version(world: World) -> str:
    """The version of common practice that is published in the world."""
    library = await publish(world.process.base.store, PLAYBOOKS, world.clock)
    await world.services.documents.reached(playbooks.VIEW, await world.process.base.store.last_position())
    return library.editions("common-practice")[-1].version
