"""Desks on a real server: kept, changed by several at once without loss, and never a page that fails."""

from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace
from nats.js.kv import KeyValue

from domain.ports import StoreAway
from infra.identity.desks import KeyValueDesks
from infra.nats.buckets import open_desks
from infra.nats.connection import Wire, connect
from infra.nats.errors import StreamUnfit
from infra.nats.streams import Names
from tests.nats.real_server import RealServer
from web.desks import with_view
from web.ports import Desk, SavedView


@pytest.fixture(name="bucket")
async def _bucket(wire: Wire) -> KeyValue:
    return await open_desks(wire)


@pytest.fixture(name="desks")
async def _desks(bucket: KeyValue) -> KeyValueDesks:
    return KeyValueDesks(bucket)


async def test_a_desk_that_nobody_touched_is_empty(desks: KeyValueDesks) -> None:
    assert await desks.find("member.nobody") == Desk()


async def test_what_was_changed_is_found_again(desks: KeyValueDesks, wire: Wire) -> None:
    changed = await desks.change("member.a", lambda desk: replace(desk, single_keys=False, theme="dark"))

    assert changed == Desk(single_keys=False, theme="dark")
    assert await KeyValueDesks(await open_desks(wire)).find("member.a") == changed


async def test_each_has_a_desk_of_their_own(desks: KeyValueDesks) -> None:
    await desks.change("member.b", lambda desk: replace(desk, tour_done=True))

    assert await desks.find("agency.b") == Desk()


async def test_of_changes_made_at_once_none_is_lost(desks: KeyValueDesks) -> None:
    async def keep(number: int) -> None:
        await desks.change("agency.c", lambda desk: with_view(desk, SavedView(f"View {number}", "mine=on")))

    await asyncio.gather(*(keep(number) for number in range(20)))

    assert {view.name for view in (await desks.find("agency.c")).views} == {f"View {n}" for n in range(20)}


async def test_a_change_of_nothing_writes_nothing(desks: KeyValueDesks, bucket: KeyValue) -> None:
    await desks.change("member.d", lambda desk: replace(desk, tour_done=True))
    before = (await bucket.get("member.d")).revision

    await desks.change("member.d", lambda desk: replace(desk, tour_done=True))

    assert (await bucket.get("member.d")).revision == before


@pytest.mark.parametrize("stored", [b"", b"not json", b'{"theme": "sepia"}'])
async def test_what_cannot_be_read_is_an_empty_desk(desks: KeyValueDesks, bucket: KeyValue, stored: bytes) -> None:
    await bucket.put("member.e", stored)

    assert await desks.find("member.e") == Desk()
    assert (await desks.change("member.e", lambda desk: replace(desk, tour_done=True))).tour_done


async def test_what_a_later_lantern_wrote_besides_is_passed_by(desks: KeyValueDesks, bucket: KeyValue) -> None:
    await bucket.put("member.f", b'{"tour_done": true, "wallpaper": "sea"}')

    assert await desks.find("member.f") == Desk(tour_done=True)


async def test_a_refused_change_leaves_the_desk_as_it_was(desks: KeyValueDesks) -> None:
    with pytest.raises(ValueError, match="name"):
        await desks.change("member.g", lambda desk: with_view(desk, SavedView(" ", "")))

    assert await desks.find("member.g") == Desk()


async def test_a_store_that_is_away_is_said_to_be_away(tmp_path_factory: pytest.TempPathFactory) -> None:
    server = RealServer(tmp_path_factory.mktemp("away"))
    server.start()
    wire = await connect(server)
    js = wire.jetstream()
    desks = KeyValueDesks(await js.create_key_value(bucket="LANTERN_DESKS"))
    server.kill()

    asked = (desks.find("member.h"), desks.change("member.h", lambda desk: replace(desk, tour_done=True)))
    answers = await asyncio.gather(*asked, return_exceptions=True)

    assert [type(answer) for answer in answers] == [StoreAway, StoreAway]
    await wire.close()


async def test_a_bucket_that_nobody_made_is_a_sentence(wire: Wire) -> None:
    with pytest.raises(StreamUnfit, match="NOBODY_DESKS"):
        await open_desks(wire, Names("nobody"))
