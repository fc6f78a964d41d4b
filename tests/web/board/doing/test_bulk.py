"""Several tasks at once: claimed or offered, told by task what came of it, and taken back."""

from __future__ import annotations

import pytest

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World


@pytest.fixture(name="three")
async def _three(world: World) -> tuple[str, list[str]]:
    """A case and three tasks in it that nobody has."""
    case = await world.case("carer.be", "police.be")
    return case, [await world.task(case, "police.be", title=f"Ask at door {number}") for number in range(3)]


async def together(who: Browser, do: str, tasks: list[str], status: int = 200, **typed: str) -> Page:
    """Select *tasks* on the board and *do* something with them, without script."""
    form = (await who.get("/board?first=5000")).form("/board/bulk")
    fields = [(name, value) for name, value in form.filled(**typed) if name != "do"]
    return await who.post(form.action, [*fields, *(("task", task) for task in tasks), ("do", do)], status)


async def test_several_tasks_are_claimed_at_once(world: World, browser: Open, three: tuple[str, list[str]]) -> None:
    case, tasks = three

    page = await together(await browser("police.be"), "claim", tasks)

    assert "Claimed 3 of 3 tasks" in page.words()
    assert [await world.facts(case, task) for task in tasks] == [["TaskOpened", "TaskClaimed"]] * 3


async def test_sent_twice_they_are_claimed_once(world: World, browser: Open, three: tuple[str, list[str]]) -> None:
    case, tasks = three
    police = await browser("police.be")
    form = (await police.get("/board")).form("/board/bulk")
    fields = [*form.filled(do="claim"), *(("task", task) for task in tasks)]

    first, second = [await police.post(form.action, fields) for _ in range(2)]

    assert first.words(first.with_id("deed")) == second.words(second.with_id("deed"))
    assert [(await world.facts(case, task)).count("TaskClaimed") for task in tasks] == [1, 1, 1]


async def test_what_somebody_else_has_taken_is_named_with_who_was_faster(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    case, tasks = three
    await world.work("police2.be", case, tasks[1], t.Claim())

    page = await together(await browser("police.be"), "claim", tasks)

    told = page.words(page.with_id("deed"))
    assert "Claimed 2 of 3 tasks" in told
    assert "Ask at door 1" in told
    assert "Mx police2.be (The police-be) was faster" in told
    assert "Ask at door 2" not in told


async def test_several_tasks_are_offered_to_a_colleague(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    case, tasks = three

    await together(await browser("police.be"), "hand-over", tasks, to_member="police2-be", reason="your district")

    assert [(await world.facts(case, task))[-1] for task in tasks] == ["TaskHandOverOffered"] * 3
    offered = await (await browser("police2.be")).get("/board?first=5000")
    assert offered.words(offered.with_id("group-offered")).count("Ask at door") >= 3


@pytest.mark.parametrize("do", ["complete", "waive", "note", "acknowledge", ""])
async def test_nothing_else_is_done_to_several_tasks_whatever_a_form_says(
    world: World, browser: Open, three: tuple[str, list[str]], do: str
) -> None:
    case, tasks = three
    for task in tasks:
        await world.work("police.be", case, task, t.Claim())

    await together(await browser("police.be"), do, tasks, 404, outcome="done", reason="all", note="all")

    assert [(await world.facts(case, task))[-1] for task in tasks] == ["TaskClaimed"] * 3


async def test_a_form_that_lacks_something_comes_back_with_what_was_chosen_and_typed(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    case, tasks = three

    page = await together(await browser("police.be"), "hand-over", tasks[:2], 422, reason="your district")

    assert page.form("/board/bulk")["reason"] == "your district"
    checked = [
        each.get("value")
        for each in page.all("input")
        if each.get("name") == "task" and each.get("checked") is not None
    ]
    assert sorted(map(str, checked)) == sorted(tasks[:2])
    assert await world.facts(case, tasks[0]) == ["TaskOpened"]


async def test_without_any_task_nothing_is_done(browser: Open) -> None:
    page = await together(await browser("police.be"), "claim", [], 422)

    assert "Select at least one task." in page.words()


async def test_a_task_that_one_may_not_see_is_not_claimed_and_not_named(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    case, tasks = three
    asylum = await browser("asylum.be")
    asylum.secrets = ("Ask at door", world.reference(case))

    page = await together(asylum, "claim", tasks)

    assert "There is nothing here that you may see." in page.words()
    assert await world.facts(case, tasks[0]) == ["TaskOpened"]


async def test_the_tasks_of_a_group_can_be_chosen_without_script(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    _case, tasks = three

    page = await (await browser("police.be")).get("/board?pick=soon&first=5000")

    checked = {each.get("value") for each in page.all("input") if each.get("checked") is not None}
    assert set(tasks) <= checked


async def test_what_is_too_long_to_be_recorded_is_told_and_not_cut(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    case, tasks = three
    typed = {"to_member": "police2-be", "reason": "x" * 8_001}

    page = await together(await browser("police.be"), "hand-over", tasks, 422, **typed)

    assert "longer than 8000 characters" in page.words()
    assert page.form("/board/bulk")["reason"] == typed["reason"]
    assert [await world.facts(case, task) for task in tasks] == [["TaskOpened"]] * 3


async def test_what_was_taken_back_is_not_said_to_be_claimed_when_the_form_is_sent_again(
    world: World, browser: Open, three: tuple[str, list[str]]
) -> None:
    case, (task, *_others) = three
    police = await browser("police.be")
    form = (await police.get("/board")).form("/board/bulk")
    fields = [*form.filled(do="claim"), ("task", task)]
    first = await police.post(form.action, fields)
    await police.send(first.form("/board/undo"))

    again = await police.post(form.action, fields)

    assert "You had claimed it, and have it no more." in again.words(again.with_id("deed"))
    assert (await world.facts(case, task))[-1] == "TaskReleased"
