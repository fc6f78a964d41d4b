"""The connections to one view's file.

The library's pool keeps one prepared statement for each connection, gives connections out in turns, so that each has
other pages at hand, and takes a dozen locks to do so. A board takes a dozen small reads.

Invariant: a connection is in one hand at a time, and one that writes excludes others that do. A pool that was closed
hands out nothing more, and what comes back to it is closed.
"""

from __future__ import annotations

import sqlite3
from pathlib import Path

from eventsourcing.persistence import ConnectionPoolClosedError, ConnectionUnavailableError
from eventsourcing.sqlite import SQLiteConnection, SQLiteConnectionPool

LOCK_SECONDS = 5.0
"""How long a file that somebody else has locked is waited for."""

STATEMENTS = 128
"""So many prepared statements each connection keeps."""

WAL_PAGES = 4_000
CACHE_KIB = 16 * 1024
"""Of pages, for each connection that needs so many: the rows of one board lie on more than SQLite keeps by itself."""


class Pool(SQLiteConnectionPool):
    """The library's, but that the connection that came back last is given out first, prepared as it is."""

    def __init__(self, path: Path) -> None:
        """Open nothing yet."""
        super().__init__(db_name=str(path))

    def get_connection(self, timeout: float | None = None, *, is_writer: bool | None = None) -> SQLiteConnection:
        """A connection for one hand; for a writer once no other writes. Raises the library's errors."""
        if self._closed:
            raise ConnectionPoolClosedError
        if is_writer and not self._writer_lock.acquire(timeout=self.pool_timeout if timeout is None else timeout):
            raise ConnectionUnavailableError("another writer does not come to an end")
        try:
            connection = self._newest() or self._create_connection()
        except BaseException:
            if is_writer:
                self._writer_lock.release()
            raise
        connection.is_writer = is_writer
        self._in_use[id(connection)] = connection
        return connection

    def put_connection(self, conn: SQLiteConnection) -> None:
        """Take a connection back. Raises the library's error when the pool was closed in the meantime."""
        was_writer, conn.is_writer = conn.is_writer, None
        self._in_use.pop(id(conn), None)
        self._pool.append(conn)
        if was_writer:
            self._writer_lock.release()
        if self._closed:
            self._close_all()
            raise ConnectionPoolClosedError("the file was closed")

    def close(self) -> None:
        """Close every connection, also those in somebody's hand."""
        self._closed = True
        for connection in tuple(self._in_use.values()):
            connection.close()
        self._close_all()

    def _newest(self) -> SQLiteConnection | None:
        try:
            return self._pool.pop()
        except IndexError:
            return None

    def _close_all(self) -> None:
        while (connection := self._newest()) is not None:
            connection.close()

    def _create_connection(self) -> SQLiteConnection:
        plain = sqlite3.connect(
            self.db_name,
            isolation_level=None,
            check_same_thread=False,
            timeout=LOCK_SECONDS,
            cached_statements=STATEMENTS,
        )
        sizes = (f"wal_autocheckpoint={WAL_PAGES}", f"cache_size=-{CACHE_KIB}")
        try:
            for pragma in ("journal_mode=WAL", "synchronous=NORMAL", "temp_store=MEMORY", *sizes):
                plain.execute(f"PRAGMA {pragma}")
        except BaseException:
            plain.close()
            raise
        plain.row_factory = sqlite3.Row
        return SQLiteConnection(plain, max_age=None)
