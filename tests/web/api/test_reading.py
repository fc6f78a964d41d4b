"""Reading over the API: who one is, the board, cases, a timeline."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import Country, Role
from domain.task import commands as t
from tests.web.conftest import Connect
from tests.web.harness.program import Program
from tests.web.world import PASSWORD, World

UNKNOWN = "0199c3f0a1b27c3d8e4f5a6b7c8d9e0f"


async def test_a_token_tells_who_one_is(program: Connect) -> None:
    me = await (await program("police.be")).get("/api/v1/me")

    assert me == {
        "member": "police-be",
        "name": "Mx police.be",
        "agency": "police-be",
        "agency_name": "The police-be",
        "role": "police",
        "country": "be",
        "roles": ["worker"],
    }


@pytest.mark.parametrize("email", ["police.be@test.example", "nobody@test.example"])
async def test_a_wrong_password_and_an_unknown_address_get_the_same_problem(world: World, email: str) -> None:
    problem = await Program(world).post("/api/v1/tokens", {"email": email, "password": "wrong"}, 401)

    assert problem == {
        "type": "urn:lantern:problem:not-proven",
        "title": "You could not be signed in",
        "status": 401,
        "detail": "The e-mail address and the password do not belong together.",
        "instead": "Check both and try again.",
    }


async def test_a_token_ends_with_the_shift(world: World, program: Connect) -> None:
    police = await program("police.be")

    world.clock.ahead = timedelta(hours=12, seconds=1)

    problem = await police.get("/api/v1/me", 401)
    assert problem["type"] == "urn:lantern:problem:signed-out"
    assert police.last.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer nonsense", "Basic cG9saWNlOng="])
async def test_without_a_token_there_is_nobody(world: World, header: str) -> None:
    await Program(world).get("/api/v1/me", 401, authorization=header)


async def test_the_cookie_of_a_browser_opens_nothing_here(world: World, program: Connect) -> None:
    police = await program("police.be")
    token = police.http.headers.pop("authorization").removeprefix("Bearer ")

    await police.get("/api/v1/me", 401, cookie=f"lantern_session={token}")


async def test_the_board_is_chosen_by_state_case_holder_and_clock(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    mine = await world.task(case, "police.be")
    late = await world.task(case, "police.be", due_at=world.clock.now() - timedelta(hours=1))
    done = await world.task(case, "police.be")
    await world.work("police.be", case, mine, t.Claim())
    for command in (t.Claim(), t.Complete()):
        await world.work("police2.be", case, done, command)
    police = await program("police.be")

    async def chosen(query: str) -> set[str]:
        board = await police.get(f"/api/v1/board?case={case}&{query}")
        return {task["id"] for task in board["tasks"]}

    assert await chosen("") == {mine, late, done}
    assert await chosen("state=claimed") == {mine}
    assert await chosen("state=completed") == {done}
    assert await chosen("mine=true") == {mine}
    assert await chosen("overdue=true") == {late}
    assert await chosen("overdue=false") == {mine, done}


async def test_a_state_that_there_is_not_is_refused(program: Connect) -> None:
    problem = await (await program("police.be")).get("/api/v1/board?state=sleeping", 400)

    assert problem["type"] == "urn:lantern:problem:bad-request"


@pytest.mark.parametrize("path", ["/api/v1/tasks/{}", "/api/v1/cases/{}", "/api/v1/cases/{}/timeline"])
async def test_what_is_not_there_and_what_is_not_ones_own_look_the_same(
    world: World, program: Connect, path: str
) -> None:
    case = await world.case("carer.be", "police.be")
    task = await world.task(case, "police.be")
    stranger = await program("police.fr")

    theirs = await stranger.get(path.format(task if "tasks" in path else case), 404)
    none = await stranger.get(path.format(UNKNOWN), 404)

    assert theirs == none


async def test_a_case_tells_how_it_stands_and_what_can_be_done(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    carer = await program("carer.be")

    found = await carer.get(f"/api/v1/cases/{case}")

    assert carer.last.headers["etag"] == f'"{found["version"]}"'
    assert {each["id"] for each in found["agencies"]} == {"carer-be", "police-be"}
    assert "notice-absence" in found["actions"]
    assert "locate-child" not in found["actions"]
    assert case in {each["id"] for each in (await carer.get("/api/v1/cases"))["cases"]}


async def test_a_timeline_as_it_was_known_at_a_moment(world: World, program: Connect) -> None:
    case = await world.case("carer.be", "police.be")
    moment = world.clock.now()
    await world.act("carer.be", case, c.RecordSighting(sighting="s", place="pier"), moment - timedelta(hours=3))
    carer = await program("carer.be")

    now = (await carer.get(f"/api/v1/cases/{case}/timeline"))["entries"]
    then = (await carer.get(f"/api/v1/cases/{case}/timeline?as_known_at={moment.isoformat()}"))["entries"]

    assert {each["event"] for each in now} - {each["event"] for each in then} == {"SightingRecorded"}
    assert next(each for each in now if each["event"] == "SightingRecorded")["late_seconds"] >= 3 * 3600


async def test_an_agency_that_was_not_there_yet_saw_nothing(world: World, program: Connect) -> None:
    case = await world.case("carer.be")
    before = world.clock.now()
    await world.act("carer.be", case, c.JoinAgency(agency="police-be", role=Role.POLICE, country=Country.BE))
    carer = await program("carer.be")

    seen = await carer.get(f"/api/v1/cases/{case}/timeline?as_seen_by=police-be&as_known_at={before.isoformat()}")

    assert seen == {"entries": []}


@pytest.mark.parametrize("moment", ["yesterday", "2026-11-21T14:30:00", "99999-01-01T00:00:00Z", ""])
async def test_a_moment_without_its_offset_is_refused_by_name(world: World, program: Connect, moment: str) -> None:
    case = await world.case("carer.be")

    problem = await (await program("carer.be")).get(f"/api/v1/cases/{case}/timeline?as_known_at={moment}", 422)

    assert problem["field"] == "as_known_at"


async def test_an_auditor_reads_and_does_nothing(world: World, program: Connect) -> None:
    case = await world.case("carer.be")
    auditor = await program("auditor.be")

    found = await auditor.get(f"/api/v1/cases/{case}")

    assert found["actions"] == []
    await auditor.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, 404)
    await auditor.post("/api/v1/cases", {}, 404)


async def test_the_address_may_be_written_as_people_write_it(world: World) -> None:
    body = await Program(world).post("/api/v1/tokens", {"email": "POLICE.be@test.example ", "password": PASSWORD}, 201)

    assert set(body) == {"token", "expires_at"}
