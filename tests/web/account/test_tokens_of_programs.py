"""Tokens of programs: as far as their scope, as long as they last, and not a request longer than they are wanted."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.program import Program
from tests.web.world import World

NAME = "protection.uk"
MEMBER = "protection-uk"


@pytest.fixture(name="owner")
async def _owner(world: World, browser: Open) -> Browser:
    await world.enrol(NAME)
    await world.services.tokens.revoke_all(MEMBER)
    return await browser(NAME)


@pytest.fixture(name="robot")
async def _robot(world: World) -> AsyncIterator[Program]:
    program = Program(world)
    yield program
    await program.http.aclose()


async def token_of(owner: Browser, scope: str, lasts: str = "7") -> str:
    form = (await owner.get("/account")).form("/account/token")
    page = await owner.send(form, name=f"robot {scope}", scope=scope, lasts=lasts)
    return page.with_id("token").get("value") or ""


async def test_a_token_is_shown_once_and_kept_as_a_hash(world: World, owner: Browser, robot: Program) -> None:
    token = await token_of(owner, "read")

    robot.http.headers["authorization"] = f"Bearer {token}"
    assert (await robot.get("/api/v1/me"))["member"] == MEMBER
    page = await owner.get("/account")
    assert "robot read Read" in page.words()
    assert token not in page.text
    kept = await world.process.base.secrets.every("token")
    assert [name for name, stored in kept.items() if token in name or token.encode() in stored.content] == []


@pytest.mark.parametrize(("scope", "news", "board", "work"), [("news", 200, 403, 403), ("read", 200, 200, 403)])
async def test_a_scope_reaches_so_far(
    owner: Browser, robot: Program, scope: str, news: int, board: int, work: int
) -> None:
    robot.http.headers["authorization"] = f"Bearer {await token_of(owner, scope)}"

    await robot.get("/api/v1/me", news)
    await robot.get("/api/v1/board", board)
    body = await robot.post("/api/v1/cases", {}, work)

    assert body["type"] == "urn:lantern:problem:out-of-scope"


async def test_a_token_to_work_with_works(owner: Browser, robot: Program) -> None:
    robot.http.headers["authorization"] = f"Bearer {await token_of(owner, 'work')}"

    body = await robot.post("/api/v1/cases", {"country": "uk"}, 201)

    assert body["id"]


async def test_a_revoked_token_is_refused_from_the_next_request_on(owner: Browser, robot: Program) -> None:
    robot.http.headers["authorization"] = f"Bearer {await token_of(owner, 'read')}"
    await robot.get("/api/v1/board")

    await owner.send((await owner.get("/account")).form("/account/revoke"))

    await robot.get("/api/v1/board", 401)


async def test_a_token_ends_by_itself(world: World, owner: Browser, robot: Program) -> None:
    robot.http.headers["authorization"] = f"Bearer {await token_of(owner, 'read', '7')}"

    world.clock.ahead = timedelta(days=7, seconds=1)

    await robot.get("/api/v1/board", 401)


async def test_a_token_opens_no_page(owner: Browser, nobody: Browser) -> None:
    token = await token_of(owner, "work")

    await nobody.get("/board", 401, cookie=f"lantern_session={token}")


@pytest.mark.parametrize("typed", [{"name": ""}, {"scope": "all"}, {"lasts": "99999"}, {"name": "n" * 100}])
async def test_what_makes_no_token_comes_back(owner: Browser, typed: dict[str, str]) -> None:
    form = (await owner.get("/account")).form("/account/token")

    page = await owner.send(form, 422, **{"name": "x", "scope": "read", "lasts": "7", **typed})

    assert page.has_id("do-token")


async def test_who_is_suspended_has_no_token_left(world: World, robot: Program) -> None:
    await world.enrol("carer.uk")
    token = await world.services.tokens.create("carer-uk", "carer-uk", "x", "read", timedelta(days=1))
    robot.http.headers["authorization"] = f"Bearer {token}"
    await robot.get("/api/v1/me")

    await world.suspend("carer.uk")

    await robot.get("/api/v1/me", 401)
