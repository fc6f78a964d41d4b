"""Cases with something to find in them, and when the pages show it."""

from __future__ import annotations

from datetime import timedelta

from projections import VIEWS
from tests.web.world import World

HOUR = timedelta(hours=1)


async def shown(world: World) -> None:
    """Come back once every view shows what was recorded."""
    position = await world.process.base.store.last_position()
    for view in VIEWS:
        await world.services.documents.reached(view, position)


async def a_late_duty(world: World, by: str = "police.be", title: str = "Search the surroundings") -> str:
    """A case in which the agency of *by* has missed a deadline by an hour."""
    case = await world.case("carer.be", "police.be", "guardian.be")
    await world.task(case, by, title=title, due_at=world.clock.now() - HOUR)
    await shown(world)
    return case
