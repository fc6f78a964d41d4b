"""An event log as OCEL 2.0 in JSON: facts, and the cases, tasks, agencies and people that they are about.

Invariant: every type, attribute and object that is used is declared; an identifier stands for one object only.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from web.eventlog.codes import Value
from web.eventlog.happenings import Happening

OBJECT_TYPES = {
    "case": {"reference": "string"},
    "task": {"duty": "string"},
    "agency": {"role": "string", "country": "string"},
    "person": {},
}
OF_ALL = {
    "happened": "time",
    "until": "time",
    "approximate": "boolean",
    "late": "boolean",
    "exercise": "boolean",
    "audience": "string",
    "playbook": "string",
    "version": "string",
    "rule": "string",
}
"""The attributes that a fact of any kind may have."""

BEGINNING = "1970-01-01T00:00:00.000000Z"
"""Since when an attribute of an object holds that never changes."""


def as_ocel(log: Sequence[Happening]) -> bytes:
    """*log* as OCEL 2.0. The time of an event is when it was recorded; when it happened stands beside that."""
    objects: dict[str, dict[str, Any]] = {}
    events = [_event(each, objects) for each in log]
    kinds: dict[str, dict[str, str]] = {}
    for each in log:
        kinds.setdefault(each.name, dict(OF_ALL)).update({f"code.{key}": _type(v) for key, v in each.codes.items()})
    return msgspec.json.encode(
        {
            "objectTypes": _types(OBJECT_TYPES.items()),
            "eventTypes": _types(sorted(kinds.items())),
            "objects": list(objects.values()),
            "events": events,
        }
    )


def _types(declared: Iterable[tuple[str, dict[str, str]]]) -> list[dict[str, Any]]:
    return [
        {"name": name, "attributes": [{"name": key, "type": kind} for key, kind in attributes.items()]}
        for name, attributes in declared
    ]


def _type(value: Value) -> str:
    return "boolean" if isinstance(value, bool) else "integer" if isinstance(value, int) else "string"


def _text(value: Value) -> str:
    """*value* as the schema of OCEL has it, which knows texts alone: the declared type says how it is read."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _event(each: Happening, objects: dict[str, dict[str, Any]]) -> dict[str, Any]:
    case = _object(objects, "case", each.case, reference=each.reference)
    about = [(case, "of")]
    if each.task:
        task = _object(objects, "task", each.task, duty=each.duty)
        objects[task]["relationships"] = [{"objectId": case, "qualifier": "part of"}]
        about.append((task, "about"))
    about.append((_object(objects, "agency", each.agency, role=each.role, country=each.country), "recorded by"))
    about.append((_object(objects, "person", each.actor), "done by"))
    for field, agency, by in each.others:
        about.append((_object(objects, "agency", agency, role=by.role, country=by.country), field))
    told: dict[str, Value] = {name: getattr(each, name) for name in OF_ALL if getattr(each, name) != ""}
    told |= {f"code.{name}": value for name, value in each.codes.items()}
    return {
        "id": each.id,
        "type": each.name,
        "time": each.recorded,
        "attributes": [{"name": name, "value": _text(value)} for name, value in told.items()],
        "relationships": [{"objectId": id_, "qualifier": name} for id_, name in about],
    }


def _object(objects: dict[str, dict[str, Any]], kind: str, id_: str, **attributes: str) -> str:
    """The identifier of an object among *objects*, which it is put among; what was not known of it before is added."""
    key = f"{kind}:{id_}"
    found = objects.setdefault(key, {"id": key, "type": kind, "attributes": [], "relationships": []})
    there = {each["name"] for each in found["attributes"]}
    found["attributes"] += [
        {"name": name, "time": BEGINNING, "value": value}
        for name, value in attributes.items()
        if value and name not in there
    ]
    return key
