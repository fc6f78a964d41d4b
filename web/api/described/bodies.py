"""The bodies of actions, from the commands themselves.

Invariant: an example is a body that the action reads; a test reads each.
"""

from __future__ import annotations

import enum
import types
from collections.abc import Mapping
from datetime import date
from typing import Any, Union, get_args, get_origin, get_type_hints

import msgspec

from domain.commands import Entry
from web.api.requests import When
from web.forms.commands import CASE, FROM_DIRECTORY, STARTED_HERE, STARTING, TASK

REFERENCE = "#/components/schemas/{name}"

OF_AN_AGENCY = ("role", "country")
"""What inviting and bringing in take from the directory."""

WORDS = {
    "names": "Abena A.",
    "aliases": "Abi",
    "birth_date": "2011-04",
    "nationality": "Ghanaian",
    "languages": "Twi, English",
    "name": "L. Peeters",
    "contact": "by phone, day and night",
    "place": "Main station, by the north entrance",
    "point": "50.8353, 4.3361",
    "reason": "New information from the night shift.",
    "question": "Is a return known to you?",
    "answer": "No return is known to us.",
    "note": "Seen by two colleagues.",
    "outcome": "done",
    "because": "interpreter-awaited",
}
AN_ID = "0199c3f0a1b27c3d8e4f5a6b7c8d9e0f"
A_TIME = "2026-03-01T18:30:00Z"


def action_bodies() -> tuple[dict[str, dict[str, Any]], dict[str, Any]]:
    """The schema of each body by the name of its command, and the schemas these refer to."""
    entries = [*TASK.values(), *CASE.values()]
    _, schemas = msgspec.json.schema_components([entry.command for entry in entries], ref_template=REFERENCE)
    when = msgspec.json.schema(When, ref_template=REFERENCE)["$defs"]["When"]["properties"]
    bodies = {entry.command.__name__: _body(entry, schemas.pop(entry.command.__name__), when) for entry in entries}
    return bodies, schemas


def _body(entry: Entry, schema: dict[str, Any], when: Mapping[str, Any]) -> dict[str, Any]:
    properties, required = dict(schema["properties"]), set(schema.get("required", ()))
    if entry.slug in STARTING:
        required -= set(STARTED_HERE)
    if entry.slug == "hand-over":
        required.discard("to_agency")
    if entry.command in FROM_DIRECTORY:
        properties = {name: each for name, each in properties.items() if name not in OF_AN_AGENCY}
        required -= set(OF_AN_AGENCY)
    if entry.slug in CASE:
        properties |= when
    body = {**schema, "properties": properties, "required": sorted(required), "examples": [example_body(entry)]}
    return body if required else {name: value for name, value in body.items() if name != "required"}


def example_body(entry: Entry) -> dict[str, Any]:
    """A body that the action of *entry* reads."""
    hints = get_type_hints(entry.command)
    left_out = {*(STARTED_HERE if entry.slug in STARTING else ())}
    left_out |= set(OF_AN_AGENCY) if entry.command in FROM_DIRECTORY else set()
    found = {name: _example(name, hint) for name, hint in hints.items() if name not in left_out}
    return {**found, "occurred_at": A_TIME} if entry.slug in CASE else found


def _example(name: str, hint: object) -> object:
    arguments = [each for each in get_args(hint) if each is not type(None)]
    if get_origin(hint) in (Union, types.UnionType):
        return _example(name, arguments[0])
    if get_origin(hint) is tuple:
        return [_example(name, arguments[0])]
    if isinstance(hint, type) and issubclass(hint, enum.Enum):
        return next(iter(hint)).value
    if hint is not str:
        return A_TIME[:10] if hint is date else A_TIME
    return WORDS.get(name) or (AN_ID if _names_something(name) else "As the carer on duty told it.")


def _names_something(field: str) -> bool:
    return (
        field in STARTED_HERE
        or field in ("access", "agency", "guardian", "interviewer", "only", "subject")
        or field.endswith(("_agency", "_member"))
    )
