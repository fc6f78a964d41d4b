"""Rooms on a real server: the same in every process, moved by several at once without loss, forgotten with the day."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest
from msgspec.structs import replace

from infra.nats.buckets import open_rooms
from infra.nats.connection import Wire, connect
from infra.nats.rooms import KeyValueRooms
from infra.nats.streams import ROOM_SECONDS, SECOND, Names, prepare
from tests.nats.real_server import RealServer
from web.room.presenting import Room

WITHIN = 10.0


@pytest.fixture(name="rooms")
async def _rooms(wire: Wire, names: Names) -> KeyValueRooms:
    return await open_rooms(wire, names)


@pytest.fixture(name="elsewhere")
async def _elsewhere(server: RealServer, names: Names, wire: Wire) -> AsyncIterator[KeyValueRooms]:
    """The same rooms in another process."""
    assert wire.is_connected
    other = await connect(server)
    yield await open_rooms(other, names)
    await other.close()


async def heard(rooms: KeyValueRooms) -> tuple[asyncio.Queue[tuple[str, str]], asyncio.Task[None]]:
    """What a process hears of the rooms from now on; an empty name stands for "look at every room again"."""
    told = asyncio.Queue[tuple[str, str]]()
    watching = asyncio.create_task(
        rooms.watch(lambda case, room: told.put_nowait((case, room)), lambda: told.put_nowait(("", "")))
    )
    async with asyncio.timeout(WITHIN):
        assert await told.get() == ("", "")
    return told, watching


async def test_who_comes_late_finds_the_room_as_it_is(rooms: KeyValueRooms, elsewhere: KeyValueRooms) -> None:
    assert await elsewhere.find("c1", "m1") == Room()

    await rooms.change("c1", "m1", lambda room: replace(room, place="topic-2"))

    assert await elsewhere.find("c1", "m1") == Room(place="topic-2")
    assert await elsewhere.find("c1", "m2") == Room()


async def test_each_process_hears_that_somebody_moved_and_not_where(
    rooms: KeyValueRooms, elsewhere: KeyValueRooms
) -> None:
    told, watching = await heard(elsewhere)

    await rooms.change("c2", "m2", lambda room: replace(room, place="topic-2"))
    await rooms.change("c2", "m2", lambda room: replace(room, place="topic-2"))
    await rooms.change("c3", "m3", lambda room: replace(room, offered_to="police-be"))

    async with asyncio.timeout(WITHIN):
        assert [await told.get(), await told.get()] == [("c2", "m2"), ("c3", "m3")]
    watching.cancel()


async def test_of_changes_made_at_once_none_is_lost(rooms: KeyValueRooms, elsewhere: KeyValueRooms) -> None:
    async def add(where: KeyValueRooms) -> None:
        await where.change("c4", "m4", lambda room: replace(room, place=room.place + "."))

    await asyncio.gather(*(add(where) for where in (rooms, elsewhere) for _ in range(10)))

    assert (await rooms.find("c4", "m4")).place == Room().place + "." * 20


async def test_what_cannot_be_read_is_a_room_as_new(rooms: KeyValueRooms) -> None:
    await rooms._bucket.put("c5.m5", b"not a room")

    assert await rooms.find("c5", "m5") == Room()
    assert (await rooms.change("c5", "m5", lambda room: replace(room, place="topic-1"))).place == "topic-1"


async def test_a_room_is_forgotten_within_half_a_day(wire: Wire, names: Names) -> None:
    info = await wire.api(f"STREAM.INFO.KV_{names.rooms}")

    assert info["config"]["max_age"] == ROOM_SECONDS * SECOND
    assert (info["config"]["max_msgs_per_subject"], ROOM_SECONDS) == (1, 12 * 60 * 60)


async def test_who_was_cut_off_is_told_to_look_again_and_hears_on(own_server: RealServer) -> None:
    names, wire = Names("cut"), await connect(own_server)
    await prepare(wire, names)
    rooms = await open_rooms(wire, names)
    told, watching = await heard(rooms)

    own_server.kill()
    own_server.start()

    async with asyncio.timeout(WITHIN):
        assert await told.get() == ("", "")
        await rooms.change("c6", "m6", lambda room: replace(room, place="topic-1"))
        assert await told.get() == ("c6", "m6")
    watching.cancel()
    await wire.close()
