"""A page that listens is known for a moment; signing out, being suspended and running out end that at once."""

from __future__ import annotations

from datetime import timedelta

import httpx

from tests.web.conftest import Open
from tests.web.harness.browser import HTMX
from tests.web.live.conftest import Dial
from tests.web.live.listening import listening
from tests.web.world import World, agency, member
from web.access.sittings import RECHECK, Sittings
from web.access.viewer import COOKIE


def token_of(http: httpx.AsyncClient) -> str:
    return next(each.value or "" for each in http.cookies.jar if each.name == COOKIE)


async def refreshed(http: httpx.AsyncClient) -> int:
    return (await http.get("/board", headers=HTMX)).status_code


async def test_a_page_that_listens_is_known_for_a_moment_only(world: World, page: Dial) -> None:
    client = await page("police.be")
    async with listening(client, "/live"):
        assert await refreshed(client) == 200
        await world.services.sessions.end(token_of(client))  # as another process does

        assert await refreshed(client) == 200
        world.clock.ahead = RECHECK
        assert await refreshed(client) == 401


async def test_what_no_page_refreshes_is_asked_for_each_time(world: World, page: Dial) -> None:
    client = await page("police.be")
    async with listening(client, "/live"):
        assert await refreshed(client) == 200
        await world.services.sessions.end(token_of(client))

        assert (await client.get("/board")).status_code == 401
        assert await refreshed(client) == 401


async def test_a_page_that_does_not_listen_is_not_known(world: World, page: Dial) -> None:
    client = await page("police.be")
    assert await refreshed(client) == 200
    await world.services.sessions.end(token_of(client))

    assert await refreshed(client) == 401


async def test_a_session_that_ran_out_is_not_taken_for_granted(world: World) -> None:
    sittings, now = Sittings(), world.clock.now()
    session = await world.services.sessions.start(member("police.be"), agency("police.be"))
    sittings.begin(session)
    sittings.confirm(session, session.expires_at - timedelta(seconds=1))

    assert sittings.find(session.token, session.expires_at) is None
    assert sittings.find(session.token, now) is None


async def test_the_last_page_of_a_session_takes_what_was_known_with_it(world: World) -> None:
    sittings, now = Sittings(), world.clock.now()
    session = await world.services.sessions.start(member("police.be"), agency("police.be"))
    for _ in range(2):
        sittings.begin(session)
    sittings.confirm(session, now)
    sittings.leave(session.token)
    assert sittings.find(session.token, now) == session

    sittings.leave(session.token)

    assert sittings.find(session.token, now) is None


async def test_a_session_that_somebody_ends_from_elsewhere_refreshes_nothing_more(
    world: World, page: Dial, browser: Open
) -> None:
    left_behind, here = await page("police.be"), await browser("police.be")
    async with listening(left_behind, "/live"):
        assert await refreshed(left_behind) == 200

        await here.send((await here.get("/account")).form("/account/others"))

        assert await refreshed(left_behind) == 401


async def test_what_was_read_before_signing_out_is_not_remembered_after_it(world: World, browser: Open) -> None:
    police, sittings = await browser("police.be"), world.services.sittings
    read = await world.services.sessions.find(token_of(police.http))  # as a request does that began before
    assert read is not None
    sittings.begin(read)

    await police.send((await police.get("/board")).form("/sign-out"))
    sittings.confirm(read, world.clock.now())

    assert sittings.find(read.token, world.clock.now()) is None
