"""The form that completes a task says beforehand with which outcomes its note is needed."""

from __future__ import annotations

from domain.envelope import PlaybookRef
from domain.task import commands as t
from tests.web.clocks.test_why import missed, ruled
from tests.web.conftest import Open
from tests.web.world import World

NEEDED = "Needed where the outcome is"


async def shown(world: World, browser: Open, ref: PlaybookRef) -> str:
    """What stands on the page of a task that carer.be took on and that the rule *ref* opened."""
    case = await missed(world)
    task = await ruled(world, case, ref, due_at=None)
    await world.work("carer.be", case, task, t.Claim())
    page = await (await browser("carer.be")).get(f"/tasks/{task}")
    return page.words(page.with_id("task"))


async def test_who_completes_a_task_reads_beforehand_which_outcome_asks_for_a_note(
    world: World, browser: Open, version: str
) -> None:
    words = await shown(world, browser, PlaybookRef("common-practice", version, "deploy"))

    assert f"{NEEDED}: Reviewed not deployed" in words


async def test_where_no_outcome_asks_for_a_note_nothing_is_said_of_it(
    world: World, browser: Open, version: str
) -> None:
    words = await shown(world, browser, PlaybookRef("common-practice", version, "report-to-police"))

    assert "Outcome" in words
    assert NEEDED not in words
