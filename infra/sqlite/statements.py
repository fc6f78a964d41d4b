"""The SQL of a view's file, made from the view's columns and indexes.

Invariant: values travel as parameters, and every name in the text of a statement is one the view declares.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from projections.views import Value, View

Where = Mapping[str, Value | Sequence[Value]]
_NAME = re.compile(r"[a-z][a-z_]*")

KEY = "key"
POSITION = "position"
"""In a view with one document for each fact this is the key, and no column beside it."""


class UnknownColumn(ValueError):
    """A query names a column that the view does not declare."""


def create(view: View[Any]) -> list[str]:
    """The statements that make an empty file of *view*."""
    columns = "".join(f", {_quoted(view, column)}" for column in view.columns)
    # What is NULL is looked for by nobody: leaving it out keeps the index of a rare thing small.
    indexes = [
        f'CREATE INDEX IF NOT EXISTS "by_{"_".join(index)}" ON documents ({_list(view, index)})'
        f" WHERE {_quoted(view, index[0])} IS NOT NULL"
        for index in view.indexes
    ]
    kind = "INTEGER" if view.one_each else "TEXT"
    return [
        f"CREATE TABLE IF NOT EXISTS documents (key {kind} PRIMARY KEY{columns}, body BLOB NOT NULL)",
        *indexes,
        "CREATE TABLE IF NOT EXISTS parked (position INTEGER PRIMARY KEY, body BLOB NOT NULL)",
    ]


def fingerprint(view: View[Any]) -> int:
    """A number that changes with the shape of rows and documents; kept in the file as its ``user_version``."""
    shape = "\n".join([*create(view), *view.document.__struct_fields__])
    return zlib.crc32(shape.encode()) & 0x7FFF_FFFF


def upsert(view: View[Any], count: int) -> str:
    """The statement that writes *count* documents: key, columns, body of each."""
    names = ["key", *(_quoted(view, column) for column in view.columns), "body"]
    changes = ", ".join(f"{name} = excluded.{name}" for name in names[1:])
    rows = ", ".join([f"({', '.join('?' * len(names))})"] * count)
    return f"INSERT INTO documents VALUES {rows} ON CONFLICT (key) DO UPDATE SET {changes}"  # noqa: S608


def select(
    view: View[Any], what: str, where: Where | None, at_most: Mapping[str, Value] | None
) -> tuple[str, list[Value]]:
    """The text and the parameters of a query for *what*."""
    terms, values = [], list[Value]()
    for column, wanted in (where or {}).items():
        term, more = _equals(_quoted(view, column), wanted)
        terms.append(term)
        values += more
    for column, limit in (at_most or {}).items():
        terms.append(f"{_quoted(view, column)} <= ?")
        values.append(limit)
    text = f"SELECT {what} FROM documents"  # noqa: S608
    return (f"{text} WHERE {' AND '.join(terms)}" if terms else text), values


def order(view: View[Any], by: Sequence[str], never_null: Collection[str] = ()) -> str:
    """The ORDER BY clause: a leading ``-`` means descending, NULL comes last, the key settles ties.

    Where a column is *never_null* in the answer, or descends, NULL comes last anyway; unsaid, an index can be used.
    """
    parts = []
    for name in by:
        if name.startswith("-"):
            parts.append(f"{_quoted(view, name[1:])} DESC")
        else:
            column = _quoted(view, name)
            parts.append(column if name in never_null or column == KEY else f"{column} NULLS LAST")
    return f" ORDER BY {', '.join([*parts, KEY])}" if parts else ""


def columns(view: View[Any], names: Iterable[str]) -> str:
    """The named columns, as a query lists them."""
    return _list(view, names)


def _equals(name: str, wanted: Value | Sequence[Value]) -> tuple[str, list[Value]]:
    if wanted is None:
        return f"{name} IS NULL", []
    if isinstance(wanted, str) or not isinstance(wanted, Sequence):
        return f"{name} = ?", [wanted]
    return f"{name} IN ({', '.join('?' * len(wanted))})", list(wanted)


def _list(view: View[Any], names: Iterable[str]) -> str:
    return ", ".join(_quoted(view, name) for name in names)


def _quoted(view: View[Any], name: str) -> str:
    if name == KEY or (view.one_each and name == POSITION):
        return KEY
    if name not in view.columns or not _NAME.fullmatch(name):
        raise UnknownColumn(f"the view {view.name} has no column {name!r}")
    return f'"{name}"'
