"""An agency that is told of a duty nobody answers sees it on its board, and who of it is on call."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from domain.context import SYSTEM_AGENCY
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.world import World, agency, member
from web.shown.board import raised

HOUR = timedelta(hours=1)


async def told(world: World, *names: str, due_at: datetime | None = None) -> tuple[str, str]:
    """A case of guardian.be and *names*, and a task there of which protection.be was told, where it takes part."""
    case = await world.case("guardian.be", *names)
    to = agency("protection.be")
    task = await world.task(
        case, "guardian.be", acknowledge_by=world.clock.now() - HOUR, due_at=due_at, escalate_to=(to,)
    )
    escalate = t.Escalate(step=1, because="unacknowledged", to_member=member("protection.be"))
    assert world.by_itself.agency == SYSTEM_AGENCY
    outcome = await world.services.tasks.handle(f"case.{case}.task.{task}", escalate, world.by_itself)
    await world._shown(outcome)
    return case, task


async def test_who_is_told_sees_it_on_their_board_until_somebody_acknowledges(world: World, browser: Open) -> None:
    case, task = await told(world, "protection.be")
    protection, guardian = await browser("protection.be"), await browser("guardian.be")
    address = f"/board?case={world.reference(case)}"

    page = await protection.get(address)

    raised = page.words(page.with_id("raised"))
    for words in ("Search the surroundings", world.reference(case), "Nobody acknowledged it", "You are on call"):
        assert words in raised
    assert f"/tasks/{task}#why-here" in page.links()
    assert world.reference(case) not in (own := await guardian.get(address)).words(own.with_id("raised"))
    await world.work("guardian.be", case, task, t.Acknowledge())
    after = await protection.get(address)
    assert world.reference(case) not in after.words(after.with_id("raised"))


async def test_an_open_board_hears_of_it_with_its_next_update(world: World, browser: Open) -> None:
    protection = await browser("protection.be")
    await protection.get("/board")
    case, _ = await told(world, "protection.be")
    world.clock.ahead += timedelta(minutes=1)  # So long an answer may be kept that does not change the own tasks.

    update = await protection.fragment("/board")

    partial = next(each for each in update.all("hx-partial") if each.get("hx-target") == "#raised")
    assert world.reference(case) in update.words(partial)


async def test_who_takes_no_part_in_the_case_is_shown_nothing_of_it(world: World, browser: Open) -> None:
    case, _ = await told(world)

    page = await (await browser("protection.be")).get("/board")

    assert world.reference(case) not in page.words(page.with_id("raised"))


async def test_what_an_agency_was_told_of_elsewhere_never_hides_what_it_can_see(
    world: World, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(raised, "MOST", 1)
    for _ in range(2):
        await told(world, due_at=world.clock.now() - 100 * HOUR)
    case, _ = await told(world, "protection.be", due_at=world.clock.now() - 99 * HOUR)

    page = await (await browser("protection.be")).get("/board")

    assert world.reference(case) in page.words(page.with_id("raised"))
