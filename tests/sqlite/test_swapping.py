"""A view built anew takes the place of the live one while readers go on."""

from __future__ import annotations

import threading
from pathlib import Path
from typing import Self

import pytest

from infra.sqlite.views import Views
from projections import board
from projections.keeping import Difference
from projections.views import View
from tests.sqlite.model import NOTES, acknowledge, dump, file_of, many_tasks


@pytest.fixture(name="views")
def _views(tmp_path: Path) -> Views:
    views = Views(tmp_path, [board.VIEW])
    views.models()[0].apply(many_tasks(50).facts, {})
    return views


def test_what_is_built_from_the_same_facts_is_the_same(views: Views) -> None:
    built = views.build(board.VIEW)
    built.apply(many_tasks(50).facts, {})

    found = views.compare(built)

    assert found == Difference(before=50, after=50)
    assert found.same
    views.discard(built)
    views.close()


def test_differences_are_told_by_key_and_never_by_content(views: Views) -> None:
    log = many_tasks(49)
    acknowledge(log, 7)
    many_tasks(0, log).tell("case.c.task.extra", log.facts[0].event)
    built = views.build(board.VIEW)
    built.apply(log.facts, {})

    found = views.compare(built)

    assert found == Difference(before=50, after=50, missing=("extra",), surplus=("task-0049",), changed=("task-0007",))
    assert not found.same
    views.discard(built)
    views.close()


def test_after_the_swap_the_new_file_is_the_only_one_left(views: Views, tmp_path: Path) -> None:
    before = file_of(tmp_path, "board")
    built = views.build(board.VIEW)
    built.apply(many_tasks(60).facts, {})

    views.swap(built)

    assert (views.count(board.VIEW), views.position(board.VIEW)) == (60, 60)
    assert file_of(tmp_path, "board") != before
    views.close()
    again = Views(tmp_path, [board.VIEW])
    assert again.count(board.VIEW) == 60
    again.close()


def test_a_reader_in_the_middle_of_the_old_file_reads_it_to_the_end(views: Views, tmp_path: Path) -> None:
    built = views.build(board.VIEW)
    built.apply(many_tasks(60).facts, {})
    before = file_of(tmp_path, "board")

    with views._reading(board.VIEW) as old:
        views.swap(built)
        during = (old.count(None), before.exists(), views.count(board.VIEW))

    assert during == (50, True, 60)
    assert not before.exists()
    views.close()


class Readers:
    """Three threads that read the board over and over until they are told to end."""

    def __init__(self, views: Views) -> None:
        self.views = views
        self.counts: set[int] = set()
        self.faults: list[Exception] = []
        self.over = threading.Event()
        self.threads = [threading.Thread(target=self.read) for _ in range(3)]

    def read(self) -> None:
        while not self.over.is_set():
            try:
                self.counts.add(len(self.views.select(board.VIEW, {"running": True})))
            except Exception as fault:  # noqa: BLE001  none is expected, any is shown
                self.faults.append(fault)

    def __enter__(self) -> Self:
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.over.set()
        for thread in self.threads:
            thread.join()


def test_readers_in_other_threads_see_the_old_view_or_the_new_one_and_nothing_else(views: Views) -> None:
    with Readers(views) as readers:
        for size in (50, 60) * 5:
            built = views.build(board.VIEW)
            built.apply(many_tasks(size).facts, {})
            views.swap(built)

    assert (readers.faults, readers.counts <= {50, 60}) == ([], True)
    views.close()


def test_a_build_that_was_given_up_leaves_nothing_behind(views: Views, tmp_path: Path) -> None:
    built = views.build(board.VIEW)
    built.apply(many_tasks(3).facts, {})

    views.discard(built)
    views.discard(built)

    assert [file.name for file in tmp_path.iterdir() if "building" in file.name] == []
    assert views.count(board.VIEW) == 50
    views.close()


def test_a_kill_while_building_or_after_swapping_leaves_the_newest_finished_file(tmp_path: Path) -> None:
    views = Views(tmp_path, [NOTES])
    views.models()[0].apply(many_tasks(5).facts, {})
    views.close()
    live = file_of(tmp_path, "notes")
    newer = live.with_name("notes-v1.0002.sqlite")
    newer.write_bytes(live.read_bytes())
    (tmp_path / "notes-v1.building").write_bytes(b"half")

    again = Views(tmp_path, [NOTES])

    assert again.count(NOTES) == 5
    assert file_of(tmp_path, "notes") == newer
    assert not (tmp_path / "notes-v1.building").exists()
    again.close()


def test_files_of_earlier_versions_go_when_the_new_ones_are_ready(tmp_path: Path) -> None:
    old = Views(tmp_path, [NOTES, board.VIEW])
    old.models()[0].apply(many_tasks(5).facts, {})
    old.close()
    newer = View(name="notes", version=2, document=NOTES.document, keys=NOTES.keys, evolve=NOTES.evolve)
    views = Views(tmp_path, [newer])
    assert (views.count(newer), len(list(tmp_path.glob("notes-v1*")))) == (0, 1)

    views.forget_older_versions()

    assert list(tmp_path.glob("notes-v1*")) == []
    assert len(list(tmp_path.glob(f"board-v{board.VIEW.version}*.sqlite"))) == 1
    views.close()


def test_a_swapped_view_goes_on_from_its_position(views: Views) -> None:
    log = many_tasks(50)
    built = views.build(board.VIEW)
    built.apply(log.facts, {})
    views.swap(built)
    acknowledge(log, 3)
    before = dump(views, board.VIEW)

    views.models()[0].apply(log.facts, {})

    assert (views.position(board.VIEW), views.count(board.VIEW, {"state": "acknowledged"})) == (51, 1)
    assert len(before) == 50
    views.close()
