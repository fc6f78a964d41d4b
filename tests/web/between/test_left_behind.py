"""Who has left a case reads nothing of it any more: neither of its own duties nor of how they stand."""

from __future__ import annotations

from domain.case import commands as c
from tests.web.conftest import Open
from tests.web.world import World

TITLE = "Ask the shelter for the coat"


async def test_the_own_tasks_of_a_case_that_was_left_are_on_no_page(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be", title=TITLE)
    police = await browser("police.be")
    board = f"/board?case={world.reference(case)}"
    assert TITLE in (await police.get(board)).words()

    await world.act("police.be", case, c.LeaveCase(reason="it goes on elsewhere"))

    assert TITLE not in (await police.get("/board")).words()
    await police.get(f"/tasks/{task}", 404)
    found = await police.post("/search", [*(await police.get("/search")).form("/search").filled(q="coat")])
    assert TITLE not in found.words()
    assert TITLE in (await (await browser("carer.be")).get(f"/tasks/{task}")).words()
