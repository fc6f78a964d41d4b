"""The streams of news: names and positions, for who may know, without a gap."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta
from typing import Any

import httpx
import pytest

from domain.case import commands as c
from domain.codes import Country, RiskLevel, Role
from domain.deciding.handling import Outcome
from domain.task import commands as t
from tests.web.live.conftest import Dial
from tests.web.live.listening import Told, listening
from tests.web.world import World

EVENTS = "/api/v1/events"


def place(world: World, told: Told) -> int | None:
    """The position at which who was *told* goes on, which only Lantern reads."""
    return world.services.bookmarks.find(told.id)


def mark(world: World, seen: Outcome[Any]) -> str:
    """Where somebody goes on who has *seen* what a command led to."""
    return world.services.bookmarks.mark(seen.position)


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be", "asylum.be")


async def test_a_program_hears_names_and_no_position_and_nothing_else(world: World, script: Dial, case: str) -> None:
    async with listening(await script("police.be"), EVENTS) as stream:
        done = await world.act("carer.be", case, c.RecordSighting(sighting="s", place="the harbour"))

        told = await stream.next()

    assert (told.event, place(world, told)) == ("fact", done.position)
    assert told.body == {"id": done.events[0].id, "name": "SightingRecorded", "case": case, "task": None}
    assert str(done.position) not in (told.id, str(told.body))


async def test_a_page_hears_that_something_changed_and_not_what(world: World, page: Dial, case: str) -> None:
    task = await world.task(case, "police.be")
    async with listening(await page("police2.be"), "/live") as stream:
        await world.work("police.be", case, task, t.Claim())

        told = [await stream.next(), await stream.next()]

    assert [each.event for each in told] == ["case-changed", "board-changed"]
    assert told[0].body == {"cases": [case]}
    assert task not in str(told)


async def test_a_board_hears_nothing_of_the_tasks_of_others(world: World, page: Dial, case: str) -> None:
    task = await world.task(case, "police.be")
    async with listening(await page("asylum.be"), "/live") as stream:
        claimed = await world.work("police.be", case, task, t.Claim())
        await world.act("carer.be", case, c.RecordSighting(sighting="s", place="the harbour"))

        told = [await stream.next(), await stream.next()]

    assert [each.event for each in told] == ["case-changed", "case-changed"]
    assert place(world, told[0]) == claimed.position


async def test_a_board_hears_that_an_offer_to_its_agency_was_taken_back(world: World, page: Dial, case: str) -> None:
    task = await world.task(case, "police.be")
    await world.work("police.be", case, task, t.Claim())
    await world.work("police.be", case, task, t.HandOver(to_agency="carer-be", reason="nearer"))
    async with listening(await page("carer.be"), "/live") as stream:
        await world.work("police.be", case, task, t.WithdrawHandOver())

        told = [await stream.next(), await stream.next()]

    assert [each.event for each in told] == ["case-changed", "board-changed"]


async def test_a_board_hears_that_a_child_is_at_another_risk(world: World, page: Dial, case: str) -> None:
    async with listening(await page("police.be"), "/live") as stream:
        await world.act("carer.be", case, c.RaiseRisk(level=RiskLevel.HIGH, reason="gone at night"))

        told = [await stream.next(), await stream.next()]

    assert [each.event for each in told] == ["case-changed", "board-changed"]


async def test_nobody_hears_of_the_cases_of_others(world: World, script: Dial, case: str) -> None:
    async with listening(await script("police.fr"), EVENTS) as stream:
        await world.act("carer.be", case, c.RecordSighting(sighting="s", place="the harbour"))
        joined = await world.act(
            "carer.be", case, c.JoinAgency(agency="police-fr", role=Role.POLICE, country=Country.FR)
        )

        assert place(world, await stream.next()) == joined.position


@pytest.mark.parametrize("path", [EVENTS, "/live"])
async def test_nobody_outside_the_circle_hears_of_a_protected_sighting(
    world: World, script: Dial, page: Dial, case: str, path: str
) -> None:
    client = await (script if path == EVENTS else page)("asylum.be")
    async with listening(client, path) as stream:
        await world.act("carer.be", case, c.RecordProtectedSighting(sighting="p", place="a chapel"))
        open_one = await world.act("carer.be", case, c.RecordSighting(sighting="s", place="the harbour"))

        assert place(world, await stream.next()) == open_one.position


async def test_who_comes_back_is_told_what_they_missed(world: World, script: Dial, case: str) -> None:
    seen = await world.act("carer.be", case, c.RecordSighting(sighting="one", place="a"))
    missed = [
        await world.act("carer.be", case, c.RecordSighting(sighting=name, place=name)) for name in ("two", "three")
    ]

    async with listening(await script("police.be"), EVENTS, last_event_id=mark(world, seen)) as stream:
        told = [await stream.next(), await stream.next()]

    assert [place(world, each) for each in told] == [each.position for each in missed]


async def test_what_was_missed_is_cut_like_what_is_new(world: World, script: Dial, case: str) -> None:
    seen = await world.act("carer.be", case, c.RecordSighting(sighting="one", place="a"))
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="p", place="a chapel"))
    last = await world.act("carer.be", case, c.RecordSighting(sighting="two", place="b"))

    async with listening(await script("asylum.be"), EVENTS, last_event_id=mark(world, seen)) as stream:
        assert place(world, await stream.next()) == last.position


async def test_who_comes_back_while_what_they_missed_is_not_known_yet_is_told_to_look_again(
    world: World, script: Dial, case: str
) -> None:
    seen = await world.act("carer.be", case, c.RecordSighting(sighting="one", place="a"))
    world.services.hub.publish(seen.position + 1, [])  # All who listened were told; the trace of all facts is behind.

    async with listening(await script("police.be"), EVENTS, last_event_id=mark(world, seen)) as stream:
        assert (await stream.next()).event == "resync"
        await world.act("carer.be", case, c.RecordSighting(sighting="two", place="b"))
        assert (await stream.next()).event == "fact"


async def test_a_page_hears_what_happened_while_it_was_on_its_way(world: World, page: Dial, case: str) -> None:
    police = await page("police.be")
    connect = re.search(r'hx-sse:connect="([^"]+)"', (await police.get("/cases")).text)
    await world.act("carer.be", case, c.RecordSighting(sighting="one", place="a"))

    assert connect is not None
    async with listening(police, connect[1]) as stream:
        assert (await stream.next()).event == "case-changed"


@pytest.mark.parametrize("last", ["0", "nonsense", "-5", "9" * 40])
async def test_any_last_event_is_answered(world: World, script: Dial, case: str, last: str) -> None:
    async with listening(await script("police.be"), EVENTS, last_event_id=last) as stream:
        await world.act("carer.be", case, c.RecordSighting(sighting="one", place="a"))

        assert (await stream.next()).event in {"fact", "resync"}


async def test_who_missed_too_much_is_told_to_look_again(
    world: World, script: Dial, case: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("web.seeing.trail.QUEUE", 2)
    for name in ("one", "two", "three", "four"):
        await world.act("carer.be", case, c.RecordSighting(sighting=name, place=name))

    async with listening(await script("police.be"), EVENTS, last_event_id=world.services.bookmarks.mark(1)) as stream:
        assert (await stream.next()).event == "resync"


async def test_a_quiet_stream_says_that_it_is_there(script: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.live.PING_SECONDS", 0.01)

    async with listening(await script("police.be"), EVENTS) as stream:
        assert (await stream.next(comments=True)).comment == "ping"


async def test_a_session_that_ends_ends_its_stream(world: World, page: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.live.PING_SECONDS", 0.01)

    async with listening(await page("police.be"), "/live") as stream:
        world.clock.ahead = timedelta(hours=13)

        assert (await stream.next()).event == "session-ended"


async def test_who_is_suspended_hears_no_more(world: World, page: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.live.PING_SECONDS", 0.01)
    await world.enrol("chair2.be")

    async with listening(await page("chair2.be"), "/live") as stream:
        await world.suspend("chair2.be")
        world.clock.ahead = timedelta(minutes=1)

        assert (await stream.next()).event == "session-ended"


async def test_a_page_that_is_closed_is_forgotten(world: World, page: Dial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("web.live.PING_SECONDS", 0.01)
    before, client = world.services.hub.readers, await page("police.be")

    async with listening(client, "/live"):
        assert world.services.hub.readers == before + 1

    async with asyncio.timeout(10):
        while world.services.hub.readers > before:
            await client.get("/healthz")


@pytest.mark.parametrize("path", [EVENTS, "/live"])
async def test_a_stream_is_for_who_is_signed_in(address: str, path: str) -> None:
    async with httpx.AsyncClient(base_url=address) as http:
        answer = await http.get(path, headers={"accept": "text/event-stream"})

    assert answer.status_code == 401
    assert "location" not in answer.headers
