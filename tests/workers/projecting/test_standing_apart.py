"""A view that begins anew reads the log by itself: the others go on meanwhile, and it joins them at the end."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import aclosing
from pathlib import Path

import pytest

from domain.ports import HistoryDamaged, StoreAway
from infra.sqlite.views import Views
from projections import board
from projections.views import Fact, OnFailure
from tests.projections.given.facts import Log
from tests.sqlite.model import NOTES, acknowledge, failing, many_tasks, oddly
from tests.workers.projecting.loops import StillClock, projecting, running
from workers import projecting as projecting_module
from workers.feed import Feed
from workers.folding import Patience
from workers.projecting import Projecting


class Gated(Log):
    """Whoever reads from the start waits at a gate, and meets there what was prepared."""

    def __init__(self) -> None:
        super().__init__(batch=2)
        self.gate = asyncio.Event()
        self.gate.set()
        self.at_the_gate: list[Exception] = []

    async def follow(self, after: int) -> AsyncIterator[Sequence[Fact]]:
        if after == 0:
            await self.gate.wait()
            if self.at_the_gate:
                raise self.at_the_gate.pop()
        async for batch in super().follow(after):
            yield batch


@pytest.fixture(name="views")
def _views(tmp_path: Path) -> Views:
    return Views(tmp_path, [board.VIEW, NOTES])


def begin_anew(views: Views) -> None:
    views.set_aside(views.models()[1], "a test says so")


async def test_the_other_views_go_on_while_one_begins_anew(views: Views) -> None:
    log, heard = Gated(), list[int]()
    many_tasks(7, log)
    loop = projecting(log, views)
    loop.subscribe(lambda position, _: heard.append(position))

    async with running(loop):
        await loop.caught_up()
        log.gate.clear()
        begin_anew(views)
        acknowledge(log, 2)
        await views.reached(board.VIEW, 8)
        assert views.models()[1].position == 0
        log.gate.set()
        await views.reached(NOTES, 8)
        acknowledge(log, 3)
        await views.reached(NOTES, 9)

    assert (heard[-2:], sorted(note.seen for note in views.select(NOTES))) == ([8, 9], [1, 1, 1, 1, 1, 2, 2])
    views.close()


async def test_a_store_that_is_away_from_one_that_stands_apart_is_asked_again(views: Views) -> None:
    log = Gated()
    many_tasks(5, log)
    loop = projecting(log, views)

    async with running(loop):
        await loop.caught_up()
        log.at_the_gate = [StoreAway()]
        begin_anew(views)
        await views.reached(NOTES, 5)

    assert (views.count(NOTES), log.at_the_gate) == (5, [])
    views.close()


async def test_a_fault_met_by_one_that_stands_apart_ends_the_loop(views: Views) -> None:
    log = Gated()
    many_tasks(5, log)
    loop = projecting(log, views)
    at_work = asyncio.create_task(loop.run())
    await loop.caught_up()

    log.at_the_gate = [HistoryDamaged("case.one.file", 1, 1, "it was changed")]
    begin_anew(views)

    with pytest.raises(HistoryDamaged):
        await asyncio.wait_for(at_work, 5)
    views.close()


async def test_a_stop_ends_one_that_stands_apart(views: Views) -> None:
    log = Gated()
    many_tasks(5, log)
    loop = projecting(log, views)
    before = asyncio.all_tasks()

    async with running(loop):
        await loop.caught_up()
        log.gate.clear()
        begin_anew(views)
        acknowledge(log, 2)
        await views.reached(board.VIEW, 6)

    assert asyncio.all_tasks() == before
    views.close()


async def test_a_view_that_waits_to_try_again_holds_up_neither_the_others_nor_who_else_follows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projecting_module, "LATE_SECONDS", 0.01)
    views, log = Views(tmp_path, [board.VIEW, failing(OnFailure.PARK)]), many_tasks(3)
    feed = Feed(log)
    loop = Projecting(feed, views, StillClock(), patience=Patience(first=60.0, most=60.0))

    async with running(loop), aclosing(feed.follow(0)) as rules:
        await loop.caught_up()
        log.tell("case.c.file", oddly("Poison"))
        acknowledge(log, 1)
        await views.reached(board.VIEW, 5)
        met = 0
        while met < 5:
            met = (await anext(rules))[-1].position
        waiting = views.position(NOTES)

    assert (waiting, [parked.position for parked in views.parked()]) == (3, [4])
    views.close()


async def test_a_view_that_was_late_goes_on_with_the_others_afterwards(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projecting_module, "LATE_SECONDS", 0.0)
    views = Views(tmp_path, [board.VIEW, failing(OnFailure.PARK)])
    log, heard = many_tasks(3), list[int]()
    loop = Projecting(log, views, StillClock(), patience=Patience(first=0.001, most=0.001))
    loop.subscribe(lambda position, _: heard.append(position))

    async with running(loop):
        await loop.caught_up()
        log.tell("case.c.file", oddly("Poison"))
        acknowledge(log, 1)
        await views.reached(NOTES, 5)
        acknowledge(log, 2)
        await views.reached(NOTES, 6)

    assert (views.position(board.VIEW), heard[-1], len(views.parked())) == (6, 6, 1)
    views.close()


async def test_what_every_view_was_late_with_is_told_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(projecting_module, "LATE_SECONDS", 0.01)
    views, log, heard = Views(tmp_path, [failing(OnFailure.PARK)]), many_tasks(3), list[int]()
    loop = Projecting(log, views, StillClock(), patience=Patience(first=0.02, most=0.02))
    loop.subscribe(lambda _, facts: heard.extend(fact.position for fact in facts))

    async with running(loop):
        await loop.caught_up()
        log.tell("case.c.file", oddly("Poison"))
        await views.reached(NOTES, 4)
        acknowledge(log, 1)
        await views.reached(NOTES, 5)

    assert heard == [1, 2, 3, 4, 5]
    views.close()
