"""Repeats and lost races over the API."""

from __future__ import annotations

from typing import Any

import pytest

from domain.case import commands as c
from domain.task import commands as t
from tests.web.conftest import Connect
from tests.web.world import World


@pytest.fixture(name="task")
async def _task(world: World) -> tuple[str, str]:
    case = await world.case("carer.be", "police.be", "asylum.be")
    return case, await world.task(case, "police.be")


async def test_a_repeat_returns_the_first_answer_whatever_came_after(
    world: World, program: Connect, task: tuple[str, str]
) -> None:
    police = await program("police.be")
    path, key = f"/api/v1/tasks/{task[1]}/claim", {"idempotency_key": "claim-1"}
    first = await police.post(path, {}, **key)
    await world.work("police.be", *task, t.Release())

    again = await police.post(path, {}, **key)

    assert again == first
    assert police.last.headers["etag"] == f'"{first["version"]}"'
    assert (await world.facts(*task)).count("TaskClaimed") == 1


async def test_a_repeat_of_a_case_command_returns_the_first_answer(
    world: World, program: Connect, task: tuple[str, str]
) -> None:
    carer, case = await program("carer.be"), task[0]
    body = {"place": "pier", "note": "wet shoes"}
    first = await carer.post(f"/api/v1/cases/{case}/record-sighting", body, idempotency_key="s-1")
    await world.act("police.be", case, c.RecordSighting(sighting="x", place="bridge"))

    again = await carer.post(f"/api/v1/cases/{case}/record-sighting", body, idempotency_key="s-1")

    assert again == first
    assert (await world.facts(case)).count("SightingRecorded") == 2


async def test_a_case_that_is_opened_again_is_the_first_one(program: Connect) -> None:
    carer = await program("carer.be")

    answers: list[dict[str, Any]] = [
        await carer.post("/api/v1/cases", {}, 201, idempotency_key="night-shift-7") for _ in range(3)
    ]

    assert answers[0] == answers[1] == answers[2]


async def test_a_repeat_after_a_change_with_if_match_is_still_a_repeat(
    world: World, program: Connect, task: tuple[str, str]
) -> None:
    carer, case = await program("carer.be"), task[0]
    version = (await carer.get(f"/api/v1/cases/{case}"))["version"]
    sent = {"if_match": f'"{version}"', "idempotency_key": "s-2"}
    first = await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, **sent)
    await world.act("police.be", case, c.RecordSighting(sighting="x", place="bridge"))

    assert await carer.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, **sent) == first


async def test_the_key_of_one_person_is_nothing_to_another(
    world: World, program: Connect, task: tuple[str, str]
) -> None:
    for name in ("police.be", "police2.be"):
        await (await program(name)).post(f"/api/v1/tasks/{task[1]}/note", {"note": "x"}, idempotency_key="same")

    assert (await world.facts(*task)).count("TaskNoted") == 2


async def test_a_key_used_for_other_words_is_told(world: World, program: Connect, task: tuple[str, str]) -> None:
    police = await program("police.be")
    await police.post(f"/api/v1/tasks/{task[1]}/note", {"note": "one"}, idempotency_key="n")

    problem = await police.post(f"/api/v1/tasks/{task[1]}/note", {"note": "two"}, 422, idempotency_key="n")

    assert problem["type"] == "urn:lantern:problem:key-used-before"
    assert (await world.facts(*task)).count("TaskNoted") == 1


async def test_a_version_that_is_no_more_names_the_winner_and_the_task(program: Connect, task: tuple[str, str]) -> None:
    first, second = await program("police.be"), await program("police2.be")
    version = (await second.get(f"/api/v1/tasks/{task[1]}"))["version"]
    claimed = await first.post(f"/api/v1/tasks/{task[1]}/claim")

    problem = await second.post(f"/api/v1/tasks/{task[1]}/note", {"note": "x"}, 409, if_match=f'"{version}"')

    assert problem["type"] == "urn:lantern:problem:changed-meanwhile"
    assert problem["winner"] == {"agency": "police-be", "member": "police-be", "at": problem["winner"]["at"]}
    assert problem["task"] == claimed


async def test_a_claim_that_comes_second_names_the_winner(program: Connect, task: tuple[str, str]) -> None:
    first, second = await program("police.be"), await program("police2.be")
    claimed = await first.post(f"/api/v1/tasks/{task[1]}/claim")

    problem = await second.post(f"/api/v1/tasks/{task[1]}/claim", {}, 409)

    assert problem["type"] == "urn:lantern:problem:task-already-claimed"
    assert problem["winner"]["member"] == "police-be"
    assert problem["winner"]["at"] == claimed["claimed_by"]["at"]
    assert problem["task"] == claimed


async def test_the_version_of_a_case_guards_it(world: World, program: Connect, task: tuple[str, str]) -> None:
    carer, case = await program("carer.be"), task[0]
    version = (await carer.get(f"/api/v1/cases/{case}"))["version"]
    await world.act("police.be", case, c.RecordSighting(sighting="x", place="bridge"))

    problem = await carer.post(
        f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, 409, if_match=f'W/"{version}"'
    )

    assert problem["winner"]["member"] == "police-be"
    assert problem["case"] == await carer.get(f"/api/v1/cases/{case}")


async def test_neither_winner_nor_conflict_tells_what_one_may_not_see(
    world: World, program: Connect, task: tuple[str, str]
) -> None:
    asylum, case = await program("asylum.be"), task[0]
    version = (await asylum.get(f"/api/v1/cases/{case}"))["version"]
    await world.act("police.be", case, c.RecordProtectedSighting(sighting="x", place="chapel"))

    await asylum.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, if_match=f'"{version}"')
    problem = await asylum.post(f"/api/v1/cases/{case}/record-sighting", {"place": "a"}, 409, if_match=f'"{version}"')

    assert "winner" not in problem


async def test_leaving_a_case_twice_is_answered_as_leaving_it_once(program: Connect, task: tuple[str, str]) -> None:
    asylum, path = await program("asylum.be"), f"/api/v1/cases/{task[0]}/leave-case"
    await asylum.post(path, {"reason": "done"}, 204, idempotency_key="bye")

    await asylum.post(path, {"reason": "done"}, 204, idempotency_key="bye")
    await asylum.post(path, {"reason": "done"}, 404, idempotency_key="another")


async def test_what_is_refused_for_another_reason_than_a_race_names_no_winner(
    program: Connect, task: tuple[str, str]
) -> None:
    first, second = await program("police.be"), await program("police2.be")
    await first.post(f"/api/v1/tasks/{task[1]}/acknowledge")

    problem = await second.post(f"/api/v1/tasks/{task[1]}/complete", {}, 409)

    assert problem["type"] == "urn:lantern:problem:task-not-claimed-by-you"
    assert "winner" not in problem
