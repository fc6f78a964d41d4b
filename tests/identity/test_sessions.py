"""Sessions: secrets that are told once, kept as hashes, and end for good."""

from __future__ import annotations

from datetime import timedelta

import pytest

from domain.ports import StoreAway
from infra.identity.sessions import KeyValueSessions
from infra.nats.buckets import Newest, newest_sessions, open_sessions
from infra.nats.connection import Wire, connect
from infra.nats.streams import LANTERN
from tests.nats.real_server import RealServer
from tests.web.world import MovableClock


async def test_a_session_is_found_under_its_token(sessions: KeyValueSessions) -> None:
    started = await sessions.start("m-1", "a-1")

    assert await sessions.find(started.token) == started


async def test_no_two_sessions_share_a_secret(sessions: KeyValueSessions) -> None:
    one, other = await sessions.start("m-1", "a-1"), await sessions.start("m-1", "a-1")

    assert len({one.token, one.csrf, other.token, other.csrf}) == 4


async def test_no_token_is_stored(sessions: KeyValueSessions, identity_server: RealServer) -> None:
    started = await sessions.start("m-1", "a-1")

    assert not identity_server.holds(started.token)


async def test_a_session_that_was_ended_stays_ended(sessions: KeyValueSessions) -> None:
    started = await sessions.start("m-1", "a-1")

    await sessions.end(started.token)
    await sessions.end(started.token)

    assert await sessions.find(started.token) is None


async def test_a_session_ends_by_itself(sessions: KeyValueSessions, clock: MovableClock) -> None:
    started = await sessions.start("m-1", "a-1")

    clock.ahead = timedelta(hours=12)

    assert await sessions.find(started.token) is None


async def test_the_token_of_a_program_opens_no_page_nor_the_other_way_round(sessions: KeyValueSessions) -> None:
    page, program = await sessions.start("m-1", "a-1"), await sessions.start("m-1", "a-1", "api")

    assert await sessions.find(page.token, "api") is None
    assert await sessions.find(program.token) is None
    assert await sessions.find(program.token, "api") == program


async def test_any_text_may_be_asked_for(sessions: KeyValueSessions) -> None:
    for text in ("", "x", "a.b.*.>", "é" * 5_000, "\n"):
        assert await sessions.find(text) is None


async def test_a_session_that_ends_on_one_node_has_ended_on_another(
    sessions: KeyValueSessions, identity_server: RealServer, clock: MovableClock
) -> None:
    started = await sessions.start("m-1", "a-1")
    wire = await connect(identity_server)
    elsewhere = KeyValueSessions(await open_sessions(wire), await newest_sessions(wire), clock)

    for _ in range(20):
        assert await elsewhere.find(started.token) == started
    await sessions.end(started.token)

    assert await elsewhere.find(started.token) is None
    await wire.close()


@pytest.mark.parametrize("replicated", [False, True])
async def test_a_value_is_read_from_one_replica_or_from_the_leader_of_several(wire: Wire, *, replicated: bool) -> None:
    bucket, newest = await open_sessions(wire), Newest(wire, LANTERN.sessions, replicated=replicated)
    await bucket.put("key", b"value")
    there = await newest.get("key")
    await bucket.delete("key")

    assert (there, await newest.get("key"), await newest.get("never-written")) == (b"value", None, None)


async def test_a_store_that_is_away_is_not_taken_for_a_session_that_ended(
    sessions: KeyValueSessions, wire: Wire
) -> None:
    started = await sessions.start("m-1", "a-1")
    await wire.close()

    with pytest.raises(StoreAway):
        await sessions.find(started.token)
