"""An event log as a table, and as lines of JSON.

Invariant: whatever a text holds, no program that opens the table takes a part of it for a formula or for another row.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence

import msgspec
from msgspec.structs import asdict

from web.eventlog.happenings import Happening

COLUMNS = tuple(name for name in Happening.__struct_fields__ if name not in {"codes", "others"})

_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff]|[\ud800-\udfff]")
_BEGINS = re.compile(r"(^|[,;|\"])(\s*)(?=[=+\-@＝＋－＠﹢﹣﹦﹫−])")  # noqa: RUF001 - the wide signs are meant
"""Where a cell begins, or would for a program that splits at another sign than the comma, with what makes a formula."""


def cell(text: str) -> str:
    """*text* as a cell that no program takes for a formula: where one would begin, it gets a mark in front.

    A line break or another sign that is not seen becomes a space.
    """
    return _BEGINS.sub(r"\1\2'", _CONTROL.sub(" ", text))


def written(heads: Sequence[str], rows: Iterable[Sequence[object]]) -> bytes:
    """A table with these *heads* and *rows*, each cell safe and in quotation marks."""
    out = io.StringIO()
    writer = csv.writer(out, quoting=csv.QUOTE_ALL)
    writer.writerow(heads)
    writer.writerows([cell(_text(value)) for value in row] for row in rows)
    return out.getvalue().encode()


def _text(value: object) -> str:
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)


def as_csv(log: Sequence[Happening]) -> bytes:
    """*log* as a table with a row for each fact; its codes are in one cell, and so are other agencies it names."""
    return written(
        (*COLUMNS, "codes", "others"),
        (
            (
                *(getattr(each, name) for name in COLUMNS),
                " ".join(f"{name}:{_text(value)}" for name, value in each.codes.items()),
                " ".join(f"{other.field}:{other.agency}" for other in each.others),
            )
            for each in log
        ),
    )


def as_lines(log: Sequence[Happening]) -> bytes:
    """*log* as JSON, one object a line."""
    return b"".join(
        msgspec.json.encode({**asdict(each), "others": {other.field: other.agency for other in each.others}}) + b"\n"
        for each in log
    )
