"""Passwords: argon2id hashes that can be destroyed."""

from __future__ import annotations

import msgspec
import pytest
from argon2 import PasswordHasher, Type

from infra.identity.credentials import STREAM, SUBJECT, StreamCredentials
from infra.nats.connection import Wire
from tests.nats.real_server import RealServer

RIGHT = "correct horse battery staple"


async def test_a_password_is_known_again(credentials: StreamCredentials) -> None:
    await credentials.set_password("one", RIGHT)

    assert await credentials.verify("one", RIGHT)
    assert await credentials.known("one")


@pytest.mark.parametrize("wrong", ["", "correct horse", RIGHT + " ", RIGHT.upper(), "\0", "é" * 10_000])
async def test_another_password_is_not(credentials: StreamCredentials, wrong: str) -> None:
    await credentials.set_password("two", RIGHT)

    assert not await credentials.verify("two", wrong)


@pytest.mark.parametrize("member", ["stranger", None])
async def test_nobody_has_no_password_at_all(credentials: StreamCredentials, member: str | None) -> None:
    assert not await credentials.verify(member, "nobody has this password")
    assert not await credentials.verify(member, RIGHT)


async def test_a_password_that_was_replaced_opens_nothing_and_its_hash_is_gone(
    credentials: StreamCredentials, wire: Wire, identity_server: RealServer
) -> None:
    await credentials.set_password("three", RIGHT)
    old = await wire.jetstream().get_last_msg(STREAM, f"{SUBJECT}.three")

    await credentials.set_password("three", "another one")

    assert not await credentials.verify("three", RIGHT)
    assert await credentials.verify("three", "another one")
    assert not identity_server.holds((old.data or b"").decode())


async def test_the_password_itself_is_nowhere(credentials: StreamCredentials, identity_server: RealServer) -> None:
    await credentials.set_password("four", RIGHT)

    assert not identity_server.holds(RIGHT)


async def test_hashes_are_argon2id(wire: Wire) -> None:
    credentials = StreamCredentials(wire.jetstream())
    await credentials.set_password("five", RIGHT)

    stored = await wire.jetstream().get_last_msg(STREAM, f"{SUBJECT}.five")

    assert msgspec.json.decode(stored.data or b"")["password"].startswith("$argon2id$")
    assert PasswordHasher().type is Type.ID
