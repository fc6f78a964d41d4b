"""The application: handlers, guards, headers, faults, put together.

Invariant: every route that shows or changes anything of a case asks for a signed-in viewer; the list of those that do
not is here, in one place.
"""

from __future__ import annotations

from litestar import Litestar, Router
from litestar.config.compression import CompressionConfig
from litestar.datastructures import State
from litestar.middleware import DefineMiddleware

from web import routes
from web.access.bodies import in_time
from web.access.security import add_headers, plainly_named, sent_to_us
from web.access.viewer import Authentication, signed_in
from web.answers import shipped
from web.answers.answering import answer_fault, need_viewer
from web.api.described import OPENAPI
from web.proofs.scopes import in_scope
from web.services import Services

GZIP_LEVEL = 2
"""A board of hundreds of tasks is half a megabyte and packs to a tenth; level 9 takes
three times as long to make it a fifth smaller."""

MAX_BODY = 256 * 1024
"""Bytes of a request. The longest form is some thousand words; a photo has its own limit, at its own address."""


MAX_FIELDS = 200
"""Fields of a form. The longest, an assessment, has about 80."""


def create_app(services: Services) -> Litestar:
    """The application over *services*."""
    shipped.ready()
    return Litestar(
        route_handlers=[
            Router("/", route_handlers=routes.OPEN),
            Router("/", route_handlers=routes.PAGES, before_request=need_viewer),
            Router("/", route_handlers=routes.API, guards=[signed_in, in_scope]),
        ],
        before_send=[add_headers],
        guards=[sent_to_us],
        middleware=[plainly_named, in_time, DefineMiddleware(Authentication)],
        exception_handlers={Exception: answer_fault},
        compression_config=CompressionConfig(
            backend="gzip",
            minimum_size=1_024,
            gzip_compress_level=GZIP_LEVEL,
            exclude=["/live", "/api/v1/events", "/static/"],
        ),
        request_max_body_size=MAX_BODY,
        multipart_form_part_limit=MAX_FIELDS,
        openapi_config=OPENAPI,
        state=State({"services": services}),
        logging_config=None,
        debug=False,
    )
