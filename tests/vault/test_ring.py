"""Data keys: one for each child and purpose, wrapped at rest, and gone for good when destroyed."""

from __future__ import annotations

import asyncio
from base64 import b64encode

import msgspec
import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from domain.case.codes import CheckResult, Service
from domain.case.risk.indicators import Indicator
from domain.privacy import Clear, Erased, Purpose, Sealed
from infra.codec import Place
from infra.memory import MemoryKeys
from infra.vault import Keks, KeyNotFetched, KeyRing, KeyUnusable, SealBroken
from tests.contracts.facts import NOW

OLD, NEW = bytes(32), bytes(range(32))
PLACE = Place("case.c1.file", "e1", "names")
KEY = "c1-identity"


@pytest.fixture(name="keys")
def _keys() -> MemoryKeys:
    return MemoryKeys()


@pytest.fixture(name="ring")
def _ring(keys: MemoryKeys) -> KeyRing:
    return KeyRing(keys, Keks("old", {"old": OLD}))


async def sealed_by(ring: KeyRing, text: str = "Abena") -> Sealed:
    await ring.prepare([KEY])
    sealed = ring.seal(KEY, text, PLACE)
    assert isinstance(sealed, Sealed)
    return sealed


async def test_a_sealed_text_opens_where_it_was_written(ring: KeyRing) -> None:
    assert ring.open(await sealed_by(ring), *PLACE) == "Abena"


@pytest.mark.parametrize("moved", [{"originator": "case.c2.file"}, {"event": "e2"}, {"field": "aliases"}])
async def test_a_seal_moved_to_another_place_does_not_open(ring: KeyRing, moved: dict[str, str]) -> None:
    sealed = await sealed_by(ring)

    with pytest.raises(SealBroken):
        ring.open(sealed, *PLACE._replace(**moved))


@pytest.mark.parametrize("damage", [{"text": "AAAA"}, {"nonce": "AAAA"}, {"text": "not base64"}])
async def test_a_damaged_seal_does_not_open(ring: KeyRing, damage: dict[str, str]) -> None:
    sealed = msgspec.structs.replace(await sealed_by(ring), **damage)

    with pytest.raises(SealBroken):
        ring.open(sealed, *PLACE)


async def test_the_same_text_is_sealed_differently_each_time(ring: KeyRing) -> None:
    assert await sealed_by(ring) != await sealed_by(ring)


@pytest.mark.parametrize(
    "text", ["", "0", "suicidal,trafficking", "x" * 63, "ü" * 32, "ends so: \x80\0\0", "ends so: \0"]
)
async def test_whatever_its_length_a_text_comes_back_as_it_went(ring: KeyRing, text: str) -> None:
    assert ring.open(await sealed_by(ring, text), *PLACE) == text


async def test_a_seal_does_not_tell_one_code_from_another_by_its_length(ring: KeyRing) -> None:
    codes = ["", *Service, *CheckResult, *Indicator]

    assert len({len((await sealed_by(ring, code)).text) for code in codes}) == 1


async def test_a_text_under_a_good_seal_that_was_never_padded_does_not_open(ring: KeyRing) -> None:
    sealed = await sealed_by(ring)
    cipher = ring._cipher(KEY)
    assert isinstance(cipher, AESGCM)
    bare = cipher.encrypt(bytes(12), b"Abena", PLACE.bind())
    damaged = Sealed(sealed.key, b64encode(bytes(12)).decode(), b64encode(bare).decode())

    with pytest.raises(SealBroken):
        ring.open(damaged, *PLACE)


async def test_clear_and_erased_fields_need_no_key(ring: KeyRing) -> None:
    assert ring.open(Clear("typed just now"), *PLACE) == "typed just now"
    assert ring.open(Erased(NOW), *PLACE) == Erased(NOW)


async def test_a_key_must_be_fetched_before_it_opens(keys: MemoryKeys, ring: KeyRing) -> None:
    sealed = await sealed_by(ring)
    other = KeyRing(keys, Keks("old", {"old": OLD}))

    with pytest.raises(KeyNotFetched):
        other.open(sealed, *PLACE)
    await other.fetch([KEY])

    assert other.open(sealed, *PLACE) == "Abena"


async def test_what_is_stored_of_a_key_is_wrapped(keys: MemoryKeys, ring: KeyRing) -> None:
    await ring.prepare([KEY])

    stored = (await keys.every())[KEY].content

    with pytest.raises(KeyUnusable):
        await KeyRing(keys, Keks("old", {"old": NEW})).fetch([KEY])
    with pytest.raises(KeyUnusable):
        await KeyRing(keys, Keks("new", {"new": OLD})).fetch([KEY])
    assert set(msgspec.json.decode(stored)) == {"kek", "nonce", "text"}


async def test_a_wrapped_key_under_another_name_does_not_open(keys: MemoryKeys, ring: KeyRing) -> None:
    await ring.prepare([KEY])
    await keys.create("c2-identity", (await keys.every())[KEY].content)

    with pytest.raises(KeyUnusable):
        await ring.fetch(["c2-identity"])


async def test_a_destroyed_key_reads_as_erased_on_its_day(keys: MemoryKeys, ring: KeyRing) -> None:
    sealed = await sealed_by(ring)

    await ring.destroy("c1", Purpose, NOW)

    assert ring.open(sealed, *PLACE) == Erased(NOW)
    assert await KeyRing(keys, Keks("old", {"old": OLD})).reveal(sealed, *PLACE) == Erased(NOW)


async def test_destroying_again_keeps_the_first_day(ring: KeyRing) -> None:
    sealed = await sealed_by(ring)

    await ring.destroy("c1", Purpose, NOW)
    await ring.destroy("c1", Purpose, NOW.replace(year=2030))

    assert await ring.reveal(sealed, *PLACE) == Erased(NOW)


async def test_a_destroyed_key_is_never_made_again(ring: KeyRing) -> None:
    await ring.destroy("c1", [Purpose.IDENTITY], NOW)

    await ring.prepare([KEY])

    assert ring.seal(KEY, "Abena", PLACE) == Erased(NOW)


async def test_a_key_that_a_reader_missed_is_still_made_for_a_writer(ring: KeyRing) -> None:
    await ring.fetch([KEY])

    assert ring.open(await sealed_by(ring), *PLACE) == "Abena"


async def test_only_the_purposes_named_are_destroyed(ring: KeyRing) -> None:
    sealed = await sealed_by(ring)

    await ring.destroy("c1", [Purpose.HEALTH], NOW)

    assert await ring.reveal(sealed, *PLACE) == "Abena"


async def test_whoever_asked_is_told_of_a_destroyed_key_once(ring: KeyRing) -> None:
    told: list[str] = []
    ring.on_destroyed(told.append)
    await ring.prepare([KEY])

    await ring.destroy("c1", [Purpose.IDENTITY], NOW)
    await ring.fetch([KEY])

    assert told == [KEY]


async def test_keys_survive_a_change_of_the_key_encryption_key(keys: MemoryKeys, ring: KeyRing) -> None:
    sealed = await sealed_by(ring)
    both = KeyRing(keys, Keks("new", {"old": OLD, "new": NEW}))

    assert await both.rewrap() == 1
    assert await both.rewrap() == 0

    assert await KeyRing(keys, Keks("new", {"new": NEW})).reveal(sealed, *PLACE) == "Abena"


async def test_a_ring_that_watches_hears_of_what_another_destroyed(keys: MemoryKeys, ring: KeyRing) -> None:
    other, told = KeyRing(keys, Keks("old", {"old": OLD})), asyncio.get_running_loop().create_future()
    other.on_destroyed(told.set_result)
    sealed = await sealed_by(ring)
    watching = asyncio.create_task(other.watch())
    await asyncio.sleep(0)  # lets the watching begin
    assert await other.reveal(sealed, *PLACE) == "Abena"

    await ring.destroy("c1", [Purpose.IDENTITY], NOW)

    assert await told == KEY
    assert other.open(sealed, *PLACE) == Erased(NOW)
    watching.cancel()


async def test_a_ring_that_watches_goes_on_behind_keys_that_it_cannot_use(keys: MemoryKeys, ring: KeyRing) -> None:
    sealed, told = await sealed_by(ring), asyncio.get_running_loop().create_future()
    ring.on_destroyed(told.set_result)
    both = KeyRing(keys, Keks("new", {"old": OLD, "new": NEW}))
    await both.prepare(["c2-identity"])
    watching = asyncio.create_task(ring.watch())
    await asyncio.sleep(0)  # lets the watching begin

    await both.rewrap()
    await keys.create("c3-identity", b"no key at all")
    await both.destroy("c2", [Purpose.IDENTITY], NOW)

    assert await asyncio.wait_for(told, 5) == "c2-identity"
    with pytest.raises(KeyUnusable):
        await ring.reveal(sealed, *PLACE)
    watching.cancel()


async def test_a_key_that_is_replaced_meanwhile_is_left_alone(keys: MemoryKeys, ring: KeyRing) -> None:
    await ring.prepare([KEY])
    old = (await keys.every())[KEY]
    await ring.destroy("c1", [Purpose.IDENTITY], NOW)

    assert not await keys.replace(KEY, b"{}", old)


def test_no_key_shows_in_a_repr() -> None:
    assert repr(Keks("old", {"old": OLD})) == "Keks(old, 1 in all)"
