"""The document put together: paths of the handlers, one for each action, with bodies, answers and problems.

Invariant: every operation says what it takes, what it answers and how it can go wrong, each with an example.
"""

from __future__ import annotations

import copy
from functools import cache
from typing import Any

import msgspec

from domain.context import LANGUAGE as PATTERN
from domain.context import LANGUAGE_LENGTH
from web.api import invitations, shapes
from web.api.described.bodies import REFERENCE, action_bodies
from web.api.described.examples import ANSWERS, FACT
from web.api.described.faults import FAULTS, TYPES
from web.api.problems import MEDIA_TYPE, Problem
from web.forms.commands import CASE, TASK

ANSWERED: dict[str, tuple[str, type[msgspec.Struct]]] = {
    "postToken": ("201", shapes.Token),
    "getMe": ("200", shapes.Me),
    "getBoard": ("200", shapes.Board),
    "getTask": ("200", shapes.Task),
    "actOnTask": ("200", shapes.Task),
    "getCases": ("200", shapes.Cases),
    "openCase": ("201", shapes.Case),
    "getCase": ("200", shapes.Case),
    "actOnCase": ("200", shapes.Case),
    "getTimeline": ("200", shapes.Timeline),
    "getInvitations": ("200", invitations.Invitations),
    "acceptInvitation": ("200", shapes.Case),
    "declineInvitation": ("200", invitations.Invitations),
}
SENT: dict[str, tuple[type[msgspec.Struct], dict[str, str]]] = {
    "postToken": (shapes.TokenRequest, {"email": "s.maes@police.example", "password": "a long one"}),
    "openCase": (shapes.OpenCase, {"country": "be"}),
    "declineInvitation": (invitations.Declining, {"ground": "not-competent"}),
}
ACTIONS = {"actOnTask": TASK, "actOnCase": CASE}
VERSIONED = frozenset({"getTask", "getCase", "actOnTask", "actOnCase", "openCase", "acceptInvitation"})
RECORDING = frozenset({*ACTIONS, "openCase", "acceptInvitation", "declineInvitation"})

KEY = {
    "name": "Idempotency-Key",
    "in": "header",
    "description": "A repeat with the same key and body changes nothing and returns the first answer.",
    "schema": {"type": "string", "minLength": 1, "maxLength": 255},
    "example": "8f1d0c52-claim",
}
MATCH = {
    "name": "If-Match",
    "in": "header",
    "description": "The version that was shown; where it is another by now, the answer is 409 with who was first.",
    "schema": {"type": "string"},
    "example": '"3"',
}
LANGUAGE = {
    "name": "Content-Language",
    "in": "header",
    "description": "The language that the words in the body are written in, as a BCP 47 tag; say nothing if unsure.",
    "schema": {"type": "string", "pattern": PATTERN, "maxLength": LANGUAGE_LENGTH},
    "example": "el",
}
ETAG = {"ETag": {"description": "The version.", "schema": {"type": "string"}, "example": '"3"'}}


def completed(made: dict[str, Any]) -> dict[str, Any]:
    """The framework's description *made* from the handlers, with everything it cannot know."""
    document = copy.deepcopy(made)
    document["components"]["schemas"] = schemas()
    document["components"]["responses"] = {f"Problem{status}": _problem(status) for status in FAULTS}
    paths: dict[str, Any] = {}
    for path, item in document["paths"].items():
        for method, operation in item.items():
            for where, described in _operations(path, operation):
                paths.setdefault(where, {})[method] = described
    document["paths"] = paths
    return document


@cache
def schemas() -> dict[str, Any]:
    """Every schema that the document refers to."""
    bodies, referred = action_bodies()
    kinds = [*ANSWERS, *(kind for kind, _ in SENT.values()), Problem]
    _, answers = msgspec.json.schema_components(kinds, ref_template=REFERENCE)
    answers["Problem"]["properties"]["type"] |= {"description": "Stable for ever.", "examples": TYPES}
    return {**referred, **answers, **bodies}


def _operations(path: str, operation: dict[str, Any]) -> list[tuple[str, dict[str, Any]]]:
    id_ = operation["operationId"]
    operation = {
        **operation,
        "responses": _responses(id_, about_one="{" in path),
        "parameters": _parameters(operation, id_),
    }
    operation.pop("deprecated", None)
    operation["summary"] = operation.get("description", "").split("\n", 1)[0] or operation["summary"]
    if id_ == "postToken":
        operation["security"] = []
    if id_ in SENT:
        kind, example = SENT[id_]
        operation["requestBody"] = _content(kind.__name__, example)
    if id_ not in ACTIONS:
        return [(path, operation)]
    return [
        (path.replace("{action}", slug), _action(operation, id_, entry.command)) for slug, entry in ACTIONS[id_].items()
    ]


def _action(operation: dict[str, Any], id_: str, command: type[Any]) -> dict[str, Any]:
    body = schemas()[command.__name__]
    parameters = [each for each in operation["parameters"] if each["name"] != "action"]
    summary = (command.__doc__ or "").strip().split("\n", 1)[0]
    name = f"{id_.removeprefix('actOn').lower()}{command.__name__}"
    described = {**operation, "operationId": name, "summary": summary, "parameters": parameters}
    return described | {
        "description": summary,
        "requestBody": _content(command.__name__, body["examples"][0], required="required" in body),
    }


def _content(name: str, example: object, *, required: bool = True) -> dict[str, Any]:
    schema = {"$ref": REFERENCE.format(name=name)}
    return {"required": required, "content": {"application/json": {"schema": schema, "example": example}}}


def _parameters(operation: dict[str, Any], id_: str) -> list[dict[str, Any]]:
    kept = [
        {key: value for key, value in each.items() if key != "deprecated"} for each in operation.get("parameters", ())
    ]
    if id_ in ACTIONS:
        return [*kept, KEY, MATCH, LANGUAGE]
    return [*kept, KEY] if id_ in RECORDING else kept


def _responses(id_: str, *, about_one: bool) -> dict[str, Any]:
    problems = {
        str(status): {"$ref": f"#/components/responses/Problem{status}"}
        for status in _statuses(id_, about_one=about_one)
    }
    if id_ == "getEvents":
        stream = {"text/event-stream": {"schema": {"type": "string"}, "example": FACT}}
        return {"200": {"description": "The stream.", "content": stream}, **problems}
    status, kind = ANSWERED[id_]
    example = msgspec.to_builtins(ANSWERS[kind])
    answer = {"description": _first_line(kind), "content": _content(kind.__name__, example)["content"]}
    if id_ in VERSIONED:
        answer["headers"] = ETAG
    left = {"204": {"description": "Done; you no longer see it."}} if id_ in ACTIONS else {}
    return {status: answer, **left, **problems}


def _first_line(kind: type[Any]) -> str:
    return (kind.__doc__ or "").split("\n", 1)[0]


def _statuses(id_: str, *, about_one: bool) -> list[int]:
    changing = id_ in ACTIONS or id_ in SENT
    found = [401, 403, 429, 500, 503] + ([404] if about_one or id_ == "openCase" else [])
    found += [408, 413, 422] if changing else []
    found += [400] if id_ in ("getBoard", "getTimeline") else []
    found += [422] if id_ == "getTimeline" else []
    found += [409, 507] if id_ in RECORDING else []
    return sorted(found)


def _problem(status: int) -> dict[str, Any]:
    example = FAULTS[status]
    content = {
        MEDIA_TYPE: {"schema": {"$ref": REFERENCE.format(name="Problem")}, "example": msgspec.to_builtins(example)}
    }
    answer: dict[str, Any] = {"description": example.title, "content": content}
    if status in (429, 503):
        answer["headers"] = {"Retry-After": {"description": "Seconds.", "schema": {"type": "integer"}, "example": 2}}
    return answer
