"""What two people confirmed is carried out, once, however often it is interrupted, and stays so."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from domain.case import commands as c
from domain.case.codes import CaseOutcome
from domain.case.decider import DECIDER, originator
from domain.case.events import KeysDestroyed
from domain.codes import Country, Role
from domain.context import Context
from domain.deciding.handling import Handler
from domain.envelope import Occurred
from domain.ids import derive
from domain.ports import StoreAway
from domain.privacy import Erased, Purpose, Sealed
from domain.retention.codes import OF_A_CASE
from infra.codec.sealing import key_name
from infra.memory import MemoryEventStore, MemoryKeys
from infra.vault import Keks, KeyRing, StoredKey
from projections.retention import VIEW, Erasures
from tests.playbook.rehearsal import START, HandClock
from workers.erasing import Erasing

CASE = "0192f0c4a5b87c3d9e2f0a1b2c3d4e5f"
KEKS = Keks("one", {"one": bytes(32)})


class Shelf:
    """The view of erasures, folded when asked to catch up; waiting for more never ends."""

    def __init__(self, store: MemoryEventStore) -> None:
        self.store, self.documents, self.at = store, dict[str, Erasures](), 0

    async def catch_up(self) -> None:
        for fact in await self.store.load(originator(CASE)):
            for key in VIEW.keys(fact) if fact.position > self.at else ():
                folded = VIEW.evolve(self.documents.get(key), fact)
                assert folded is not None
                self.documents[key] = folded
            self.at = max(self.at, fact.position)

    def select(self, _: Any, where: Mapping[str, Any] | None = None) -> list[Erasures]:
        found = list(self.documents.values())
        return [each for each in found if where is None or VIEW.columns["pending"](each) == where["pending"]]

    def position(self, _: Any) -> int:
        return self.at

    async def reached(self, *_: Any) -> None:
        await asyncio.Event().wait()


class Bench:
    """A case whose erasure was confirmed, and loops that may carry it out."""

    def __init__(self) -> None:
        self.keys = MemoryKeys()
        self.clock = HandClock()
        self.ring = KeyRing(self.keys, KEKS)
        self.store = MemoryEventStore(self.ring)
        self.cases = Handler(DECIDER, self.store)
        self.shelf = Shelf(self.store)

    def loop(self) -> Erasing:
        shelf: Any = self.shelf
        return Erasing(shelf, Handler(DECIDER, self.store), KeyRing(self.keys, KEKS), self.clock)

    async def do(self, command: c.CaseCommand, member: str = "maria") -> None:
        context = Context(
            command_id=derive(CASE, member, type(command).__name__),
            now=START,
            occurred_at=Occurred(START),
            actor=member,
            agency="carer-be",
            role=Role.CARER,
            country=Country.BE,
            offices=("data-protection",),
        )
        await self.cases.handle(originator(CASE), command, context)

    async def confirmed(self) -> Bench:
        await self.do(c.OpenCase(reference="BE-2026-00001", country=Country.BE))
        await self.do(c.RecordIdentity(names="Abena"))
        await self.do(c.CloseCase(outcome=CaseOutcome.SETTLED))
        await self.do(c.ProposeErasure(erasure="0" * 32, classes=OF_A_CASE, rules=("r",), due_at=START))
        await self.do(c.ConfirmErasure(erasure="0" * 32, rules=("r",), due_at=START), "eleni")
        await self.shelf.catch_up()
        return self

    async def certificates(self) -> list[KeysDestroyed]:
        facts = await self.store.load(originator(CASE))
        return [fact.event for fact in facts if isinstance(fact.event, KeysDestroyed)]

    async def name(self) -> str | Erased:
        """What the name of the child reads as."""
        fact = (await self.store.load(originator(CASE)))[1]
        private = getattr(fact.event, "names", None)
        assert isinstance(private, Sealed)
        return await KeyRing(self.keys, KEKS).reveal(private, fact.originator, fact.id, "names")


class Away(MemoryKeys):
    """Keys of which the first question finds nobody."""

    def __init__(self, keys: MemoryKeys) -> None:
        super().__init__()
        self.keys, self.left = keys, 1

    async def find(self, names: Sequence[str]) -> Mapping[str, StoredKey]:
        self.left -= 1
        if self.left >= 0:
            raise StoreAway("not now")
        return await self.keys.find(names)

    async def replace(self, name: str, content: bytes, old: StoredKey) -> bool:
        return await self.keys.replace(name, content, old)

    async def create(self, name: str, content: bytes) -> bool:
        return await self.keys.create(name, content)


class Hurried(Shelf):
    """Nobody waits before it is done."""

    def __init__(self, bench: Bench) -> None:
        super().__init__(bench.store)
        self.bench, self.done = bench, asyncio.Event()

    async def reached(self, *_: Any) -> None:
        if not await self.bench.certificates():
            raise TimeoutError
        self.done.set()
        await asyncio.Event().wait()


@pytest.fixture(name="bench")
async def _bench() -> Bench:
    return await Bench().confirmed()


async def test_keys_are_destroyed_and_the_certificate_says_which(bench: Bench) -> None:
    assert await bench.name() == "Abena"

    await bench.loop().tick()

    (certificate,) = await bench.certificates()
    told = dict(zip(certificate.keys, certificate.fingerprints, strict=True))
    assert set(told) == {key_name(CASE, purpose) for purpose in Purpose}
    assert len(told[key_name(CASE, Purpose.IDENTITY)]) == 32
    assert told[key_name(CASE, Purpose.LOCATION)] == ""
    assert await bench.name() == Erased(certificate.destroyed_at)


async def test_it_is_put_on_record_once_whoever_looks_and_however_often(bench: Bench) -> None:
    one, other = bench.loop(), bench.loop()

    await asyncio.gather(one.tick(), other.tick())
    await one.tick()
    await bench.shelf.catch_up()
    await bench.loop().tick()

    assert len(await bench.certificates()) == 1


async def test_what_was_killed_between_the_keys_and_the_certificate_is_finished(bench: Bench) -> None:
    gone = await bench.ring.destroy(CASE, Purpose, START)

    await bench.loop().tick()

    (certificate,) = await bench.certificates()
    assert sorted(zip(certificate.keys, certificate.fingerprints, strict=True)) == sorted(each[:2] for each in gone)
    assert certificate.destroyed_at == START


async def test_a_start_carries_out_what_waits_also_where_the_store_was_away(bench: Bench) -> None:
    shelf: Any = Hurried(bench)
    await shelf.catch_up()
    running = asyncio.create_task(Erasing(shelf, bench.cases, KeyRing(Away(bench.keys), KEKS), bench.clock).run())
    await asyncio.wait_for(shelf.done.wait(), 10)
    running.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await running


async def test_a_key_that_comes_back_with_a_backup_is_destroyed_once_more(bench: Bench) -> None:
    backup = dict(await bench.keys.every())
    await bench.loop().tick()
    await bench.shelf.catch_up()
    for name, stored in backup.items():
        await bench.keys.erase(name)
        await bench.keys.create(name, stored.content)
    assert await bench.name() == "Abena"

    await bench.loop().again()

    assert isinstance(await bench.name(), Erased)
    assert len(await bench.certificates()) == 1
