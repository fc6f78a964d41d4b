"""A damaged file is found, set aside with a clear message and built anew; it is never fatal and never believed."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from infra.sqlite.file import ViewFile
from infra.sqlite.views import Views
from projections import board
from projections.keeping import ViewAway, ViewDamaged
from tests.sqlite.model import NOTES, acknowledge, file_of, many_tasks

LOG = many_tasks(300)


def built(folder: Path) -> Path:
    """A folder with a complete view, closed; its file."""
    views = Views(folder, [board.VIEW])
    views.models()[0].apply(LOG.facts, {})
    views.close()
    return file_of(folder, "board")


def _garbage(file: Path) -> None:
    file.write_bytes(b"this is no database " * 500)


def _torn_page(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * 4096)


def _cut_off(file: Path) -> None:
    with file.open("r+b") as stream:
        stream.truncate(4096 * 3 + 17)


def _other_release(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("PRAGMA user_version=7")
    connection.close()


@pytest.mark.parametrize("harm", [_garbage, _torn_page, _cut_off, _other_release])
def test_a_file_damaged_while_nobody_looked_is_set_aside_at_the_start(
    tmp_path: Path, harm: Callable[[Path], None]
) -> None:
    harm(built(tmp_path))
    told: list[str] = []
    kept = f"board-v{board.VIEW.version}.damaged"

    views = Views(tmp_path, [board.VIEW], told.append)
    views.models()[0].apply(LOG.facts, {})

    assert len(told) == 1
    assert told[0].startswith("The view board is damaged (")
    assert told[0].endswith(f"The damaged file is kept as {kept}.")
    assert (tmp_path / kept).exists()
    assert (views.count(board.VIEW), views.position(board.VIEW)) == (300, 300)
    views.close()


def _spoil_bodies(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE documents SET body = ?", (b"{",))
    connection.close()


def test_a_document_that_cannot_be_read_is_damage_and_the_view_is_away_until_it_is_built_anew(tmp_path: Path) -> None:
    _spoil_bodies(built(tmp_path))
    told: list[str] = []
    resets: list[str] = []
    views = Views(tmp_path, [board.VIEW], told.append)
    views.on_reset(lambda: resets.append("reset"))

    with pytest.raises(ViewAway, match="damaged and is being built anew"):
        views.get(board.VIEW, "task-0001")
    with pytest.raises(ViewAway, match="being built anew"):
        views.count(board.VIEW)
    views.models()[0].apply(LOG.facts, {})

    assert (len(told), resets) == (1, ["reset"])
    assert views.count(board.VIEW) == 300
    views.close()


def test_a_document_that_cannot_be_read_stops_the_fold_before_anything_is_written(tmp_path: Path) -> None:
    _spoil_bodies(built(tmp_path))
    views = Views(tmp_path, [board.VIEW])
    more = many_tasks(301)
    acknowledge(more, 7)

    with pytest.raises(ViewDamaged):
        views.models()[0].apply(more.facts, {})

    assert views.position(board.VIEW) == 300
    views.close()


def test_a_page_torn_while_the_file_is_open_is_found_when_it_is_read(tmp_path: Path) -> None:
    file = built(tmp_path)
    views = Views(tmp_path, [board.VIEW])
    with file.open("r+b") as stream:
        stream.seek(4096)
        stream.write(b"\xff" * (file.stat().st_size - 4096))
    views._shelves["board"].live._read("PRAGMA shrink_memory", [])

    with pytest.raises(ViewAway, match="board"):
        views.select(board.VIEW, {"agency": "agency-1"}, order_by=("due_at",))

    assert views.position(board.VIEW) == 0
    views.close()


def test_setting_aside_what_is_no_longer_live_does_nothing(tmp_path: Path) -> None:
    views = Views(tmp_path, [NOTES])
    old = views.models()[0]
    views.set_aside(old, "a test says so")
    fresh = views.models()[0]

    views.set_aside(old, "a test says so")

    assert views.models()[0] is fresh
    views.close()


def test_a_fold_that_ends_in_a_file_set_aside_meanwhile_moves_nobody(tmp_path: Path) -> None:
    views = Views(tmp_path, [NOTES])
    old = views.models()[0]

    with views._reading(NOTES):
        views.set_aside(old, "a test says so")
        old.apply(many_tasks(3).facts, {})

    assert (old.position, views.position(NOTES), views.count(NOTES)) == (3, 0, 0)
    views.close()


def test_a_file_that_was_deleted_is_built_anew(tmp_path: Path) -> None:
    views = Views(tmp_path, [NOTES])
    file_of(tmp_path, "notes").unlink()

    views.set_aside(views.models()[0], "a test says so")

    assert file_of(tmp_path, "notes").exists()
    views.close()


def test_a_file_that_cannot_be_opened_is_away_and_not_damaged(tmp_path: Path) -> None:
    with pytest.raises(ViewAway, match="The view notes cannot be used now"):
        ViewFile(NOTES, tmp_path / "nowhere" / "notes.sqlite")


def test_a_file_that_another_process_holds_is_away_and_not_damaged(tmp_path: Path) -> None:
    ViewFile(NOTES, tmp_path / "notes.sqlite").close()
    other = sqlite3.connect(tmp_path / "notes.sqlite")
    other.execute("BEGIN IMMEDIATE")

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("eventsourcing.sqlite.SQLITE3_DEFAULT_LOCK_TIMEOUT", 0.01)
        with pytest.raises(ViewAway, match="locked"):
            ViewFile(NOTES, tmp_path / "notes.sqlite")

    other.close()
