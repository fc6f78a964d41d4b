"""The reacting loop: facts become tasks, once, whatever is killed in between."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncGenerator, Sequence
from datetime import timedelta
from typing import Any

import pytest

from domain.case.codes import Channel
from domain.case.commands import JoinAgency, ReportDisappearance
from domain.codes import Country, Role
from domain.envelope import Recorded
from domain.events import Event
from domain.ports import StoreAway
from domain.task.commands import Claim, Complete, TaskCommand
from infra.memory import MemoryEventStore
from tests.playbook.rehearsal import CASE, Positions, Rehearsal
from tests.playbook.story import SHIPPED
from workers import reacting
from workers.reacting import NAME, PAUSE, Reacting

ABSENCE = ["report-to-police", "search-site", "tell-guardian", "tell-others", "bring-in-guardian"]


async def never(_: timedelta) -> None:
    raise AssertionError("nothing here has to wait")


def loop(lantern: Rehearsal, positions: Positions | None = None) -> Reacting:
    return Reacting(lantern.store, lantern.tasks, SHIPPED, lantern.clock, positions or Positions(), never)


async def test_an_absence_becomes_tasks_and_the_position_is_remembered() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.begin()

    await loop(lantern, positions).take(await lantern.log())

    assert sorted(await lantern.opened()) == sorted(ABSENCE)
    assert positions.get(NAME) == 2


async def test_the_same_facts_taken_twice_open_nothing_more() -> None:
    lantern = Rehearsal()
    await lantern.begin()
    facts = await lantern.log()
    reacts = loop(lantern)

    await reacts.take(facts)
    await reacts.take(facts)
    await loop(lantern).take(facts)

    assert sorted(await lantern.opened()) == sorted(ABSENCE)


async def test_a_kill_between_the_tasks_and_the_position_opens_no_task_twice() -> None:
    lantern, positions = Rehearsal(), Positions()
    await lantern.begin()
    positions.broken = True
    with pytest.raises(KeyboardInterrupt):
        await loop(lantern, positions).take(await lantern.log())
    positions.broken = False

    await loop(lantern, positions).take(await lantern.log())

    assert sorted(await lantern.opened()) == sorted(ABSENCE)
    assert positions.get(NAME) == 2 + len(ABSENCE)


class KilledHalfway(MemoryEventStore):
    """Records *left* more facts and then goes away, the last one recorded but not answered for."""

    left = 99

    async def append(self, *args: Any) -> Sequence[Recorded[Event]]:
        self.left -= 1
        if self.left < 0:
            raise StoreAway
        recorded = await super().append(*args)
        if self.left == 0:
            raise StoreAway
        return recorded


async def test_a_kill_between_two_tasks_of_one_fact_loses_none_and_doubles_none() -> None:
    lantern = Rehearsal()
    lantern.store.__class__ = KilledHalfway
    await lantern.begin()
    lantern.store.left = 2  # type: ignore[attr-defined]
    with pytest.raises(StoreAway):
        await loop(lantern).take(await lantern.log())
    half = await lantern.opened()
    lantern.store.left = 99  # type: ignore[attr-defined]

    await loop(lantern).take(await lantern.log())

    assert len(half) == 2
    assert sorted(await lantern.opened()) == sorted(ABSENCE)


async def test_a_new_machine_on_an_old_log_takes_up_nothing_that_was_done() -> None:
    lantern = Rehearsal()
    await lantern.begin()
    await loop(lantern).take(await lantern.log())
    for fact in await lantern.log():
        if "task" in fact.originator:
            await end(lantern, fact.originator)
    before = await lantern.store.last_position()

    await loop(lantern).take(await lantern.log())

    assert await lantern.store.last_position() == before


async def end(lantern: Rehearsal, originator: str) -> None:
    state = (await lantern.tasks.state(originator)).state
    outcome = state.outcomes[0]  # type: ignore[union-attr]
    commands: tuple[TaskCommand, ...] = (Claim(), Complete(outcome=outcome))
    for command in commands:
        await lantern.tasks.handle(originator, command, lantern.context("carer.it"))


async def test_a_loop_that_starts_late_reads_the_case_from_the_log() -> None:
    lantern = Rehearsal()
    await lantern.begin()
    await lantern.ask(JoinAgency(agency="police.it", role=Role.POLICE, country=Country.IT))
    before = await lantern.store.last_position()
    await lantern.ask(ReportDisappearance(to_agency="police.it", channel=Channel.PHONE))

    await loop(lantern).take((await lantern.log())[before:])

    assert "assess-risk" in await lantern.opened()
    assert "search-site" not in await lantern.opened()


async def test_a_task_that_somebody_took_is_not_withdrawn_under_their_hands() -> None:
    lantern = Rehearsal()
    await lantern.begin("police.it")
    reacts = loop(lantern)
    await reacts.take(await lantern.log())
    for fact in await lantern.log():
        if getattr(fact.event, "code", "") == "report-to-police":
            await lantern.tasks.handle(fact.originator, Claim(), lantern.context("carer.it"))
    before = await lantern.store.last_position()
    await lantern.ask(ReportDisappearance(to_agency="police.it", channel=Channel.PHONE))

    await reacts.take((await lantern.log())[before:])

    assert reacts.refused == 1


async def test_only_so_many_cases_are_kept_folded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reacting, "REMEMBERED", 0)
    lantern = Rehearsal()
    await lantern.begin()

    await loop(lantern).take(await lantern.log())

    assert sorted(await lantern.opened()) == sorted(ABSENCE)


async def test_nothing_to_take_leaves_the_position() -> None:
    positions = Positions()

    await loop(Rehearsal(), positions).take(())

    assert positions.at == {}


class AwayOnce:
    """A store whose log cannot be followed at first."""

    def __init__(self, store: MemoryEventStore) -> None:
        self.store = store
        self.asked: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self.store, name)

    async def follow(self, after: int) -> AsyncGenerator[Sequence[Recorded[Event]], None]:
        self.asked.append(after)
        if len(self.asked) == 1:
            raise StoreAway
        async for batch in self.store.follow(after):
            yield batch


async def test_a_store_that_is_away_is_waited_for() -> None:
    lantern, positions, waited = Rehearsal(), Positions(), list[timedelta]()
    await lantern.begin()
    store = AwayOnce(lantern.store)

    async def pause(time: timedelta) -> None:
        waited.append(time)

    reacts = Reacting(store, lantern.tasks, SHIPPED, lantern.clock, positions, pause)
    running = asyncio.create_task(reacts.run())
    follower = lantern.store.follow(2 + len(ABSENCE) - 1)
    await anext(follower)
    running.cancel()
    await follower.aclose()

    assert waited == [PAUSE]
    assert store.asked == [0, 0]
    assert f"case.{CASE}.file" in {fact.originator for fact in await lantern.log()}
