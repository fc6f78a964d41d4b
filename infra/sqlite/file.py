"""One view in one file: rows, parked facts and position.

Invariant: rows and position are one transaction of the library's tracking recorder, so a kill at any moment leaves the
fold of the log up to some position.

WAL with ``synchronous=NORMAL``: a power cut may take the last transactions, whole, and they are folded again. ``OFF``
would be no faster where it matters (a commit does not sync either way) and could leave pages of different transactions
in one file, which no check would notice.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from functools import lru_cache, partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec
from eventsourcing.persistence import PersistenceError, Tracking
from eventsourcing.sqlite import (
    SQLiteCursor,
    SQLiteDatastore,
    SQLiteTrackingRecorder,
)

from infra.sqlite import statements
from infra.sqlite.pool import Pool
from infra.sqlite.statements import Where
from projections.keeping import CannotFold, ViewAway, ViewDamaged
from projections.kept import ClearText
from projections.views import D, Fact, Parked, Value, View

DAMAGE = frozenset({sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT})
SHORT_READ = sqlite3.SQLITE_IOERR | 2 << 8
KEYS_AT_ONCE = 30_000
UNWRITTEN = 1_000
"""So many facts that touch no document may go by before the file says so: after a restart they go by again."""

ROWS_AT_ONCE = 128
"""One statement writes so many rows: each statement lets other threads in, and each row by itself would do so too.

Fewer rows are written by a half, a quarter and so on of it, so that there are few statements and each is prepared once.
"""

PAGE = 4_096
LARGE_PAGE = 8_192
"""Where documents are only added, one beside the other: fewer pages to write, to sum up and to find."""

Touched = Sequence[tuple[Fact, Sequence[str]]]
Row = tuple[str | bytes | float | None, ...]
Query = Callable[[str, Sequence[Value]], list[sqlite3.Row]]
R = TypeVar("R")

_encode = msgspec.json.Encoder().encode


class _Datastore(SQLiteDatastore):
    def __init__(self, path: Path) -> None:
        super().__init__(str(path), originator_id_type="text")
        self.pool.close()
        self.pool = Pool(path)


def _refuse_no_database(path: Path, page: int) -> None:
    """Find out before the library does, which would leave its connection open. A new file has pages of *page* bytes."""
    with closing(sqlite3.connect(path)) as probe:
        probe.execute(f"PRAGMA page_size={page}")
        probe.execute("PRAGMA journal_mode=WAL")


class ViewFile(SQLiteTrackingRecorder, Generic[D]):
    """The documents of one view. Reads may come from any thread, writes from one at a time."""

    def __init__(self, view: View[D], path: Path, reached: Callable[[int], None] = lambda _: None) -> None:
        """Open or make the file; *reached* hears every new position.

        Raises :class:`ViewDamaged` or :class:`ViewAway`.
        """
        self.view = view
        self.path = path
        self.reached = reached
        self._decode = msgspec.json.Decoder(view.document).decode
        self._upsert = lru_cache(ROWS_AT_ONCE)(partial(statements.upsert, view))
        self._columns = tuple(view.columns.values())
        with self._faults(), ExitStack() as failing:
            _refuse_no_database(path, LARGE_PAGE if view.one_each else PAGE)
            datastore = _Datastore(path)
            failing.callback(datastore.close)
            super().__init__(datastore)
            self._check()
            self.create_table()
            self.position = self._written = self.max_tracking_id(view.name) or 0
            failing.pop_all()

    def construct_create_table_statements(self) -> list[str]:
        """The library's tracking table and the view's own tables."""
        mark = f"PRAGMA user_version={statements.fingerprint(self.view)}"
        return [*super().construct_create_table_statements(), *statements.create(self.view), mark]

    def close(self) -> None:
        """Write the position, if it went on without, and close; that folds the write-ahead log into the file."""
        if self.position > self._written:
            with suppress(ViewAway, ViewDamaged):  # then facts that touch nothing go by once more
                self._record([], [], self.position)
        self.datastore.close()

    def apply(self, facts: Sequence[Fact], aside: Mapping[int, Parked]) -> None:
        """See :meth:`projections.keeping.Model.apply`."""
        fresh = [fact for fact in facts if fact.position > self.position]
        if not fresh:
            return
        touched = self._touched([fact for fact in fresh if fact.position not in aside] if aside else fresh)
        parked = [aside[fact.position] for fact in fresh if fact.position in aside]
        last = fresh[-1].position
        if parked or last - self._written >= UNWRITTEN or any(keys for _, keys in touched):
            self._record(touched, parked, last)
        self.position = last
        self.reached(last)

    def _record(self, touched: Touched, parked: Sequence[Parked], last: int) -> None:
        with self._faults(), self.datastore.transaction(commit=True) as cursor:
            if self.view.one_each:
                self._put(cursor, self._each(touched))
            else:
                before = self._load(cursor, {key for _, keys in touched for key in keys})
                self._write(cursor, before, self._rows(before, touched))
            for fact in parked:
                cursor.execute("INSERT OR REPLACE INTO parked VALUES (?, ?)", (fact.position, _encode(fact)))
            self._insert_tracking(cursor, Tracking(self.view.name, last))
        self._written = last

    def get(self, key: str) -> D | None:
        """The document under *key*, or None."""
        rows = self._read("SELECT body FROM documents WHERE key = ?", [key])
        return self._document(rows[0][0]) if rows else None

    def select(
        self,
        where: Where | None,
        at_most: Mapping[str, Value] | None,
        by: Sequence[str],
        limit: int | None,
        offset: int,
    ) -> list[D]:
        """See :meth:`projections.views.Documents.select`."""
        text, values = statements.select(self.view, "body", where, at_most)
        text += statements.order(self.view, by, at_most or ())
        if limit is not None or offset:
            text, values = f"{text} LIMIT ? OFFSET ?", [*values, -1 if limit is None else limit, offset]
        return [self._document(row[0]) for row in self._read(text, values)]

    def values(self, columns: Sequence[str], where: Where | None) -> list[tuple[Value, ...]]:
        """See :meth:`projections.views.Documents.values`."""
        text, values = statements.select(self.view, statements.columns(self.view, columns), where, None)
        return [tuple(row) for row in self._read(text, values)]

    def count(self, where: Where | None) -> int:
        """See :meth:`projections.views.Documents.count`."""
        text, values = statements.select(self.view, "COUNT(*)", where, None)
        return int(self._read(text, values)[0][0])

    def parked(self) -> list[Parked]:
        """The facts set aside, in log order."""
        rows = self._read("SELECT body FROM parked ORDER BY position", [])
        return [msgspec.json.decode(row[0], type=Parked) for row in rows]

    def beside(self, other: Path, ask: Callable[[Query], R]) -> R:
        """Let *ask* query this file as ``main`` together with the file *other* as ``built``."""
        with self._faults(), self.datastore.get_connection(commit=False) as connection, connection.cursor() as cursor:
            cursor.execute("ATTACH DATABASE ? AS built", [str(other)])
            try:
                return ask(lambda text, values: cursor.execute(text, values).fetchall())
            finally:
                cursor.execute("DETACH DATABASE built")

    def _read(self, text: str, values: Sequence[Value]) -> list[sqlite3.Row]:
        with self._faults(), self.datastore.get_connection(commit=False) as connection, connection.cursor() as cursor:
            return cursor.execute(text, values).fetchall()

    def _document(self, body: bytes) -> D:
        try:
            return self._decode(body)
        except msgspec.DecodeError as error:
            raise ViewDamaged(self.view.name, "a document cannot be read") from error

    def _touched(self, facts: Sequence[Fact]) -> Touched:
        touched = []
        for fact in facts:
            try:
                touched.append((fact, self.view.keys(fact)))
            except Exception as error:
                raise CannotFold(self.view.name, fact, error) from error
        return touched

    def _load(self, cursor: SQLiteCursor, keys: set[str]) -> dict[str, D | None]:
        wanted = list(keys)
        found: dict[str, D | None] = {}
        for start in range(0, len(wanted), KEYS_AT_ONCE):
            some = wanted[start : start + KEYS_AT_ONCE]
            marks = ", ".join("?" * len(some))
            cursor.execute(f"SELECT key, body FROM documents WHERE key IN ({marks})", some)  # noqa: S608
            found |= {row[0]: self._document(row[1]) for row in cursor.fetchall()}
        return found

    def _each(self, touched: Touched) -> Iterator[Row]:
        """The rows of a view with one document for each fact, which is forgotten as soon as its row is made."""
        for fact, keys in touched:
            try:
                for key in keys:
                    if (document := self.view.evolve(None, fact)) is not None:
                        yield self._row(key, document)
            except Exception as error:
                raise CannotFold(self.view.name, fact, error) from error

    def _rows(self, before: Mapping[str, D | None], touched: Touched) -> dict[str, Row | None]:
        after: dict[str, D | None] = {}
        for fact, keys in touched:
            try:
                for key in keys:
                    after[key] = self.view.evolve(after[key] if key in after else before.get(key), fact)
            except Exception as error:
                raise CannotFold(self.view.name, fact, error) from error
        try:
            return {key: None if document is None else self._row(key, document) for key, document in after.items()}
        except Exception as error:
            self._blame(before, touched)
            raise CannotFold(self.view.name, touched[-1][0], error) from error

    def _blame(self, before: Mapping[str, D | None], touched: Touched) -> None:
        """Raise for the first fact whose documents cannot be stored. Folding one by one is slow, and rarely needed."""
        after = dict(before)
        for fact, keys in touched:
            try:
                for key in keys:
                    document = after[key] = self.view.evolve(after.get(key), fact)
                    _ = document and self._row(key, document)
            except Exception as error:
                raise CannotFold(self.view.name, fact, error) from error

    def _row(self, key: str, document: D) -> Row:
        body = _encode(document)
        if b'"type":"clear"' in body:  # quotes within a text are escaped, so this is a tag
            raise ClearText
        return (key, *[column(document) for column in self._columns], body)

    def _write(self, cursor: SQLiteCursor, before: Mapping[str, D | None], after: Mapping[str, Row | None]) -> None:
        self._put(cursor, (row for row in after.values() if row is not None))
        gone = [(key,) for key, row in after.items() if row is None and before.get(key) is not None]
        cursor.executemany("DELETE FROM documents WHERE key = ?", gone)

    def _put(self, cursor: SQLiteCursor, rows: Iterator[Row]) -> None:
        while some := list(islice(rows, ROWS_AT_ONCE)):
            while some:
                count = 1 << len(some).bit_length() - 1
                cursor.execute(self._upsert(count), list(chain.from_iterable(some[:count])))
                some = some[count:]

    def _check(self) -> None:
        if (verdict := self._read("PRAGMA quick_check(1)", [])[0][0]) != "ok":
            raise ViewDamaged(self.view.name, str(verdict).splitlines()[0])
        shape = self._read("PRAGMA user_version", [])[0][0]
        if shape not in (0, statements.fingerprint(self.view)):
            raise ViewDamaged(self.view.name, "it was made by another release")

    @contextmanager
    def _faults(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.Error, PersistenceError) as error:
            raise self._named(error) from error

    def _named(self, error: Exception) -> ViewAway | ViewDamaged:
        first: Any = error if isinstance(error, sqlite3.Error) else error.__cause__
        code = getattr(first, "sqlite_errorcode", None)
        if code is not None and (code & 0xFF in DAMAGE or code == SHORT_READ):
            return ViewDamaged(self.view.name, str(first))
        return ViewAway(self.view.name, str(first or error))
