"""What a stored fact is, and the one register of their names.

Invariant: a name is explicit, permanent and registered once; it is never derived from where a class lives.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, ClassVar, TypeVar, get_args, get_type_hints

import msgspec

from domain.privacy import Private, Purpose

_NAME = re.compile(r"[A-Z][A-Za-z]{2,60}")


class Event(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=False, gc=False):
    """A fact in the past tense. Subclasses are storage formats: see :func:`stored_as`.

    Facts and what is around them never refer to themselves, so that nobody has to look for circles among them.
    """

    NAME: ClassVar[str] = ""
    SCHEMA: ClassVar[int] = 1


class Unknown(Event, frozen=True, kw_only=True):
    """A fact whose name this release does not know. It is kept, shown and counted, never dropped."""

    name: str
    fields: Mapping[str, Any]


def as_they_were(fields: dict[str, Any]) -> dict[str, Any]:
    """*fields* of a schema to which the next one only added what may be left out."""
    return fields


@dataclass(frozen=True)
class Upcaster:
    """Lifts the fields of one older schema version to the next; pure, and kept for ever."""

    from_schema: int
    lift: Callable[[dict[str, Any]], dict[str, Any]] = as_they_were


@dataclass(frozen=True)
class EventType:
    """One registered name: its class, its schema version, the ladder from older versions, its private fields.

    *codes* are the code lists of those private fields whose text is made of codes.
    """

    name: str
    cls: type[Event]
    schema: int
    upcasters: tuple[Upcaster, ...]
    private: Mapping[str, Purpose]
    codes: Mapping[str, type[enum.Enum]]


REGISTER: dict[str, EventType] = {}

E = TypeVar("E", bound=Event)


class BadEventType(TypeError):
    """An event class cannot be registered as it is."""


def stored_as(name: str, *, schema: int = 1, upcasters: tuple[Upcaster, ...] = ()) -> Callable[[type[E]], type[E]]:
    """Register an event class under its permanent *name*.

    Refuses (:class:`BadEventType`) a name that is taken or not a past-tense looking identifier, a ladder of
    upcasters with a gap, and a field with private text that names no purpose or is more than one text.
    """

    def register(cls: type[E]) -> type[E]:
        if name in REGISTER or not _NAME.fullmatch(name):
            raise BadEventType(f"the event name {name!r} is taken or malformed")
        if [u.from_schema for u in upcasters] != list(range(1, schema)):
            raise BadEventType(f"{name} needs one upcaster for each schema version before {schema}")
        cls.NAME = name
        cls.SCHEMA = schema
        private = _private_fields(name, cls)
        REGISTER[name] = EventType(name, cls, schema, upcasters, private, _code_lists(cls, private))
        return cls

    return register


def _private_fields(name: str, cls: type[Event]) -> dict[str, Purpose]:
    found: dict[str, Purpose] = {}
    for field, hint in get_type_hints(cls, include_extras=True).items():
        purposes = [meta for meta in getattr(hint, "__metadata__", ()) if isinstance(meta, Purpose)]
        if purposes:
            found[field] = purposes[0]
        elif _mentions_private(hint):
            raise BadEventType(f"{name}.{field} is private and must be one text that names its purpose")
    return found


def _code_lists(cls: type[Event], private: Mapping[str, Purpose]) -> dict[str, type[enum.Enum]]:
    hints = get_type_hints(cls, include_extras=True)
    said = {field: getattr(hints[field], "__metadata__", ()) for field in private}
    return {field: meta for field in private for meta in said[field] if isinstance(meta, type)}


def _mentions_private(hint: object) -> bool:
    """Whether private text hides in *hint*: bare, optional, in a tuple or in a struct, where nothing would seal it."""
    if hint in get_args(Private):
        return True
    if isinstance(hint, type) and issubclass(hint, msgspec.Struct):
        return any(map(_mentions_private, get_type_hints(hint, include_extras=True).values()))
    return any(map(_mentions_private, get_args(hint)))


def event_name(event: Event) -> str:
    """The permanent name of *event*, also when it is unknown here."""
    return event.name if isinstance(event, Unknown) else event.NAME
