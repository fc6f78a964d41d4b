"""Acting over the API: every action of a task and of a case by its slug."""

from __future__ import annotations

from typing import Any

import pytest

from domain.commands import Aggregate, of
from domain.task import commands as t
from tests.web.case.plays import staged
from tests.web.conftest import Connect, Open
from tests.web.world import World
from web.forms.case_forms import FORMS

TASKS: dict[str, tuple[tuple[t.TaskCommand, ...], dict[str, Any], str]] = {
    "acknowledge": ((), {}, "acknowledged"),
    "claim": ((), {}, "claimed"),
    "release": ((t.Claim(),), {}, "acknowledged"),
    "hand-over": ((t.Claim(),), {"to_member": "police2-be", "reason": "your street"}, "claimed"),
    "withdraw-hand-over": (
        (t.Claim(), t.HandOver(to_agency="police-be", to_member="police2-be", reason="x")),
        {},
        "claimed",
    ),
    "note": ((), {"note": "nobody home"}, "open"),
    "complete": ((t.Claim(),), {"outcome": "done"}, "completed"),
    "waive": ((), {"reason": "done by others"}, "waived"),
    "reopen": ((t.Claim(), t.Complete()), {"reason": "not done"}, "acknowledged"),
}


@pytest.mark.parametrize("slug", TASKS)
async def test_a_step_on_a_task_is_answered_with_the_task(world: World, program: Connect, slug: str) -> None:
    before, body, state = TASKS[slug]
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    for command in before:
        await world.work("police.be", case, task, command)
    police = await program("police.be")

    answer = await police.post(f"/api/v1/tasks/{task}/{slug}", body)

    assert answer["state"] == state
    assert answer == await police.get(f"/api/v1/tasks/{task}")
    assert police.last.headers["etag"] == f'"{answer["version"]}"'


@pytest.mark.parametrize(
    ("answer", "holder"), [("accept-hand-over", "guardian-be"), ("decline-hand-over", "police-be")]
)
async def test_an_offer_is_answered_by_who_it_was_made_to(
    world: World, program: Connect, answer: str, holder: str
) -> None:
    case = await world.case("carer.be", "police.be", "guardian.be")
    task = await world.task(case, "police.be")
    police, guardian = await program("police.be"), await program("guardian.be")
    await police.post(f"/api/v1/tasks/{task}/claim")
    await police.post(f"/api/v1/tasks/{task}/hand-over", {"to_agency": "guardian-be", "reason": "your ward"})

    after = await guardian.post(f"/api/v1/tasks/{task}/{answer}", {"reason": "no"} if "decline" in answer else {})

    assert after["claimed_by"]["member"] == holder
    assert after["hand_over_to"] is None


def test_every_action_of_a_task_is_tried() -> None:
    assert set(of(Aggregate.TASK)) == {*TASKS, "accept-hand-over", "decline-hand-over", "pause-clock", "resume-clock"}


@pytest.mark.parametrize("slug", FORMS)
async def test_a_command_of_a_case_is_answered_with_the_case(world: World, program: Connect, slug: str) -> None:
    case, play = await staged(world, slug)
    someone = await program(play.by)

    answer = await someone.post(
        f"/api/v1/cases/{case}/{slug}", play.sent or play.typed, 204 if slug == "leave-case" else 200
    )

    assert (await world.facts(case))[-1] == play.event
    if slug != "leave-case":
        assert answer == await someone.get(f"/api/v1/cases/{case}")


async def test_opening_a_case_answers_with_it(program: Connect) -> None:
    carer = await program("carer.be")

    case = await carer.post("/api/v1/cases", {"country": "fr"}, 201)

    assert case["reference"].startswith("FR-")
    assert [each["id"] for each in case["agencies"]] == ["carer-be"]
    assert case["version"] == 1


async def test_cases_opened_at_once_have_different_numbers(program: Connect) -> None:
    carer, police = await program("carer.be"), await program("police.be")

    opened = [await (carer, police)[place % 2].post("/api/v1/cases", {}, 201) for place in range(4)]

    assert len({case["reference"] for case in opened}) == 4


async def test_what_is_recorded_says_when_it_happened(world: World, program: Connect) -> None:
    case = await world.case("carer.be")
    carer = await program("carer.be")
    when = {"occurred_at": "2026-03-01T18:00:00+01:00", "occurred_until": "2026-03-01T19:00:00+01:00"}

    await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier", "approximate": True, **when})

    newest = (await carer.get(f"/api/v1/cases/{case}/timeline"))["entries"]
    entry = next(each for each in newest if each["event"] == "SightingRecorded")
    assert entry["happened_at"] == "2026-03-01T17:00:00Z"
    assert entry["happened_until"] == "2026-03-01T18:00:00Z"
    assert entry["approximate"]


@pytest.mark.parametrize("where", ["tasks", "cases"])
async def test_an_action_that_there_is_not_is_not_found(world: World, program: Connect, where: str) -> None:
    case = await world.case("carer.be", "police.be")
    id_ = case if where == "cases" else await world.task(case, "police.be")

    problem = await (await program("police.be")).post(f"/api/v1/{where}/{id_}/dance", {}, 404)

    assert problem["type"] == "urn:lantern:problem:not-found"


async def test_the_rules_own_commands_are_for_nobody_else(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    police = await program("police.be")

    for slug in ("open-task", "mark-overdue", "escalate"):
        await police.post(f"/api/v1/tasks/{task}/{slug}", {}, 404)
    await police.post(f"/api/v1/cases/{case}/open-case", {"reference": "BE-2026-001", "country": "be"}, 404)


async def test_a_task_of_an_agency_one_works_with_is_theirs(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")

    problem = await (await program("carer.be")).post(f"/api/v1/tasks/{task}/claim", {}, 403)

    assert problem["type"] == "urn:lantern:problem:not-your-task"


async def test_a_moment_at_the_beginning_of_time_breaks_no_page(world: World, program: Connect, browser: Open) -> None:
    await world.enrol("police.uk")
    case = await world.case("police.uk")
    body = {"place": "pier", "seen_at": "0001-01-01T00:00:00Z"}

    await (await program("police.uk")).post(f"/api/v1/cases/{case}/record-sighting", body)

    assert "Seen at" in (await (await browser("police.uk")).get(f"/cases/{case}")).words()
