"""What somebody tries who is not let in: each is tried here, over every address where it could work."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

import pytest
from litestar.handlers import HTTPRouteHandler

from domain.task import commands as t
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import HTMX, ORIGIN, Browser
from tests.web.world import PASSWORD, World
from web import routes
from web.access.viewer import COOKIE

FROM_ELSEWHERE = (
    {"origin": "https://evil.example"},
    {"sec-fetch-site": "cross-site"},
    {"sec-fetch-site": "same-site", "origin": ORIGIN},
)


def changing(handlers: Sequence[HTTPRouteHandler]) -> list[str]:
    """Every address of *handlers* that takes a change, with something in its places."""
    found = {path for each in handlers if "POST" in each.http_methods for path in each.paths}
    return sorted("/".join("x" if part.startswith("{") else part for part in path.split("/")) for path in found)


async def test_no_address_at_all_takes_a_change_from_another_site(browser: Open) -> None:
    police = await browser("police.be")
    addresses = changing((*routes.OPEN, *routes.PAGES, *routes.API))

    answers = {
        address: {(await police.http.post(address, headers=each)).status_code for each in FROM_ELSEWHERE}
        for address in addresses
    }

    assert len(addresses) > 50
    assert {address: each for address, each in answers.items() if each != {403}} == {}


async def test_no_page_takes_a_change_without_the_sessions_own_token(browser: Open) -> None:
    police, other = await browser("police.be"), await browser("police2.be")
    theirs = (await other.get("/board")).form("/sign-out")["_csrf_token"]
    ours = {"sec-fetch-site": "same-origin", "origin": ORIGIN}

    answers = {
        address: {
            (await police.http.post(address, data=data, headers=ours)).status_code
            for data in ({}, {"_csrf_token": theirs})
        }
        for address in changing(routes.PAGES)
    }

    assert {address: each for address, each in answers.items() if each != {403}} == {}


async def test_a_stolen_cookie_is_worth_nothing_after_its_owner_signed_out(world: World, browser: Open) -> None:
    case = await world.case("police.be")
    task = await world.task(case, "police.be")
    police, thief = await browser("police.be"), Browser(world)
    claim = dict((await police.get(f"/tasks/{task}")).form("/claim").fields)
    thief.http.cookies.set(COOKIE, police.http.cookies[COOKIE])
    assert (await thief.http.get("/board")).status_code == 200
    await police.send((await police.get("/board")).form("/sign-out"))

    tried = [
        await thief.http.get("/board"),
        await thief.http.get("/board", headers=HTMX),
        await thief.http.get("/live"),
        await thief.http.post(f"/tasks/{task}/claim", data=claim, headers={"origin": ORIGIN}),
    ]

    assert [answer.status_code for answer in tried] == [401] * 4
    assert await world.facts(case, task) == ["TaskOpened"]


async def test_who_was_led_into_anothers_session_leaves_it_by_signing_in(world: World, browser: Open) -> None:
    attacker, victim = await browser("police2.be"), Browser(world)
    planted = attacker.http.cookies[COOKIE]
    victim.http.cookies.set(COOKIE, planted, domain="lantern.test")

    await victim.http.post("/sign-in", data={"email": "police.be@test.example", "password": PASSWORD})

    assert victim.http.cookies.get(COOKIE, domain="lantern.test") != planted
    assert (await attacker.http.get("/board")).status_code == 401


async def test_a_program_whose_owner_is_suspended_while_it_works_records_nothing_more(
    world: World, program: Connect
) -> None:
    await world.enrol("hotline.be")
    case = await world.case("hotline.be")
    task = await world.task(case, "hotline.be")
    robot = await program("hotline.be")

    async def noting(number: int) -> int:
        return (await robot.http.post(f"/api/v1/tasks/{task}/note", json={"note": f"heard {number}"})).status_code

    *statuses, _ = await asyncio.gather(*(noting(number) for number in range(5)), world.suspend("hotline.be"))
    last = await world.services.tasks.state(f"case.{case}.task.{task}")
    afterwards = [await noting(number) for number in range(5, 10)]

    assert set(statuses) <= {200, 401}
    assert afterwards == [401] * 5
    assert (await world.services.tasks.state(f"case.{case}.task.{task}")).version == last.version


@pytest.mark.parametrize("header", ["", "Basic eDp5", "Bearer", "Bearer  ", "bearer x", "Bearer " + "a" * 5_000])
async def test_what_is_no_token_is_nobody(nobody: Browser, header: str) -> None:
    assert (await nobody.http.get("/api/v1/me", headers={"authorization": header})).status_code == 401


async def test_a_race_for_one_task_under_one_stolen_key_is_one_command(world: World, program: Connect) -> None:
    case = await world.case("police.be")
    task = await world.task(case, "police.be")
    await world.work("police.be", case, task, t.Claim())
    owner, thief = await program("police.be"), await program("police2.be")
    key = {"idempotency-key": "the-same"}

    first = await owner.http.post(f"/api/v1/tasks/{task}/note", json={"note": "mine"}, headers=key)
    other = await thief.http.post(f"/api/v1/tasks/{task}/note", json={"note": "theirs"}, headers=key)

    assert (first.status_code, other.status_code) == (200, 200)
    assert (await world.facts(case, task)).count("TaskNoted") == 2
