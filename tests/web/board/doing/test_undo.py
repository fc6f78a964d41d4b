"""Taking back what was just done: by a further fact, and only while nobody else has acted on it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Form, Page
from tests.web.world import World

FROM_BOARD = "http://lantern.test/board?scope=mine"
STEPS = {
    "claim": ((), {}, "TaskReleased"),
    "release": ((t.Claim(),), {}, "TaskClaimed"),
    "hand-over": ((t.Claim(),), {"to_member": "police2-be", "reason": "please"}, "TaskHandOverWithdrawn"),
}


async def a_task(world: World, *before: t.TaskCommand) -> tuple[str, str]:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    for command in before:
        await world.work("police.be", case, task, command)
    return case, task


async def done(who: Browser, task: str, step: str, **typed: str) -> Page:
    """The board after a *step* that was taken from it, without script."""
    form = (await who.get(f"/tasks/{task}")).form(f"/{step}")
    return await who.post(form.action, form.filled(**typed), referer=FROM_BOARD)


def undo_in(page: Page) -> Form:
    return page.form("/board/undo")


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_is_taken_back_by_a_further_fact(world: World, browser: Open, step: str) -> None:
    before, typed, fact = STEPS[step]
    case, task = await a_task(world, *before)
    police = await browser("police.be")
    page = await done(police, task, step, **typed)

    again = await police.send(undo_in(page))

    assert "Taken back: Search the surroundings" in again.words()
    assert (await world.facts(case, task))[-1] == fact


async def test_taken_back_twice_it_is_taken_back_once(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    police = await browser("police.be")
    page = await done(police, task, "claim")

    for _ in range(2):
        await police.send(undo_in(page))

    assert (await world.facts(case, task)).count("TaskReleased") == 1


async def test_what_was_answered_meanwhile_is_not_taken_back(world: World, browser: Open) -> None:
    case, task = await a_task(world, t.Claim())
    police = await browser("police.be")
    page = await done(police, task, "hand-over", to_member="police2-be", reason="please")
    await world.work("police2.be", case, task, t.AcceptHandOver())

    again = await police.send(undo_in(page))

    assert "It has been answered or taken back already." in again.words()
    assert (await world.facts(case, task))[-1] == "TaskHandedOver"


async def test_what_somebody_took_meanwhile_stays_with_them(world: World, browser: Open) -> None:
    case, task = await a_task(world, t.Claim())
    police = await browser("police.be")
    page = await done(police, task, "release")
    await world.work("police2.be", case, task, t.Claim())

    again = await police.send(undo_in(page))

    assert "Mx police2.be (The police-be) was faster" in again.words()


async def test_somebody_else_takes_nothing_back(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    page = await done(await browser("police.be"), task, "claim")
    other = await browser("police2.be")
    theirs = (await other.get("/board")).form("/board/bulk")

    fields = [*theirs.filled(), ("deed", undo_in(page)["deed"])]
    await other.post("/board/undo", fields, 404)

    assert (await world.facts(case, task))[-1] == "TaskClaimed"


async def test_after_some_minutes_there_is_no_taking_back(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    police = await browser("police.be")
    page = await done(police, task, "claim")
    world.clock.ahead = timedelta(minutes=6)

    await police.send(undo_in(page), 404)

    assert (await world.facts(case, task))[-1] == "TaskClaimed"


@pytest.mark.parametrize(("step", "typed"), [("acknowledge", {}), ("note", {"note": "x"})])
async def test_what_others_act_upon_is_not_offered_to_be_taken_back(
    world: World, browser: Open, step: str, typed: dict[str, str]
) -> None:
    _case, task = await a_task(world)

    page = await done(await browser("police.be"), task, step, **typed)

    assert not [form for form in page.forms() if form.action == "/board/undo"]


async def test_one_comes_back_to_the_board_as_it_was_chosen(world: World, browser: Open) -> None:
    _case, task = await a_task(world)
    police = await browser("police.be")

    await done(police, task, "claim")

    assert police.last is not None
    assert str(police.last.url).startswith("http://lantern.test/board?scope=mine&did=")


async def test_on_the_page_of_a_task_a_step_is_taken_back_too(world: World, browser: Open) -> None:
    case, task = await a_task(world)
    police = await browser("police.be")
    page = await police.send((await police.get(f"/tasks/{task}")).form("/claim"))

    again = await police.send(undo_in(page))

    assert "Claimed: Search the surroundings" in page.words()
    assert again.form("/claim").action == f"/tasks/{task}/claim"
    assert (await world.facts(case, task))[-1] == "TaskReleased"


async def test_a_claim_that_was_taken_back_is_not_said_to_be_done_when_it_is_sent_again(
    world: World, browser: Open
) -> None:
    _case, task = await a_task(world)
    police = await browser("police.be")
    form = (await police.get(f"/tasks/{task}")).form("/claim")
    page = await police.post(form.action, form.filled(), referer=FROM_BOARD)
    await police.send(undo_in(page))

    card = await police.send_fragment(form, 200, f"li#task-{task}")

    assert "You had claimed it, and have it no more." in card.words()
    assert "/board/undo" not in card.text
