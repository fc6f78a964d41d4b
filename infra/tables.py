"""Reading files that people write: TOML into frozen structs, with every fault at once and the line of each.

Invariant: nothing is guessed. What the struct does not know is a fault, and a file with a fault gives no value.
"""

import difflib
import enum
import re
import tomllib
from collections.abc import Mapping, Sequence
from datetime import timedelta
from functools import cache
from pathlib import Path
from types import UnionType
from typing import Any, TypeVar, Union, get_args, get_origin

import msgspec

from infra.faults import Misuse

T = TypeVar("T", bound=msgspec.Struct)

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(#.*)?$")
_KEY = re.compile(r"""\s*["']?([^\s"'=#\[\]{},]+)["']?\s*=""")
_AT_LINE = re.compile(r"\s*\(at line (\d+), column \d+\)|\s*\(at end of document\)")
_DURATION = re.compile(r"(?:(\d+)d)?\s*(?:(\d+)h)?\s*(?:(\d+)m)?")


class FileFault(msgspec.Struct, frozen=True, order=True):
    """One thing that is wrong, and where."""

    file: str
    line: int
    what: str

    def __str__(self) -> str:
        """In the form that editors jump to."""
        return f"{self.file}:{self.line}: {self.what}"


class FilesRefused(Misuse):
    """The files have faults; all of them are told at once, one a line."""

    def __init__(self, faults: Sequence[FileFault]) -> None:
        """Keep *faults* in the order of files and lines."""
        self.faults = tuple(sorted(set(faults)))
        super().__init__("\n".join(map(str, self.faults)))


class Table:
    """A TOML file as it was read, which remembers its lines and collects its faults."""

    def __init__(self, path: Path, name: str | None = None, text: str | None = None) -> None:
        """Read *path*, called *name* in faults, or the *text* that it held. What cannot be read is a fault too."""
        self.name = name or path.name
        self.faults: list[FileFault] = []
        self.data: dict[str, Any] = {}
        self._lines: dict[tuple[str, int, str], int] = {}
        self.text = ""
        try:
            self.text = text = path.read_text(encoding="utf-8") if text is None else text
            self.data = tomllib.loads(text)
        except OSError as error:
            self._add(1, f"cannot be read: {error.strerror}")
        except UnicodeDecodeError:
            self._add(1, "is not UTF-8 text")
        except tomllib.TOMLDecodeError as error:
            place = _AT_LINE.search(str(error))
            last = len(self.text.splitlines()) or 1
            self._add(int(place[1]) if place and place[1] else last, _AT_LINE.sub("", str(error)))
        else:
            self._lines = _lines_of(self.text)

    def rows(self, section: str) -> list[dict[str, Any]]:
        """The tables of the array *section*; anything else under that name is a fault."""
        rows = self.data.get(section, [])
        if isinstance(rows, list) and all(isinstance(row, dict) for row in rows):
            return rows
        self.fault(f"write [[{section}]] above each of its entries", "", 0, section)
        return []

    def fault(self, what: str, section: str = "", row: int = 0, key: str = "") -> None:
        """Note that *what* is wrong, at *key* of the given *row* of *section*, or at the nearest line above it."""
        while (line := self._lines.get((section, row, key)) or self._lines.get((section, row, ""))) is None and section:
            section, _, key = section.rpartition(".")
        self._add(line or 1, what)

    def place(self, section: str, row: int) -> str:
        """Where that *row* of *section* begins, as file and line."""
        return f"{self.name}:{self._lines.get((section, row, ''), 1)}"

    def _add(self, line: int, what: str) -> None:
        self.faults.append(FileFault(self.name, line, what))

    def convert(self, kind: type[T], table: Mapping[str, Any], section: str = "", row: int = 0) -> T | None:
        """The struct *kind* that *table* describes, or None once all its faults are noted."""
        before = len(self.faults)
        fields = _fields(kind)
        for key in table.keys() - fields.keys():
            near = difflib.get_close_matches(key, fields, 1)
            hint = f"; did you mean {near[0]}?" if near else ""
            self.fault(f"there is no {key} here{hint}", section, row, key)
        values: dict[str, Any] = {}
        for key, field in fields.items():
            if key in table:
                values[field.name] = self._value(field.type, table[key], section, row, key)
            elif field.required:
                self.fault(f"{key} is missing", section, row)
        return kind(**values) if len(self.faults) == before else None

    def _value(self, kind: Any, value: Any, section: str, row: int, key: str) -> Any:
        kind = _without_none(kind)
        if isinstance(kind, type) and issubclass(kind, msgspec.Struct) and isinstance(value, dict):
            return self.convert(kind, value, f"{section}.{key}".lstrip("."), row)
        try:
            if kind is timedelta:
                return duration(value)
            return msgspec.convert(value, kind)
        except (ValueError, msgspec.ValidationError) as error:
            self.fault(f"{key}: {error}{_choices(kind)}", section, row, key)
            return None


@cache
def _fields(kind: type[msgspec.Struct]) -> dict[str, msgspec.structs.FieldInfo]:
    # Reading the annotations of a struct takes longer than a row of a table, and there are hundreds of rows.
    return {field.encode_name: field for field in msgspec.structs.fields(kind)}


def duration(text: object) -> timedelta:
    """The duration that *text* such as 30m, 4h or 1d 12h says; refuses (ValueError) anything else, and none at all."""
    found = _DURATION.fullmatch(text) if isinstance(text, str) else None
    if not found or not any(found.groups()):
        raise ValueError(f"{text!r} is not a duration such as 30m, 4h or 1d 12h")
    days, hours, minutes = (int(part or 0) for part in found.groups())
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if not length:
        raise ValueError(f"{text!r} is no time at all")
    return length


def refuse_faults(*tables: Table) -> None:
    """Raise all faults of *tables* together, if there is one."""
    faults = [fault for table in tables for fault in table.faults]
    if faults:
        raise FilesRefused(faults)


def _without_none(kind: Any) -> Any:
    if get_origin(kind) in (Union, UnionType):
        rest = [part for part in get_args(kind) if part is not type(None)]
        return rest[0] if len(rest) == 1 else kind
    return kind


def _choices(kind: Any) -> str:
    parts = [kind, *get_args(kind)]
    for part in parts:
        if isinstance(part, type) and issubclass(part, enum.Enum):
            return "; choose from " + ", ".join(str(choice.value) for choice in part)
    return ""


def _lines_of(text: str) -> dict[tuple[str, int, str], int]:
    """The line of every header and every key. Keys inside inline tables and long strings are left out."""
    lines: dict[tuple[str, int, str], int] = {}
    counts: dict[str, int] = {}
    section, row, long = "", 0, ""
    for number, line in enumerate(text.splitlines(), start=1):
        if long:
            long = "" if long in line else long
            continue
        long = next((quote for quote in ('"""', "'''") if line.count(quote) % 2), "")
        if header := _HEADER.match(line):
            section = header[2]
            if header[1] == "[[":
                row = counts.get(section, -1) + 1
                counts[section] = row
            else:
                # A plain table below an array belongs to the array's last row.
                row = counts.get(section.rpartition(".")[0], 0)
            lines[section, row, ""] = number
        elif key := _KEY.match(line):
            lines.setdefault((section, row, key[1].partition(".")[0]), number)
    return lines
