"""The connections to one view's file: few, warm, and one writer at a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError

from infra.sqlite.pool import Pool


@pytest.fixture(name="pool")
def _pool(tmp_path: Path) -> Iterator[Pool]:
    pool = Pool(tmp_path / "view.sqlite")
    yield pool
    pool.close()


def test_the_connection_that_came_back_last_goes_out_first(pool: Pool) -> None:
    one, other = pool.get_connection(), pool.get_connection()
    pool.put_connection(one)
    pool.put_connection(other)

    assert one is not other
    assert (pool.get_connection(), pool.get_connection()) == (other, one)


def test_a_second_writer_waits_and_readers_do_not(pool: Pool) -> None:
    writer = pool.get_connection(is_writer=True)
    pool.get_connection(is_writer=False)

    with pytest.raises(ConnectionUnavailableError):
        pool.get_connection(0.01, is_writer=True)
    pool.put_connection(writer)

    assert pool.get_connection(0.01, is_writer=True) is writer


def test_a_file_that_cannot_be_opened_leaves_room_for_the_next_writer(pool: Pool, tmp_path: Path) -> None:
    (tmp_path / "view.sqlite").mkdir()
    with pytest.raises(sqlite3.Error):
        pool.get_connection(is_writer=True)
    (tmp_path / "view.sqlite").rmdir()

    assert pool.get_connection(0.01, is_writer=True).is_writer


def test_what_comes_back_to_a_closed_pool_is_closed_and_nothing_more_goes_out(pool: Pool) -> None:
    away = pool.get_connection()
    pool.close()

    with pytest.raises(ConnectionPoolClosedError):
        pool.put_connection(away)
    with pytest.raises(ConnectionPoolClosedError):
        pool.get_connection()
    assert away.closed
