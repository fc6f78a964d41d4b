"""Which fields of a fact are codes that may leave in an event log, and what kind of value each is.

Invariant: what is not plainly a code, a number, a yes or no, or a moment stays out; identifiers and texts do, sealed or
not, and so does whatever a release does not know.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Iterable, Mapping
from datetime import datetime
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

from domain.events import REGISTER
from web.texts.wording import AGENCIES

Value = str | int | bool

CODES_OF_RULES = frozenset({"code", "outcome", "because", "counts"})
"""Texts that are codes of a playbook: their form is checked when it is published."""

UNTOLD = frozenset({"worrying", "first", "last", "size"})
"""Numbers that say something about a child, or how much has happened that a reader knows nothing of."""


@cache
def told_fields(name: str) -> frozenset[str]:
    """The fields of the fact called *name* that are codes."""
    kind = REGISTER.get(name)
    if kind is None:
        return frozenset()
    hints = get_type_hints(kind.cls)
    return frozenset(
        field
        for field in kind.cls.__struct_fields__
        if field not in kind.private
        and field not in UNTOLD
        and (field in CODES_OF_RULES or all(_is_code(each) for each in _plain(hints[field])))
    )


def _plain(hint: Any) -> Iterable[Any]:  # noqa: ANN401 - a type is any
    """The types that *hint* is made of, without None and without what several of them stand in."""
    if get_origin(hint) in {Union, types.UnionType, tuple}:
        return [each for part in get_args(hint) if part not in {type(None), ...} for each in _plain(part)]
    return [hint]


def _is_code(kind: Any) -> bool:  # noqa: ANN401 - a type is any
    return isinstance(kind, type) and issubclass(kind, enum.Enum | bool | int | datetime)


def codes_of(name: str, fields: Mapping[str, Any]) -> dict[str, Value]:
    """What of the *fields* in clear of the fact called *name* may leave, as one value each."""
    told = told_fields(name)
    return {
        field: _value(value)
        for field, value in sorted(fields.items())
        if field in told and value is not None and value not in ((), [], "")
    }


def _value(value: object) -> Value:
    if isinstance(value, bool | int):
        return value
    if isinstance(value, list | tuple):
        return ",".join(str(_value(each)) for each in value)
    if isinstance(value, datetime):
        return value.isoformat()
    return str(value)


def agencies_in(name: str, fields: Mapping[str, Any], known: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The agencies that the fact called *name* names, as the field and the agency; only those that are *known*."""
    if name not in REGISTER:
        return ()
    there = set(known)
    return tuple((field, str(fields[field])) for field in sorted(AGENCIES & fields.keys()) if fields[field] in there)
