"""A key that is destroyed leaves a note and nothing else: interrupted, raced, and after the server was killed."""

from __future__ import annotations

import asyncio

import msgspec

from domain.privacy import Erased, Purpose
from infra.codec import Place
from infra.nats.connection import Wire, connect
from infra.nats.keys import KeyStream
from infra.nats.streams import Names, prepare
from infra.vault import Keks, KeyRing
from infra.vault.destroying import UNREADABLE
from infra.vault.wrapping import Content
from tests.contracts.facts import NOW
from tests.nats.conftest import KEKS
from tests.nats.real_server import RealServer

PLACE = Place("case.c1.file", "e1", "names")
KEY = "c1-identity"
BOTH = Keks("second", {**KEKS.keys, "second": bytes(32)})


async def wrapped(stream: KeyStream, name: str = KEY) -> str:
    """The text of the wrapped key, as it lies in the store."""
    content = msgspec.json.decode((await stream.every())[name].content, type=Content)
    assert content.text
    return content.text


async def test_what_is_destroyed_is_named_with_a_fingerprint_and_again_the_same(ring: KeyRing) -> None:
    await ring.prepare([KEY])

    first = await ring.destroy("c1", [Purpose.IDENTITY, Purpose.HEALTH], NOW)
    again = await ring.destroy("c1", [Purpose.IDENTITY, Purpose.HEALTH], NOW.replace(year=2030))

    assert [(each.name, len(each.fingerprint), each.at) for each in first] == [(KEY, 32, NOW), ("c1-health", 0, NOW)]
    assert again == first


async def test_a_destruction_that_was_interrupted_is_finished_by_doing_it_again(
    ring: KeyRing, wire: Wire, names: Names, server: RealServer
) -> None:
    stream = KeyStream(wire, names)
    await ring.prepare([KEY])
    text = await wrapped(stream)
    # What a process that is killed between the two leaves: the note, and the key before it.
    old = (await stream.every())[KEY]
    note = Content(destroyed_at=NOW, fingerprint="f" * 32)
    assert await stream._publish(KEY, msgspec.json.encode(note), after=old.position)
    assert server.holds(text)

    (gone,) = await ring.destroy("c1", [Purpose.IDENTITY], NOW.replace(year=2030))

    assert (gone.fingerprint, gone.at) == ("f" * 32, NOW)
    assert not server.holds(text)


async def test_a_key_that_is_wrapped_anew_at_the_same_time_is_gone_too(
    ring: KeyRing, wire: Wire, names: Names, server: RealServer
) -> None:
    stream, keys = KeyStream(wire, names), [f"c{number}-identity" for number in range(40)]
    await ring.prepare(keys)
    texts = [await wrapped(stream, name) for name in keys]

    async def destroyed() -> None:
        for name in keys:
            await ring.destroy(name.removesuffix("-identity"), [Purpose.IDENTITY], NOW)

    await asyncio.gather(KeyRing(KeyStream(wire, names), BOTH).rewrap(), destroyed())

    found = [(name, stored) async for name, stored in stream.messages() if name in keys]
    assert sorted(name for name, _ in found) == sorted(keys)
    assert all(msgspec.json.decode(stored.content, type=Content).destroyed_at == NOW for _, stored in found)
    assert not server.holds(*texts)


async def test_a_key_whose_key_encryption_key_is_lost_is_destroyed_as_well(
    ring: KeyRing, wire: Wire, names: Names, server: RealServer
) -> None:
    await ring.prepare([KEY])
    text = await wrapped(KeyStream(wire, names))
    stranger = KeyRing(KeyStream(wire, names), Keks("second", {"second": bytes(32)}))

    (gone,) = await stranger.destroy("c1", [Purpose.IDENTITY], NOW)

    assert gone.fingerprint == UNREADABLE
    assert not server.holds(text)


async def test_no_block_of_a_server_that_is_killed_brings_a_key_back(own_server: RealServer, names: Names) -> None:
    wire = await connect(own_server)
    await prepare(wire, names)
    stream = KeyStream(wire, names)
    ring = KeyRing(stream, KEKS)
    others = [f"c{number}-identity" for number in range(2, 40)]
    await ring.prepare([KEY, *others])
    sealed, text = ring.seal(KEY, "Abena", PLACE), await wrapped(stream)

    await ring.destroy("c1", [Purpose.IDENTITY], NOW)
    own_server.kill()
    own_server.start()

    assert not own_server.holds(text)
    fresh = KeyRing(KeyStream(wire, names), KEKS)
    assert await fresh.reveal(sealed, *PLACE) == Erased(NOW)
    await wire.close()
