"""What every answer carries, whatever it is an answer to."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any, cast

import httpx
import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World
from web.access.security import HEADERS
from web.app import create_app

KINDS = {
    "/sign-in": 200,
    "/board": 401,
    "/nowhere": 404,
    "/static/css/base.css": 200,
    "/static/nothing.css": 404,
    "/api/openapi.json": 200,
    "/api/v1/me": 401,
    "/api/nowhere": 404,
    "/healthz": 200,
}
UNSAFE = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "wasm-unsafe-eval", "*", "http:", "https:", "blob:")


@pytest.mark.parametrize("path", KINDS)
async def test_every_kind_of_answer_has_every_header(nobody: Browser, path: str) -> None:
    answer = await nobody.http.get(path)

    assert answer.status_code == KINDS[path]
    assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS


async def test_the_policy_lets_nothing_run_that_we_do_not_ship() -> None:
    rules = {name: words for name, *words in (rule.split() for rule in HEADERS["content-security-policy"].split(";"))}

    assert rules["default-src"] == ["'none'"]
    assert [name for name, words in rules.items() if set(words) & set(UNSAFE)] == []
    assert {rules[name][0] for name in ("frame-ancestors", "base-uri")} == {"'none'"}
    assert {rules[name][0] for name in ("script-src", "style-src", "connect-src", "form-action")} == {"'self'"}


async def test_what_is_personal_is_stored_nowhere(world: World, browser: Open) -> None:
    case = await world.case("police.be")
    police = await browser("police.be")

    kept = {path: (await police.http.get(path)).headers["cache-control"] for path in ("/", "/board", f"/cases/{case}")}

    assert set(kept.values()) == {"no-store"}


@pytest.fixture(name="by_https")
async def _by_https(world: World) -> AsyncIterator[httpx.AsyncClient]:
    services = replace(world.services, settings=replace(world.services.settings, secure_cookies=True))
    transport = httpx.ASGITransport(cast("Any", create_app(services)))
    async with httpx.AsyncClient(transport=transport, base_url="https://lantern.test") as http:
        yield http


@pytest.mark.parametrize("path", ["/sign-in", "/nowhere", "/api/v1/me"])
async def test_who_came_by_https_comes_by_nothing_else(by_https: httpx.AsyncClient, nobody: Browser, path: str) -> None:
    assert (await by_https.get(path)).headers["strict-transport-security"].startswith("max-age=")
    assert "strict-transport-security" not in (await nobody.http.get(path)).headers


async def test_a_fault_that_nobody_foresaw_tells_a_number_and_nothing_else(
    world: World, browser: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    police = await browser("police.be")
    monkeypatch.setattr("web.pages.cases.list_of", None)

    answer = await police.http.get("/cases")

    assert answer.status_code == 500
    assert [word for word in ("Traceback", "NoneType", "attribute", "web/", ".py") if word in answer.text] == []
