"""A view built anew beside the live one, with the same policy, compared and swapped."""

from __future__ import annotations

import asyncio
import sqlite3
from pathlib import Path

import pytest

from infra.sqlite.views import Views
from projections import board
from projections.keeping import Difference, ViewAway
from projections.views import Fact, OnFailure
from tests.projections.given.facts import FILE, Log
from tests.sqlite.model import NOTES, acknowledge, dump, failing, file_of, many_tasks, oddly
from tests.workers.projecting.loops import StillClock
from workers.folding import Patience
from workers.projecting import Projecting
from workers.rebuilding import CannotRebuild, Rebuilding

QUICK = Patience(first=0.0, most=0.0, attempts=2)


class Setting:
    """A log of forty tasks and one fact that is parked, followed by a loop; *views* are at its end."""

    def __init__(self, folder: Path, log: Log) -> None:
        self.log = log
        self.views = Views(folder, [board.VIEW, NOTES])
        self.loop = Projecting(log, self.views, StillClock(), patience=QUICK)
        self.told: list[tuple[int, int]] = []
        self.rebuilding = Rebuilding(
            log, self.views, StillClock(), self.loop, patience=QUICK, progress=lambda *both: self.told.append(both)
        )


def leftovers(folder: Path) -> list[Path]:
    return list(folder.glob("*.building"))


@pytest.fixture(name="setting")
async def _setting(tmp_path: Path) -> Setting:
    log = many_tasks(40, Log(batch=16))
    log.tell(FILE, oddly("Poison"), oddly("Fine"))
    setting = Setting(tmp_path, log)
    await setting.loop.drain()
    return setting


async def test_a_view_built_anew_is_the_view_that_followed_live_and_parks_the_same(setting: Setting) -> None:
    before, parked = dump(setting.views, NOTES), setting.views.parked()

    found = await setting.rebuilding.rebuild(NOTES)

    assert found == Difference(before=41, after=41)
    assert (dump(setting.views, NOTES), setting.views.parked()) == (before, parked)
    assert setting.told[-1] == (42, 42)
    setting.views.close()


async def test_a_live_view_that_went_astray_is_told_by_key_and_mended(setting: Setting, tmp_path: Path) -> None:
    with sqlite3.connect(file_of(tmp_path, "board")) as connection:
        connection.execute("DELETE FROM documents WHERE key = 'task-0003'")
    connection.close()

    found = await setting.rebuilding.rebuild(board.VIEW)

    assert (found.missing, found.surplus, found.changed) == (("task-0003",), (), ())
    assert setting.views.count(board.VIEW) == 40
    setting.views.close()


async def test_facts_that_come_while_it_is_built_are_in_both(setting: Setting) -> None:
    task = asyncio.create_task(setting.loop.run())
    rebuilding = asyncio.create_task(setting.rebuilding.rebuild(board.VIEW))
    for number in range(30):
        acknowledge(setting.log, number)
        await setting.views.reached(board.VIEW, 43 + number)
    found = await rebuilding
    acknowledge(setting.log, 31)
    await setting.views.reached(board.VIEW, 73)
    setting.loop.stop()
    await task

    assert found.same
    assert setting.views.count(board.VIEW, {"state": "acknowledged"}) == 31
    setting.views.close()


async def test_a_log_that_runs_ahead_of_the_live_view_is_built_up_to_the_live_view_only(setting: Setting) -> None:
    many_tasks(50, setting.log)

    found = await setting.rebuilding.rebuild(board.VIEW)

    assert (found.same, setting.views.position(board.VIEW), setting.views.count(board.VIEW)) == (True, 42, 40)
    setting.views.close()


async def test_an_empty_view_can_be_built_anew(tmp_path: Path) -> None:
    setting = Setting(tmp_path, Log())

    assert (await setting.rebuilding.rebuild(board.VIEW)).same
    setting.views.close()


async def test_a_new_view_that_stops_leaves_the_live_one_as_it_is(tmp_path: Path) -> None:
    view = failing(OnFailure.PARK)
    log = many_tasks(3)
    log.tell(FILE, oddly("Poison"))
    views = Views(tmp_path, [view])
    loop = Projecting(log, views, StillClock(), patience=QUICK)
    await loop.drain()
    before = file_of(tmp_path, "notes")

    with pytest.raises(CannotRebuild, match=r"stops at Poison, position 4 \(Broken\)"):
        await Rebuilding(log, views, StillClock(), loop, patience=QUICK).rebuild(failing(OnFailure.STOP))

    assert (file_of(tmp_path, "notes"), views.position(NOTES)) == (before, 4)
    assert leftovers(tmp_path) == []
    views.close()


async def test_a_disk_that_is_full_for_a_while_is_waited_for(setting: Setting, monkeypatch: pytest.MonkeyPatch) -> None:
    build, failed = setting.views.build, list[int]()

    def unreliable(view: object) -> object:
        built = build(view)  # type: ignore[arg-type,var-annotated]
        apply = built.apply

        def sometimes(facts: list[Fact], aside: dict[int, object]) -> None:
            failed.append(1)
            if len(failed) < 3:
                raise ViewAway("board", "disk is full")
            apply(facts, aside)  # type: ignore[arg-type]

        monkeypatch.setattr(built, "apply", sometimes)
        return built

    monkeypatch.setattr(setting.views, "build", unreliable)

    assert (await setting.rebuilding.rebuild(board.VIEW)).same
    setting.views.close()
