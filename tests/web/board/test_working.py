"""Working on a task, by form and by htmx."""

from __future__ import annotations

import pytest

from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.world import World

STEPS = {
    "acknowledge": ("open", {}, "TaskAcknowledged"),
    "claim": ("open", {}, "TaskClaimed"),
    "release": ("claimed", {"reason": "my shift ends"}, "TaskReleased"),
    "note": ("claimed", {"note": "nobody at home"}, "TaskNoted"),
    "complete": ("claimed", {"outcome": "searched", "note": "twice"}, "TaskCompleted"),
    "waive": ("claimed", {"reason": "done by others"}, "TaskWaived"),
    "hand-over": ("claimed", {"to_member": "police2-be", "reason": "you know the area"}, "TaskHandOverOffered"),
    "withdraw-hand-over": ("offered", {}, "TaskHandOverWithdrawn"),
    "reopen": ("done", {"reason": "the attic was left out"}, "TaskReopened"),
}
SAID = {"claim": "Claimed: Search", "release": "Released: Search", "hand-over": "Offered: Search"}
"""What can be taken back, and what is said of it."""

WITH_WORDS = [step for step, (_, typed, _event) in STEPS.items() if typed and step != "release"]
BEFORE: dict[str, tuple[t.TaskCommand, ...]] = {
    "open": (),
    "claimed": (t.Claim(),),
    "offered": (t.Claim(), t.HandOver(to_agency="police-be", to_member="police2-be", reason="please")),
    "done": (t.Claim(), t.Complete(outcome="searched")),
}


async def a_task(world: World, state: str) -> tuple[str, str]:
    case = await world.case("carer.be", "police.be", "guardian.be")
    task = await world.task(case, "police.be", outcomes=("searched", "not-possible"))
    for command in BEFORE[state]:
        await world.work("police.be", case, task, command)
    return case, task


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_is_taken_without_script(world: World, browser: Open, step: str) -> None:
    state, typed, event = STEPS[step]
    case, task = await a_task(world, state)
    police = await browser("police.be")
    page = await police.get(f"/tasks/{task}")

    form = page.form(f"/{step}")
    await police.send(form, **typed)
    await police.send(form, **typed)

    assert (await world.facts(case, task))[-1] == event
    assert (await world.facts(case, task)).count(event) == 1


@pytest.mark.parametrize("step", STEPS)
async def test_a_step_taken_with_htmx_is_answered_with_the_card(world: World, browser: Open, step: str) -> None:
    state, typed, event = STEPS[step]
    case, task = await a_task(world, state)
    police = await browser("police.be")
    page = await police.get(f"/tasks/{task}")

    card = await police.send_fragment(page.form(f"/{step}"), 200, f"li#task-{task}", **typed)

    assert (await world.facts(case, task))[-1] == event
    assert card.has_id(f"task-{task}")
    assert card.all("h1") == []
    assert SAID.get(step, "done.") in card.words()
    assert ("/board/undo" in card.text) is (step in SAID)


@pytest.mark.parametrize("step", WITH_WORDS)
async def test_words_that_are_needed_are_asked_for_beside_their_field(world: World, browser: Open, step: str) -> None:
    state, typed, _ = STEPS[step]
    _case, task = await a_task(world, state)
    police = await browser("police.be")
    page = await police.get(f"/tasks/{task}")
    field = "outcome" if step == "complete" else next(name for name in typed if name != "to_member")
    emptied = {**typed, field: " "}

    again = await police.send(page.form(f"/{step}"), 422, **emptied)
    card = await police.send_fragment(page.form(f"/{step}"), 422, f"li#task-{task}", **emptied)

    for answer in (again, card):
        assert "is needed" in answer.words(answer.with_id(f"{step}-{task}-{field}-error"))


async def test_an_outcome_that_the_rule_does_not_know_is_refused(world: World, browser: Open) -> None:
    _, task = await a_task(world, "claimed")
    police = await browser("police.be")
    page = await police.get(f"/tasks/{task}")

    again = await police.send(page.form("/complete"), 422, outcome="found", note="under the stairs")

    assert "cannot end with that outcome" in again.words(again.with_id(f"complete-{task}-outcome-error"))
    assert again.form("/complete")["note"] == "under the stairs"


async def test_a_task_is_handed_to_another_agency_that_takes_it(world: World, browser: Open) -> None:
    case, task = await a_task(world, "claimed")
    police, guardian = await browser("police.be"), await browser("guardian.be")
    page = await police.get(f"/tasks/{task}")
    await police.send(page.form("/hand-over"), to_agency="guardian-be", reason="you know the family")

    board = await guardian.get("/board")
    offered = await guardian.get(f"/tasks/{task}")
    await guardian.send(offered.form("/accept-hand-over"))

    assert board.has_id(f"task-{task}")
    assert "you know the family" in offered.words()
    assert (await world.facts(case, task))[-1] == "TaskHandedOver"
    assert (await guardian.get(f"/tasks/{task}")).form("/complete").method == "post"
    assert not [form for form in (await police.get(f"/tasks/{task}")).forms() if form.action.startswith("/tasks/")]


async def test_an_offer_is_declined_with_a_reason(world: World, browser: Open) -> None:
    case, task = await a_task(world, "claimed")
    offer = t.HandOver(to_agency="guardian-be", reason="please")
    await world.work("police.be", case, task, offer)
    guardian = await browser("guardian.be")
    page = await guardian.get(f"/tasks/{task}")

    await guardian.send(page.form("/decline-hand-over"), reason="we are two tonight")

    assert (await world.facts(case, task))[-1] == "TaskHandOverDeclined"


@pytest.mark.parametrize(
    ("target", "field"),
    [
        ({"to_agency": "police-fr"}, "to_agency"),
        ({"to_agency": "nobody-knows"}, "to_agency"),
        ({"to_member": "guardian-be"}, "to_member"),
        ({"to_agency": "guardian-be", "to_member": "police2-be"}, "to_member"),
    ],
)
async def test_a_task_is_offered_to_nobody_outside_its_case(
    world: World, browser: Open, target: dict[str, str], field: str
) -> None:
    case, task = await a_task(world, "claimed")
    police = await browser("police.be")
    page = await police.get(f"/tasks/{task}")

    again = await police.send(page.form("/hand-over"), 422, **target, reason="please")

    assert again.words(again.with_id(f"hand-over-{task}-{field}-error"))
    assert again.form("/hand-over")["reason"] == "please"
    assert (await world.facts(case, task))[-1] == "TaskClaimed"


async def test_the_reason_of_an_offer_is_for_the_two_agencies_alone(world: World, browser: Open) -> None:
    case, task = await a_task(world, "claimed")
    await world.work("police.be", case, task, t.HandOver(to_agency="guardian-be", reason="her aunt trusts you"))
    carer = await browser("carer.be")
    page = await carer.get(f"/tasks/{task}")

    assert "There is nothing for you to do here" in page.words()


async def test_coming_back_to_the_address_of_a_step_shows_the_task(world: World, browser: Open) -> None:
    _, task = await a_task(world, "open")

    page = await (await browser("police.be")).get(f"/tasks/{task}/claim")

    assert page.form("/claim").method == "post"
