"""One example of every stored event type, made from its fields.

Invariant: the same type always gives the same example: a full one with every field, a bare one with what is required.
"""

from __future__ import annotations

import enum
from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

import msgspec
from msgspec import inspect

from domain.envelope import Draft, Meta
from domain.events import Event, EventType
from domain.privacy import Clear

ORIGINATOR = "case.0192f0c4a5b87c3d9e2f0a1b2c3d4e5f.file"
EVENT_ID = "0192f0c4a5b87c3d9e2f0a1b2c3d4e60"
MOMENT = datetime(2026, 3, 1, 21, 30, 0, 123456, tzinfo=UTC)


class Fill(enum.Enum):
    """How much of an example is filled in."""

    FULL = "full"
    BARE = "min"


@cache
def _type_info(kind: type[msgspec.Struct]) -> inspect.Type:
    return inspect.type_info(kind)


def draft_of(kind: EventType, fill: Fill) -> Draft:
    """A draft of an event of *kind*."""
    return Draft(id=EVENT_ID, meta=_struct(_type_info(Meta), fill), event=event_of(kind, fill))


def event_of(kind: EventType, fill: Fill) -> Event:
    """An event of *kind*."""
    info = _type_info(kind.cls)
    fields = {
        field.name: Clear(field.name) if field.name in kind.private else _value(field.type, field.name, fill)
        for field in getattr(info, "fields", ())
        if field.required or fill is Fill.FULL
    }
    return kind.cls(**fields)


def _struct(info: Any, fill: Fill) -> Any:
    fields = {
        field.name: _value(field.type, field.name, fill) for field in info.fields if field.required or fill is Fill.FULL
    }
    return info.cls(**fields)


_PLAIN: dict[type[inspect.Type], Callable[[str], Any]] = {
    inspect.NoneType: lambda _: None,
    inspect.BoolType: lambda _: True,
    inspect.IntType: lambda _: 7,
    inspect.FloatType: lambda _: 1.5,
    inspect.StrType: lambda name: name,
    inspect.DateTimeType: lambda _: MOMENT,
    inspect.DateType: lambda _: date(2026, 3, 1),
    inspect.TimeType: lambda _: time(21, 30),
    inspect.TimeDeltaType: lambda _: timedelta(hours=24),
}


def _value(info: Any, name: str, fill: Fill) -> Any:
    if type(info) in _PLAIN:
        return _PLAIN[type(info)](name)
    match info:
        case inspect.Metadata(type=inner):
            return _value(inner, name, fill)
        case inspect.UnionType(types=types):
            chosen = [part for part in types if not isinstance(part, inspect.NoneType)]
            return None if fill is Fill.BARE and len(chosen) < len(types) else _value(chosen[0], name, fill)
        case inspect.EnumType(cls=cls):
            return next(iter(cls))
        case inspect.LiteralType(values=values):
            return values[0]
        case inspect.StructType():
            return _struct(info, fill)
        case inspect.VarTupleType(item_type=item) | inspect.ListType(item_type=item):
            return (_value(item, name, fill),) if fill is Fill.FULL else ()
        case inspect.TupleType(item_types=items):
            return tuple(_value(item, name, fill) for item in items)
        case inspect.DictType(key_type=key, value_type=value):
            return {_value(key, name, fill): _value(value, name, fill)} if fill is Fill.FULL else {}
        case _:
            raise msgspec.ValidationError(f"no example for {type(info).__name__}")
