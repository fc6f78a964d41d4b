"""Health, readiness and figures."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

import httpx
import pytest

from tests.web.world import World
from web.app import create_app
from web.services import WebSettings


def client(world: World, host: str | None = "127.0.0.1", **settings: Any) -> httpx.AsyncClient:
    app = create_app(replace(world.services, settings=WebSettings(**settings)))
    address = None if host is None else (host, 4711)
    transport = httpx.ASGITransport(cast("Any", app), client=cast("Any", address))
    return httpx.AsyncClient(transport=transport, base_url="http://lantern.test")


async def test_the_process_says_that_it_lives(world: World) -> None:
    async with client(world) as http:
        answer = await http.get("/healthz")

    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


async def test_it_is_ready_once_the_views_are_there(world: World) -> None:
    async with client(world) as http:
        answer = await http.get("/readyz")

    assert answer.status_code == 200
    assert answer.json()["position"] == answer.json()["last"] > 0


async def test_figures_are_for_this_machine(world: World) -> None:
    async with client(world) as http:
        text = (await http.get("/metrics")).text

    figures = dict(line.split(" ") for line in text.splitlines() if not line.startswith("#"))
    assert figures["lantern_store_up"] == "1"
    assert figures["lantern_views_lag"] == "0"


@pytest.mark.parametrize("host", ["192.0.2.7", None])
async def test_figures_are_for_nobody_else(world: World, host: str | None) -> None:
    async with client(world, host) as http:
        assert (await http.get("/metrics")).status_code == 401


async def test_figures_are_not_for_who_comes_through_a_proxy_of_this_machine(world: World) -> None:
    async with client(world) as http:
        assert (await http.get("/metrics", headers={"x-forwarded-for": "192.0.2.7"})).status_code == 401


@pytest.mark.parametrize(("given", "status"), [("right", 200), ("wrong", 401), (None, 401)])
async def test_a_token_for_figures_is_asked_for_where_there_is_one(
    world: World, given: str | None, status: int
) -> None:
    async with client(world, metrics_token="right") as http:
        headers = {"authorization": f"Bearer {given}"} if given else {}
        assert (await http.get("/metrics", headers=headers)).status_code == status


async def test_only_the_hosts_that_were_named_are_answered(world: World) -> None:
    async with client(world, allowed_hosts=("lantern.test",)) as http:
        assert (await http.get("/healthz")).status_code == 200
        assert (await http.get("/healthz", headers={"host": "evil.example"})).status_code == 403


async def test_cookies_are_for_https_only_where_lantern_is_behind_it(world: World) -> None:
    async with client(world, secure_cookies=True) as http:
        answer = await http.get("/language/en")

    assert "secure" in answer.headers["set-cookie"].lower()
