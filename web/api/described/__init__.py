"""The description of the API for programs: OpenAPI 3.1 with a schema and an example for everything sent or answered.

Invariant: paths come from the handlers, bodies from the catalogue of commands, answers from their shapes, so that the
description cannot differ from what is done.
"""

from __future__ import annotations

from typing import Any

from litestar import Request
from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

from web.api.described.document import completed


class Described(JsonRenderPlugin):
    """The framework's own description, completed."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        return self.render_json(request, completed(openapi_schema))


OPENAPI = OpenAPIConfig(
    title="Lantern",
    version="1",
    description=(
        "Coordination of the search for a missing child: the board of an agency, cases, their commands and their "
        "timeline. Every POST takes an Idempotency-Key; If-Match names the version that was shown; faults are RFC 9457 "
        "problem details with a stable type."
    ),
    path="/api",
    render_plugins=[Described(path="/openapi.json")],
    components=Components(security_schemes={"token": SecurityScheme(type="http", scheme="bearer")}),
    security=[{"token": []}],
    servers=[],
    use_handler_docstrings=True,
)
