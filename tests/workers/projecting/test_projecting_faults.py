"""The projecting loop when something fails: stop, back off, park; a store or a view that is away; a damaged file."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from domain.ports import HistoryDamaged, StoreAway
from infra.sqlite.views import Views
from projections import board
from projections.keeping import ViewAway
from projections.views import Fact, OnFailure
from tests.projections.given.facts import FILE, START, Log
from tests.sqlite.model import NOTES, acknowledge, failing, file_of, many_tasks, oddly
from tests.workers.projecting.loops import projecting, running
from workers.folding import Patience


@pytest.fixture(name="views")
def _views(tmp_path: Path) -> Views:
    return Views(tmp_path, [board.VIEW, NOTES])


async def test_a_fact_that_cannot_be_folded_is_parked_visibly_and_the_rest_goes_on(tmp_path: Path) -> None:
    log = many_tasks(2)
    log.tell(FILE, oddly("Poison"), oddly("Fine"))
    views = Views(tmp_path, [board.VIEW, failing(OnFailure.PARK)])

    await projecting(log, views).drain()

    parked = views.parked()[0]
    assert (parked.view, parked.position, parked.event, parked.why, parked.at) == (
        "notes",
        3,
        "Poison",
        "Broken",
        START,
    )
    assert "Abena" not in repr(parked)
    assert (views.position(NOTES), views.count(NOTES)) == (4, 3)
    views.close()


@pytest.mark.parametrize(("how", "tries"), [(OnFailure.PARK, 3), (OnFailure.BACK_OFF, 3), (OnFailure.STOP, 1)])
async def test_each_strategy_tries_as_often_as_it_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: OnFailure, tries: int
) -> None:
    log, tried = many_tasks(1), list[Fact]()
    log.tell(FILE, oddly("Poison"))
    view = failing(how)

    def count(fact: Fact) -> tuple[str, ...]:
        tried.extend([fact] if fact.position == 2 else [])
        return (fact.originator,)

    monkeypatch.setitem(view.__dict__, "keys", count)
    views = Views(tmp_path, [view])

    await projecting(log, views).drain()

    assert len(tried) == tries
    views.close()


@pytest.mark.parametrize("how", [OnFailure.STOP, OnFailure.BACK_OFF])
async def test_a_view_that_stops_stands_before_the_fact_and_the_others_go_on(tmp_path: Path, how: OnFailure) -> None:
    log = many_tasks(20)
    log.tell(FILE, oddly("Poison"))
    many_tasks(3, log)
    views = Views(tmp_path, [board.VIEW, failing(how)])
    loop = projecting(log, views)

    await loop.drain()

    assert [(s.view, s.position, s.event, s.why) for s in loop.stopped] == [("notes", 21, "Poison", "Broken")]
    assert (views.position(NOTES), views.position(board.VIEW), loop.position) == (20, 24, 24)
    assert views.parked() == []
    views.close()


async def test_when_every_view_has_stopped_draining_ends(tmp_path: Path) -> None:
    log = Log()
    log.tell(FILE, oddly("Poison"))
    views = Views(tmp_path, [failing(OnFailure.STOP)])
    loop = projecting(log, views)

    await loop.drain()

    assert (len(loop.stopped), views.position(NOTES)) == (1, 0)
    views.close()


async def test_a_store_that_is_away_is_followed_again_from_where_the_views_are(views: Views) -> None:
    log = many_tasks(5)
    loop = projecting(log, views)
    log.faults = [StoreAway("away"), StoreAway("away")]

    await loop.drain()

    assert (views.count(board.VIEW), log.faults) == (5, [])
    views.close()


async def test_a_store_that_is_away_at_the_start_is_asked_again(views: Views, monkeypatch: pytest.MonkeyPatch) -> None:
    log, asked = many_tasks(5), list[int]()

    async def last() -> int:
        asked.append(1)
        if len(asked) < 3:
            raise StoreAway("away")
        return 5

    monkeypatch.setattr(log, "last_position", last)

    assert await projecting(log, views).drain() == 5
    views.close()


async def test_a_stopped_loop_does_not_ask_a_store_that_is_away_for_ever(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    log = Log()
    loop = projecting(log, views)

    async def last() -> int:
        loop.stop()
        raise StoreAway("away")

    monkeypatch.setattr(log, "last_position", last)

    with pytest.raises(StoreAway):
        await loop.run()
    views.close()


async def test_a_damaged_history_ends_the_loop_with_its_name(views: Views) -> None:
    log = many_tasks(2)
    log.faults = [HistoryDamaged(FILE, 1, 1, "the chain does not fit")]

    with pytest.raises(HistoryDamaged):
        await projecting(log, views).run()
    views.close()


async def test_a_view_that_is_locked_is_tried_again_until_it_is_free(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    model, tried = views.models()[1], list[int]()
    apply = model.apply

    def busy(*both: object) -> None:
        tried.append(1)
        if len(tried) < 6:
            raise ViewAway("notes", "database is locked")
        apply(*both)  # type: ignore[arg-type]

    monkeypatch.setattr(model, "apply", busy)

    await projecting(many_tasks(3), views).drain()

    assert (len(tried), views.count(NOTES), views.parked()) == (6, 3, [])
    views.close()


async def test_a_loop_that_is_stopped_while_a_view_is_away_says_so(
    views: Views, monkeypatch: pytest.MonkeyPatch
) -> None:
    loop = projecting(many_tasks(3), views)

    def busy(*_: object) -> None:
        loop.stop()
        raise ViewAway("notes", "disk is full")

    monkeypatch.setattr(views.models()[1], "apply", busy)

    with suppress(ViewAway):
        await loop.run()

    assert views.position(NOTES) == 0
    views.close()


def _spoil(tmp_path: Path) -> None:
    with sqlite3.connect(file_of(tmp_path, "notes")) as connection:
        connection.execute("UPDATE documents SET body = ?", (b"{",))
    connection.close()


async def _read(views: Views) -> None:
    with pytest.raises(ViewAway, match="built anew"):
        views.select(NOTES)


@pytest.mark.parametrize("found_by", ["reading", "folding"])
async def test_a_view_found_damaged_is_built_anew_from_the_log_while_the_others_go_on(
    views: Views, tmp_path: Path, found_by: str
) -> None:
    log = many_tasks(6)
    loop = projecting(log, views)

    async with running(loop):
        await views.reached(NOTES, 6)
        _spoil(tmp_path)
        if found_by == "reading":
            await _read(views)
        acknowledge(log, 2)
        await views.reached(NOTES, 7)

    assert sorted(note.seen for note in views.select(NOTES)) == [1, 1, 1, 1, 1, 2]
    assert views.count(board.VIEW) == 6
    views.close()


async def test_a_stopped_view_that_is_found_damaged_is_tried_again(tmp_path: Path) -> None:
    log = many_tasks(2)
    log.tell(FILE, oddly("Poison"))
    views = Views(tmp_path, [board.VIEW, failing(OnFailure.STOP)])
    loop = projecting(log, views)

    async with running(loop):
        await views.reached(board.VIEW, 3)
        await views.reached(NOTES, 2)
        _spoil(tmp_path)
        await _read(views)
        await views.reached(NOTES, 2)

    assert (views.count(NOTES), len(loop.stopped)) == (2, 1)
    views.close()


async def test_a_view_set_aside_before_the_loop_runs_is_fed_from_the_start(views: Views) -> None:
    log = many_tasks(3)
    await projecting(log, views).drain()
    loop = projecting(log, views)
    views.set_aside(views.models()[1], "a test says so")

    await loop.drain()

    assert views.count(NOTES) == 3
    views.close()


async def test_a_stop_that_comes_before_the_loop_runs_is_not_lost(views: Views) -> None:
    loop = projecting(many_tasks(3), views)
    loop.stop()

    await loop.run()

    assert views.position(NOTES) == 0
    views.close()


@pytest.mark.parametrize("fails", [1, 2, 3, 40, 4_000])
def test_waiting_doubles_up_to_a_bound(fails: int) -> None:
    patience = Patience(first=0.5, most=3.0)
    expected: Callable[[int], float] = lambda n: min(3.0, 0.5 * 2 ** (n - 1))  # noqa: E731

    assert patience.delay(fails) == expected(min(fails, 10))
