"""A log that is away is told as such, to everybody in their own form, and costs nobody their work."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.nats.real_server import RealServer
from tests.web.harness.browser import HTMX, Browser
from tests.web.harness.program import Program
from tests.web.world import PASSWORD, World, a_world

pytestmark = [pytest.mark.slow, pytest.mark.timeout(60)]

EMAIL = "carer.be@test.example"
STORY = "She left by the window & said “I’ll be back”."


@pytest.fixture(name="server")
async def _server(tmp_path: Path) -> AsyncIterator[RealServer]:
    server = RealServer(tmp_path)
    server.start()
    yield server
    server.kill()


@pytest.fixture(name="own_world")
async def _own_world(server: RealServer, tmp_path: Path) -> AsyncIterator[World]:
    async with a_world(tmp_path / "data", server.url) as world:
        yield world
        if server._process is None or server._process.poll() is not None:
            server.start()
        await world.process.base.wire.until_up(10)


async def test_everybody_is_told_and_work_goes_on_afterwards(server: RealServer, own_world: World) -> None:
    case = await own_world.case("carer.be", "police.be")
    carer = await Browser(own_world).sign_in("carer.be")
    program = await Program(own_world).sign_in("carer.be")
    form = (await carer.get(f"/cases/{case}/do/record-sighting")).form("/record-sighting")
    server.kill()

    unsent, problem = await asyncio.gather(
        carer.send(form, 503, place="the harbour", note=STORY),
        program.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, 503, idempotency_key="k"),
    )
    server.start()
    await carer.send(unsent.form("/record-sighting"))
    await program.post(f"/api/v1/cases/{case}/record-sighting", {"place": "pier"}, idempotency_key="k")

    assert unsent.form("/record-sighting")["note"] == STORY
    assert problem["type"] == "urn:lantern:problem:store-away"
    assert program.last.status_code == 200
    assert (await own_world.facts(case)).count("SightingRecorded") == 2


async def test_nobody_is_taken_for_signed_out_or_for_somebody_else(server: RealServer, own_world: World) -> None:
    carer = await Browser(own_world).sign_in("carer.be")
    program = await Program(own_world).sign_in("carer.be")
    sign_in = (await Browser(own_world).get("/sign-in")).form("/sign-in")
    server.kill()

    board, live, _, _ = await asyncio.gather(
        carer.get("/board", 503),
        carer.http.get("/live", headers=HTMX),
        Browser(own_world).send(sign_in, 503, email=EMAIL, password=PASSWORD),
        program.get("/api/v1/board", 503),
    )

    assert "The log cannot be reached" in board.title
    assert carer.last is not None
    assert carer.last.headers["retry-after"] == "2"
    assert live.status_code == 503
    assert program.last.headers["retry-after"] == "2"


async def test_the_process_says_that_it_lives_and_is_not_ready(server: RealServer, own_world: World) -> None:
    http = Browser(own_world).http
    server.kill()

    alive, ready, figures = await asyncio.gather(*(http.get(path) for path in ("/healthz", "/readyz", "/metrics")))

    assert (alive.status_code, ready.status_code) == (200, 503)
    assert "lantern_store_up 0" in figures.text
