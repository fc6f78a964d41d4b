"""Duties that come and go: what the rules withdrew they ask for again, and what a person took up they leave alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from domain.case import commands as c
from domain.case.codes import Channel, Located
from domain.codes import Country, RiskLevel
from domain.envelope import Recorded
from domain.events import Event
from domain.task import events as t
from domain.task.commands import Claim, Complete, Note, Release, Reopen, TaskCommand
from domain.task.state import Running
from infra.memory import MemoryEventStore
from tests.playbook.rehearsal import CASE, Positions, Rehearsal
from tests.playbook.story import SHIPPED
from workers.reacting import NAME, Reacting

HOUR = timedelta(hours=1)


async def never(_: timedelta) -> None:
    raise AssertionError("nothing here has to wait")


class Night:
    """A case of the Italian carer and police, and the loop that reacts."""

    def __init__(self) -> None:
        self.lantern = Rehearsal()
        self.restart(0)

    def restart(self, position: int) -> None:
        """A new process that has come as far as *position*."""
        self.positions = Positions()
        self.positions.set(NAME, position)
        lantern = self.lantern
        self.loop = Reacting(lantern.store, lantern.tasks, SHIPPED, lantern.clock, self.positions, never)

    async def react(self) -> None:
        log, at = await self.lantern.log(), self.positions.get(NAME)
        await self.loop.take([fact for fact in log if fact.position > at])

    async def begin(self) -> None:
        await self.lantern.begin("police.it")
        await self.lantern.ask(c.ReportDisappearance(to_agency="police.it", channel=Channel.PHONE))
        await self.react()

    async def ask(self, *commands: Any) -> None:
        for command in commands:
            await self.lantern.ask(command, by="police.it")

    async def raised(self) -> None:
        await self.ask(c.RaiseRisk(level=RiskLevel.HIGH, reason="Fever"))

    async def lowered(self) -> None:
        await self.ask(c.LowerRisk(level=RiskLevel.MEDIUM, reason="Calm"))
        second = replace(self.lantern.context("carer.it"), actor="second")
        await self.lantern.cases.handle(f"case.{CASE}.file", c.ConfirmLowerRisk(level=RiskLevel.MEDIUM), second)

    async def found(self) -> None:
        await self.ask(c.LocateChild(country=Country.IT, place="x", how=Located.AGENCY))

    async def task(self, code: str) -> str:
        log = await self.lantern.log()
        return next(fact.originator for fact in log if getattr(fact.event, "code", "") == code)

    async def work(self, code: str, *commands: TaskCommand, by: str = "police.it") -> None:
        for command in commands:
            await self.lantern.tasks.handle(await self.task(code), command, self.lantern.context(by))

    async def story(self, code: str) -> list[str]:
        task = await self.task(code)
        return [fact.name.removeprefix("Task") for fact in await self.lantern.log() if fact.originator == task]


DEPLOY, SEARCH = "review-and-deploy", "search-site"


@pytest.fixture(name="night")
async def _night() -> Night:
    night = Night()
    await night.begin()
    return night


async def test_what_the_rules_withdrew_they_ask_for_again_with_new_clocks(night: Night) -> None:
    await night.raised()
    await night.react()
    await night.lowered()
    await night.react()
    night.lantern.clock.on(5 * HOUR)
    await night.raised()

    await night.react()

    assert await night.story(DEPLOY) == ["Opened", "Waived", "Reopened"]
    (reopened,) = [fact for fact in await night.lantern.log() if isinstance(fact.event, t.TaskReopened)
                   and fact.originator == await night.task(DEPLOY)]  # fmt: skip
    assert isinstance(reopened.event, t.TaskReopened)
    assert reopened.event.due_at is not None
    assert reopened.event.due_at > night.lantern.clock.now()
    assert (reopened.event.acknowledged, reopened.meta.agency) == (False, "lantern")


async def test_a_loop_that_lags_asks_for_the_same_as_one_that_does_not(night: Night) -> None:
    await night.raised()
    await night.lowered()
    await night.raised()
    await night.lowered()

    await night.react()

    assert await night.story(DEPLOY) == ["Opened", "Waived", "Reopened", "Waived"]


async def test_looking_at_all_of_it_again_changes_nothing(night: Night) -> None:
    for change in (night.raised, night.lowered, night.raised, night.lowered, night.raised, night.found):
        await change()
        await night.react()
    before = await night.lantern.store.last_position()
    night.restart(0)

    await night.react()

    assert await night.lantern.store.last_position() == before


async def test_what_a_person_completed_is_not_asked_for_again(night: Night) -> None:
    await night.raised()
    await night.react()
    await night.work(DEPLOY, Claim(), Complete(outcome="deployed"))
    await night.lowered()
    await night.raised()

    await night.react()

    assert (await night.story(DEPLOY))[-1] == "Completed"


@pytest.mark.parametrize(
    "taken_up", [(Claim(), Release()), (Claim(), Complete(outcome="found"), Reopen(reason="x")), (Note(note="x"),)]
)
async def test_a_second_look_withdraws_nothing_that_was_taken_up_since(
    night: Night, taken_up: Sequence[TaskCommand]
) -> None:
    before = night.positions.get(NAME)
    await night.found()
    await night.work(SEARCH, *taken_up, by="carer.it")
    night.restart(before)

    await night.react()

    assert isinstance((await night.lantern.tasks.state(await night.task(SEARCH))).state, Running)


class Overtaking(MemoryEventStore):
    """Lets a colleague work on *task* between the look at it and what is recorded after that."""

    task = ""
    night: Night

    async def append(self, *args: Any) -> Sequence[Recorded[Event]]:
        if args[0] == self.task:
            self.task = ""
            await self.night.work(SEARCH, Claim(), Release(), by="carer.it")
        return await super().append(*args)


async def test_a_task_that_is_taken_up_while_it_is_withdrawn_stays(night: Night) -> None:
    await night.found()
    store: Any = night.lantern.store
    store.__class__ = Overtaking
    store.night, store.task = night, await night.task(SEARCH)

    await night.react()

    assert await night.story(SEARCH) == ["Opened", "Claimed", "Released"]
