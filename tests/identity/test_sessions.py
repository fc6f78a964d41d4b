"""Sessions: secrets that are told once, kept as hashes, and end for good."""

from __future__ import annotations

from datetime import timedelta

from infra.identity.sessions import KeyValueSessions
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
