"""The file of a process's own copy of the log: messages by originator and version, as far as one position.

A message comes here after its chain was verified. So that a load need not hash each of a hundred messages twice again,
every page of a history carries a seal over its bytes under a key that only this installation has: it says that these
are the messages that were verified, each at its position, in this order, and nobody without the key can say so.

Invariant: up to its position the file holds each history from its beginning and without a gap, or a mark that it does
not hold it. Messages and position are one transaction. What does not fit its seal is never returned.
"""

from __future__ import annotations

import hmac
import shutil
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import msgspec

from infra.nats.log.copying import CopyAway, CopyDamaged, End, Item, Passed
from infra.nats.log.message import NO_CHAIN, Entry, Tail

SHAPE = 1
"""Of the tables, and of :class:`Entry` in them; a file of another shape is made anew."""

TABLES = """
CREATE TABLE histories (
    originator TEXT PRIMARY KEY, number INTEGER NOT NULL, version INTEGER NOT NULL, seal BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE pages (place INTEGER PRIMARY KEY, entries BLOB NOT NULL, seal BLOB NOT NULL);
CREATE TABLE ends (
    one INTEGER PRIMARY KEY CHECK (one = 1), numbers INTEGER NOT NULL, position INTEGER NOT NULL, chain BLOB NOT NULL,
    seal BLOB NOT NULL
)"""
FIND = "SELECT number, version, seal FROM histories WHERE originator = ?"
READ = """
SELECT number, version, histories.seal, place, entries, pages.seal
FROM histories LEFT JOIN pages ON place BETWEEN number << 32 AND (number << 32) + (version - 1) / 16
WHERE originator = ? ORDER BY place"""
PAGE_OF = "SELECT place, entries, seal FROM pages WHERE place = ?"

PAGE = 16
"""So many messages on a page: one more is written by writing its page again. It stands in :data:`READ` as well."""

PAGE_BITS = 32
"""A page's place is the number of its history and its own in it, so that a history lies together."""

NOT_HELD = -1
"""The version of a history that the file does not hold."""

ROOM = 512 * 1024 * 1024
"""The copy stops growing before it takes the last of the disk from the log itself."""

AT_ONCE = 100
"""So many rows in one statement: each lets other threads in."""

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
SHORT_READ = sqlite3.SQLITE_IOERR | 2 << 8
WAIT_SECONDS = 5.0
CACHE_KIB = 8 * 1024
LIST = b"\xdd"
"""Begins a MessagePack list whose length follows in four bytes."""


class _Known(NamedTuple):
    """A history as far as the file has it."""

    number: int
    version: int

    def page(self, version: int) -> int:
        """The page of the message with that version."""
        return (self.number << PAGE_BITS) + (version - 1) // PAGE


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[Entry]).decode


class CopyFile:
    """Read by one thread and written by one; either may be the same."""

    def __init__(self, path: Path, key: bytes, room: int = ROOM) -> None:
        """Open or make the file at *path*, sealed under *key*; one that is damaged or sealed otherwise goes.

        It grows while more than *room* bytes of the disk are free.
        Raises :class:`CopyAway` when it can neither be opened nor made.
        """
        self._path = path
        self._key = key
        self._room = room
        self._lock = threading.Lock()
        """Who writes is not disturbed by who closes."""
        with _faults():
            path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        try:
            self._open()
        except CopyDamaged:
            self.renew()

    def close(self) -> None:
        """Close it; that folds the write-ahead log into the file."""
        with self._lock:
            for name in ("_reading", "_writing"):
                if (connection := getattr(self, name, None)) is not None:
                    connection.close()

    def renew(self) -> None:
        """Begin again with an empty file. Raises :class:`CopyAway`."""
        self.close()
        with _faults():
            for suffix in ("", "-wal", "-shm"):
                self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)
        self._open()

    def history(self, originator: str, tail: Tail | None) -> list[Entry] | None:
        """The entries of *originator* behind *tail*; None where the file does not hold the history.

        Raises :class:`CopyDamaged` and :class:`CopyAway`.
        """
        with _faults():
            # One statement, so that both parts are of one moment.
            rows = self._reading.execute(READ, (originator,)).fetchall()
        known = self._known(originator, rows[0][:3]) if rows else None
        if known is None or known.version == NOT_HELD:
            return None
        if tail is not None and tail.version >= known.version:
            return []
        entries = self._entries([self._checked(*row[3:]) for row in rows], known.version)
        if tail is None:
            return entries
        # What is remembered is in the same history, or one of the two is wrong.
        if entries[tail.version - 1].tail != tail:
            raise CopyDamaged("a history differs from what was read before")
        return entries[tail.version :]

    def end(self) -> End:
        """How far the file goes. Raises :class:`CopyDamaged` and :class:`CopyAway`."""
        with _faults():
            return self._end(self._reading)[1]

    def write(self, items: Sequence[Item]) -> int:
        """Keep *items*, which must adjoin what is kept; the position reached.

        Raises :class:`CopyDamaged` and :class:`CopyAway`.
        """
        with self._lock, _faults(), _transaction(self._writing) as writing:
            if shutil.disk_usage(self._path.parent).free < self._room:
                raise CopyAway("the disk is nearly full, and the log needs the rest")
            numbers, end = self._end(writing)
            fresh = [item for item in items if item.position > end.position]
            if not fresh or fresh[0].position != end.position + 1:
                return end.position
            found = self._find(writing, {item.originator for item in fresh})
            numbers -= len(found)
            pages = self._pages(writing, found, fresh, numbers)
            _insert(writing, "pages", [(place, page, self._seal(place, page)) for place, page in pages.items()])
            rows = [(name, *known, self._seal(name, *known)) for name, known in found.items()]
            _insert(writing, "histories", rows)
            last = fresh[-1]
            reached = (numbers + len(found), last.position, last.chain if isinstance(last, Entry) else b"")
            _insert(writing, "ends", [(1, *reached, self._seal(*reached))])
        return last.position

    def _open(self) -> None:
        with _faults():
            self._writing = _connect(self._path)
            with _transaction(self._writing) as writing:
                # Another process may have been first.
                if writing.execute("PRAGMA user_version").fetchone()[0] == 0:
                    self._make(writing)
            self._reading = _connect(self._path)
            shape = self._reading.execute("PRAGMA user_version").fetchone()[0]
        if shape != SHAPE:
            raise CopyDamaged("it was made by another release")
        self.end()

    def _make(self, writing: sqlite3.Connection) -> None:
        for statement in TABLES.split(";"):
            writing.execute(statement)
        empty = (0, 0, NO_CHAIN)
        _insert(writing, "ends", [(1, *empty, self._seal(*empty))])
        writing.execute(f"PRAGMA user_version={SHAPE}")

    def _seal(self, *parts: str | int | bytes) -> bytes:
        return hmac.digest(self._key, b"\x1f".join([_bytes(part) for part in parts]), "sha256")

    def _known(self, originator: str, row: tuple[int, int, bytes]) -> _Known:
        if self._seal(originator, *row[:2]) != row[2]:
            raise CopyDamaged("a history does not fit its seal")
        return _Known(*row[:2])

    def _checked(self, place: int, page: bytes, seal: bytes) -> bytes:
        if self._seal(place, page) != seal:
            raise CopyDamaged("a page does not fit its seal")
        return page

    def _end(self, connection: sqlite3.Connection) -> tuple[int, End]:
        """How many histories have a number, and how far the file goes."""
        row = connection.execute("SELECT numbers, position, chain, seal FROM ends").fetchone()
        if row is None or self._seal(*row[:3]) != row[3]:
            raise CopyDamaged("its end does not fit its seal")
        return row[0], End(*row[1:3])

    def _find(self, connection: sqlite3.Connection, originators: Iterable[str]) -> dict[str, _Known]:
        found: dict[str, _Known] = {}
        for originator in originators:
            row = connection.execute(FIND, (originator,)).fetchone()
            if row is not None:
                found[originator] = self._known(originator, row)
        return found

    def _pages(
        self, writing: sqlite3.Connection, found: dict[str, _Known], items: Sequence[Item], numbers: int
    ) -> dict[int, bytes]:
        """The pages that *items* lead to; *found* is brought up to date, and new histories get numbers."""
        pages: dict[int, bytes] = {}
        for item in items:
            known = found.get(item.originator) or _Known(numbers + len(found) + 1, 0)
            if known.version == NOT_HELD or isinstance(item, Passed) or item.version != known.version + 1:
                found[item.originator] = _Known(known.number, NOT_HELD)
                continue
            found[item.originator] = _Known(known.number, item.version)
            place = known.page(item.version)
            if place not in pages:
                pages[place] = self._begun(writing, place) if (item.version - 1) % PAGE else b""
            pages[place] += _encode(item)
        return pages

    def _begun(self, writing: sqlite3.Connection, place: int) -> bytes:
        page = writing.execute(PAGE_OF, (place,)).fetchone()
        if page is None:
            raise CopyDamaged("a page is missing")
        return self._checked(*page)

    def _entries(self, pages: Sequence[bytes], count: int) -> list[Entry]:
        try:
            return _decode(b"".join((LIST, count.to_bytes(4, "big"), *pages)))
        except msgspec.MsgspecError as fault:
            raise CopyDamaged("a page is missing") from fault


def _bytes(part: str | int | bytes) -> bytes:
    return part if isinstance(part, bytes) else str(part).encode()


def _connect(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        # Not mapped into memory, which would be faster: a file cut short behind our back would end the process.
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"cache_size=-{CACHE_KIB}"):
            connection.execute(f"PRAGMA {pragma}")
    except BaseException:
        connection.close()
        raise
    return connection


def _insert(connection: sqlite3.Connection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    for start in range(0, len(rows), AT_ONCE):
        some = rows[start : start + AT_ONCE]
        marks = ", ".join([f"({', '.join('?' * len(some[0]))})"] * len(some))
        values = [value for row in some for value in row]
        connection.execute(f"INSERT OR REPLACE INTO {table} VALUES {marks}", values)  # noqa: S608  our own names only


@contextmanager
def _transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _faults() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise CopyAway(str(error)) from error
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        if code is not None and (code & 0xFF in DAMAGE or code == SHORT_READ):
            raise CopyDamaged(str(error)) from error
        raise CopyAway(str(error)) from error
