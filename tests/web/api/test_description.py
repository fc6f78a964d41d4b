"""The description of the API is whole, and its examples are true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import msgspec
import pytest

from tests.web.harness.program import Program
from tests.web.world import World
from web.api import shapes
from web.api.described.bodies import example_body
from web.api.problems import Problem
from web.api.requests import occurred_of
from web.forms.commands import CASE, TASK, case_command, task_command

SHAPES: dict[str, type[msgspec.Struct]] = {
    each.__name__: each
    for each in (shapes.Task, shapes.Board, shapes.Case, shapes.Cases, shapes.Timeline, shapes.Me, shapes.Token)
} | {"Problem": Problem, "TokenRequest": shapes.TokenRequest, "OpenCase": shapes.OpenCase}

Operation = dict[str, Any]


@pytest.fixture(name="document")
async def _document(world: World) -> dict[str, Any]:
    answer = await Program(world).http.get("/api/openapi.json")
    assert answer.status_code == 200
    found: dict[str, Any] = answer.json()
    return found


def operations(document: dict[str, Any]) -> Iterator[Operation]:
    for item in document["paths"].values():
        yield from item.values()


def references(part: object) -> Iterator[str]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part["$ref"]
        for each in part.values():
            yield from references(each)
    elif isinstance(part, list):
        for each in part:
            yield from references(each)


def resolve(document: dict[str, Any], reference: str) -> Any:
    found: Any = document
    for step in reference.removeprefix("#/").split("/"):
        found = found[step]
    return found


def contents(document: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """Every schema named in a body or an answer, with its example."""
    for operation in operations(document):
        answers = [resolve(document, a["$ref"]) if "$ref" in a else a for a in operation["responses"].values()]
        for each in [*answers, *([operation["requestBody"]] if "requestBody" in operation else [])]:
            for media in each.get("content", {}).values():
                yield media["schema"].get("$ref", "").rsplit("/", 1)[-1], media["example"]


async def test_it_is_openapi_three_one_with_a_token(document: dict[str, Any]) -> None:
    assert document["openapi"].startswith("3.1")
    assert document["components"]["securitySchemes"]["token"]["scheme"] == "bearer"


async def test_every_reference_leads_somewhere(document: dict[str, Any]) -> None:
    assert [each for each in set(references(document)) if not isinstance(resolve(document, each), dict)] == []


async def test_every_operation_has_a_name_of_its_own_and_a_summary(document: dict[str, Any]) -> None:
    names = [each["operationId"] for each in operations(document)]

    assert len(names) == len(set(names))
    assert [each["operationId"] for each in operations(document) if not each["summary"].endswith(".")] == []


async def test_every_action_has_an_address_with_its_body(document: dict[str, Any]) -> None:
    for where, commands in (("tasks/{task_id}", TASK), ("cases/{case_id}", CASE)):
        for slug, entry in commands.items():
            body = document["paths"][f"/api/v1/{where}/{slug}"]["post"]["requestBody"]
            assert body["content"]["application/json"]["schema"]["$ref"].endswith(f"/{entry.command.__name__}")


async def test_every_body_and_every_answer_has_an_example_of_its_shape(document: dict[str, Any]) -> None:
    for name, example in contents(document):
        if name in SHAPES:
            assert isinstance(msgspec.convert(example, SHAPES[name]), SHAPES[name])
        else:
            assert example is not None


async def test_every_operation_tells_how_it_can_go_wrong(document: dict[str, Any]) -> None:
    for operation in operations(document):
        problems = {int(status) for status in operation["responses"]} - {200, 201, 204}
        assert {401, 503} <= problems
        assert "requestBody" not in operation or {413, 422} <= problems


async def test_every_change_takes_a_key_and_a_version(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        if "post" in item and path != "/api/v1/tokens":
            names = {each["name"] for each in item["post"]["parameters"]}
            assert "Idempotency-Key" in names
            assert path == "/api/v1/cases" or "/invitations/" in path or "If-Match" in names


async def test_every_place_in_an_address_is_a_parameter(document: dict[str, Any]) -> None:
    for path, item in document["paths"].items():
        for operation in item.values():
            named = {each["name"] for each in operation["parameters"] if each["in"] == "path"}
            assert named == {part[1:-1] for part in path.split("/") if part.startswith("{")}


async def test_the_types_of_problems_are_listed(document: dict[str, Any]) -> None:
    types = document["components"]["schemas"]["Problem"]["properties"]["type"]["examples"]

    assert {"urn:lantern:problem:not-found", "urn:lantern:problem:task-already-claimed"} <= set(types)
    assert len(types) > 40


@pytest.mark.parametrize("slug", TASK)
def test_the_example_of_a_step_is_read_as_it(slug: str) -> None:
    assert isinstance(task_command(slug, example_body(TASK[slug])), TASK[slug].command)


@pytest.mark.parametrize("slug", CASE)
async def test_the_example_of_a_case_command_is_read_as_it(world: World, slug: str) -> None:
    when, body = occurred_of(example_body(CASE[slug]))
    body |= {"agency": "police-be"} if slug in {"invite-agency", "join-agency"} else {}

    command = case_command(world.services, slug, body, world.ids.new())

    assert when is not None
    assert isinstance(command, CASE[slug].command)
