"""Requests made from the description of the API, such as it allows and such as it forbids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import httpx
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from schemathesis.checks import not_a_server_error
from schemathesis.config import SchemathesisConfig
from schemathesis.core.failures import FailureGroup
from schemathesis.generation import GenerationMode
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
ALLOWED, FORBIDDEN = GenerationMode.POSITIVE, GenerationMode.NEGATIVE

STREAM = "getEvents"
"""It never ends by itself: `tests/web/live` looks at it."""


def operations(document: dict[str, Any]) -> list[Any]:
    """The operations that *document* describes, but the stream."""
    described = schemathesis.openapi.from_dict(document, config=SchemathesisConfig())
    found: list[Any] = [result.ok() for result in described.get_all_operations()]  # type: ignore[union-attr]  # or it raises
    return [each for each in found if each.definition.raw["operationId"] != STREAM]


def requests(operation: Any, mode: GenerationMode, many: int, luck: int) -> Sequence[Any]:
    """So *many* requests to *operation*, as the description has them or as it does not."""
    found: list[Any] = []

    @seed(luck)
    @settings(max_examples=many, database=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    @given(operation.as_strategy(generation_mode=mode))
    def draw(case: Any) -> None:
        found.append(case)

    draw()
    return found


async def ask(http: httpx.AsyncClient, case: Any) -> httpx.Response:
    """Send one request, with the token of *http* and not with one that was made up."""
    kwargs = case.as_transport_kwargs(base_url="http://lantern.test")
    kwargs.pop("cookies", None)
    data = kwargs.pop("data", None)
    kwargs["headers"] = [
        (name.encode("latin-1"), value.encode("latin-1"))
        for name, value in kwargs["headers"].items()
        if name.lower() != "authorization"
    ]
    return await http.request(**kwargs, **({"content": data} if isinstance(data, bytes | str) else {"data": data}))


def faults(case: Any, answer: httpx.Response) -> Iterator[str]:
    """What is wrong with *answer*, each with what led to it."""
    try:
        case.validate_response(answer, checks=CHECKS)
    except FailureGroup as group:
        yield from (f"{case.operation.label}: {each} {case.as_curl_command()}" for each in group.exceptions)
