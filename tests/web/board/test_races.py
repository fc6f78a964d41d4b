"""Two people want the same task: one gets it, the other learns who and when, and loses nothing."""

from __future__ import annotations

import asyncio

import pytest

from domain.task import commands as t
from tests.web.conftest import Connect, Open
from tests.web.world import World, member


@pytest.fixture(name="held")
async def _held(world: World) -> tuple[str, str]:
    """A case and one of its tasks that nobody has yet."""
    case = await world.case("carer.be", "police.be")
    return case, await world.task(case, "police.be")


async def test_a_lost_race_shows_who_won_and_the_fresh_task(world: World, browser: Open, held: tuple[str, str]) -> None:
    case, task = held
    second = await browser("police2.be")
    page = await second.get(f"/tasks/{task}")
    await world.work("police.be", case, task, t.Claim())

    lost = await second.send(page.form("/claim"), 409)

    assert "Mx police.be (The police-be) was faster" in lost.words()
    assert "Task claimed" in lost.words()
    assert "In progress" in lost.words()


async def test_a_lost_race_on_the_board_is_answered_with_the_fresh_card(
    world: World, browser: Open, held: tuple[str, str]
) -> None:
    case, task = held
    second = await browser("police2.be")
    board = await second.get(f"/board?case={world.reference(case)}")
    await world.work("police.be", case, task, t.Claim())

    card = await second.send_fragment(board.form(f"/tasks/{task}/claim"), 409, f"li#task-{task}")

    assert "was faster" in card.words(card.with_id(f"task-{task}"))
    assert "Not done: Mx police.be was faster." in card.words()


async def test_what_was_typed_in_a_lost_race_is_shown_to_copy(
    world: World, browser: Open, held: tuple[str, str]
) -> None:
    case, task = held
    await world.work("police2.be", case, task, t.Claim())
    second = await browser("police2.be")
    page = await second.get(f"/tasks/{task}")
    await world.work("police2.be", case, task, t.Release())
    await world.work("police.be", case, task, t.Claim())

    lost = await second.send(page.form("/complete"), 409, outcome="done", note="found her scarf")

    assert "Both versions Yours On record now Outcome Done – Note found her scarf –" in lost.words()
    assert lost.form(f"/tasks/{task}/note")["note"] == "found her scarf"


async def test_lantern_itself_is_never_named_as_the_winner(browser: Open, held: tuple[str, str]) -> None:
    police = await browser("police.be")
    page = await police.get(f"/tasks/{held[1]}")
    form = page.form("/claim")
    form.action = form.action.replace("claim", "complete")

    again = await police.send(form, 409, outcome="done")

    assert "was faster" not in again.words()
    assert "You have not claimed this task." in again.words()


async def test_of_many_claims_at_once_exactly_one_wins(world: World, program: Connect, held: tuple[str, str]) -> None:
    case, task = held
    programs = [await program("police.be"), await program("police2.be")] * 4
    keys = [{"idempotency-key": world.ids.new()} for _ in programs]

    answers = await asyncio.gather(
        *(each.http.post(f"/api/v1/tasks/{task}/claim", headers=key) for each, key in zip(programs, keys, strict=True))
    )

    assert (await world.facts(case, task)).count("TaskClaimed") == 1
    assert sorted({each.status_code for each in answers}) == [200, 409]
    winner = (await programs[0].get(f"/api/v1/tasks/{task}"))["claimed_by"]["member"]
    assert {each.json()["winner"]["member"] for each in answers if each.status_code == 409} == {winner}
    assert winner in {member("police.be"), member("police2.be")}
