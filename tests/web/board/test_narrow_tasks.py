"""A task that a confidence led to: it stays where the confidence is, whatever is done with it."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from domain.case import commands as c
from domain.case.decider import originator
from domain.playbook.policy import Reaction, react
from domain.playbook.rules import Addressee, Playbooks
from domain.playbook.standing import Standing
from tests.playbook.story import playbook, rule
from tests.web.conftest import Connect, Open
from tests.web.world import World

TITLE = "Ask the friend again"
ON_A_CONFIDENCE = rule(
    id="ask-again",
    on="ProtectedSightingRecorded",
    role=None,
    addressee=Addressee.ACTING,
    code="ask-again",
    title=TITLE,
    closes_on=(),
    outcomes=("asked",),
)


async def a_confidence(world: World) -> tuple[str, str]:
    """A case with a protected sighting of the carer's, and the task that the rules gave for it."""
    case = await world.case("carer.be", "police.be", "asylum.be")
    sighting = c.RecordProtectedSighting(sighting=world.ids.new(), place="the bakery")
    await world.act("carer.be", case, sighting)
    so_far = Standing()
    reactions: Sequence[Reaction] = ()
    for fact in await world.process.base.store.load(originator(case)):
        so_far, reactions = react(Playbooks([playbook(ON_A_CONFIDENCE)]), so_far, fact, world.clock.now())
    (opening,) = reactions
    await world._shown(await world.services.tasks.handle(opening.originator, opening.command, opening.context))
    return case, opening.originator.rsplit(".", 1)[1]


async def test_whatever_is_done_with_it_the_asylum_authority_sees_nothing(
    world: World, program: Connect, browser: Open
) -> None:
    case, task = await a_confidence(world)
    carer, asylum = await program("carer.be"), await program("asylum.be")
    before = await asylum.get(f"/api/v1/cases/{case}/timeline")
    offer = {"to_member": "carer2-be", "reason": "your shift"}
    steps = ("claim", "note", "hand-over", "withdraw-hand-over", "complete", "reopen")
    bodies = {"note": {"note": "x"}, "hand-over": offer, "complete": {"outcome": "asked"}, "reopen": {"reason": "x"}}

    for step in steps:
        body = bodies.get(step, {})
        await carer.post(f"/api/v1/tasks/{task}/{step}", body)

    assert await asylum.get(f"/api/v1/cases/{case}/timeline") == before
    await asylum.get(f"/api/v1/tasks/{task}", 404)
    page = await (await browser("asylum.be")).get(f"/cases/{case}?timeline=all")
    assert TITLE not in page.text


async def test_it_is_handed_over_to_colleagues_only(world: World, program: Connect, browser: Open) -> None:
    _case, task = await a_confidence(world)
    carer = await program("carer.be")
    await carer.post(f"/api/v1/tasks/{task}/claim")

    for agency in ("police-be", "asylum-be"):
        refused = await carer.post(f"/api/v1/tasks/{task}/hand-over", {"to_agency": agency, "reason": "yours"}, 422)
        assert refused["field"] == "to_agency"

    page = await (await browser("carer.be")).get(f"/tasks/{task}")
    assert 'value="carer2-be"' in page.text
    assert 'value="police-be"' not in page.text


@pytest.mark.parametrize("step", ["claim", "note", "waive", "hand-over"])
async def test_an_agency_that_left_the_case_reads_its_tasks_no_more_and_works_on_none(
    world: World, program: Connect, browser: Open, step: str
) -> None:
    case = await world.case("carer.be", "police.be", "guardian.be")
    task = await world.task(case, "police.be")
    await world.act("police.be", case, c.LeaveCase(reason="not ours"))
    body = {"note": {"note": "x"}, "waive": {"reason": "x"}, "hand-over": {"to_member": "police2-be", "reason": "x"}}

    refused = await (await program("police.be")).post(f"/api/v1/tasks/{task}/{step}", body.get(step, {}), 404)
    await (await browser("police.be")).get(f"/tasks/{task}", 404)

    assert refused["type"].endswith("not-found")
    assert await world.facts(case, task) == ["TaskOpened"]


@pytest.mark.parametrize(
    ("step", "name", "status"), [("withdraw-hand-over", "police.be", 204), ("decline-hand-over", "guardian.be", 204)]
)
async def test_an_agency_that_left_the_case_can_still_end_an_offer(
    world: World, program: Connect, step: str, name: str, status: int
) -> None:
    case = await world.case("carer.be", "police.be", "guardian.be")
    task = await world.task(case, "police.be")
    offer = {"to_agency": "guardian-be", "reason": "your ward"}
    await (await program("police.be")).post(f"/api/v1/tasks/{task}/hand-over", offer)
    await world.act(name, case, c.LeaveCase(reason="not ours"))
    body = {"reason": "not ours"} if step == "decline-hand-over" else {}

    await (await program(name)).post(f"/api/v1/tasks/{task}/{step}", body, status)

    assert (await world.facts(case, task))[-1].startswith("TaskHandOver")
