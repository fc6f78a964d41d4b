"""The description of the API for programs.

Invariant: it is made from the handlers themselves, so it cannot differ from them.
"""

from __future__ import annotations

from litestar.openapi.config import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import Components, SecurityScheme

OPENAPI = OpenAPIConfig(
    title="Lantern",
    version="1",
    description=(
        "Coordination of the search for a missing child: the board of an agency, cases, their commands and their "
        "timeline. Every POST takes an Idempotency-Key; If-Match names the version that was shown; faults are RFC 9457 "
        "problem details with a stable type."
    ),
    path="/api",
    render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    components=Components(security_schemes={"token": SecurityScheme(type="http", scheme="bearer")}),
    security=[{"token": []}],
)
