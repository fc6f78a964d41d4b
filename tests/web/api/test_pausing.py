"""A clock is paused and runs on over the API, and everybody can read why."""

from __future__ import annotations

from datetime import datetime, timedelta

from domain.task import commands as t
from tests.web.conftest import Connect
from tests.web.world import World

HOUR = timedelta(hours=1)


async def test_a_paused_clock_tells_why_and_runs_on(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be", pauses=("interpreter-awaited",), pause_minutes=120)
    await world.work("police.be", case, task, t.Claim())
    police = await program("police.be")
    until = world.clock.now() + HOUR
    due = (await police.get(f"/api/v1/tasks/{task}"))["due_at"]

    paused = await police.post(
        f"/api/v1/tasks/{task}/pause-clock", {"because": "interpreter-awaited", "until": until.isoformat()}
    )
    resumed = await police.post(f"/api/v1/tasks/{task}/resume-clock")

    assert paused["pause"]["because"] == "interpreter-awaited"
    assert datetime.fromisoformat(paused["due_at"]) > datetime.fromisoformat(resumed["due_at"])
    assert datetime.fromisoformat(resumed["due_at"]) > datetime.fromisoformat(due)
    assert resumed["pause"] is None


async def test_a_clock_whose_rule_knows_no_pause_is_not_paused(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    await world.work("police.be", case, task, t.Claim())
    police = await program("police.be")
    body = {"because": "interpreter-awaited", "until": (world.clock.now() + HOUR).isoformat()}

    problem = await police.post(f"/api/v1/tasks/{task}/pause-clock", body, 409)

    assert problem["type"].endswith(":clock-cannot-pause")
