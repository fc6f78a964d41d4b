"""The headers every answer carries, and the guard against forged requests.

Invariant: a page may run, style and load only what this server ships; a request that changes something comes from one
of our own pages (same origin and the session's token) or carries a bearer token.
"""

from __future__ import annotations

import hmac
from typing import Any, cast
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import Message, Scope

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}

ON_EVERY_ANSWER = tuple(
    (name.encode(), value.encode())
    for name, value in (
        *HEADERS.items(),
        ("cache-control", "no-store"),
        ("vary", "Cookie, Accept-Language, HX-Request"),
    )
)
"""Headers as they go out, where an answer does not say otherwise itself."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_FIELD = "_csrf_token"
CSRF_HEADER = "x-csrftoken"


async def add_headers(message: Message, _: Scope) -> None:
    """Put the security headers on an answer, and forbid caches to keep what does not say itself that they may."""
    if message["type"] != "http.response.start":
        return
    headers = cast("list[tuple[bytes, bytes]]", message["headers"])
    given = {name.lower() for name, _ in headers}
    message["headers"] = [*headers, *(each for each in ON_EVERY_ANSWER if each[0] not in given)]


# The guards are coroutines: a plain function would be called in a thread of its own, for each request anew. They are
# one, since the framework copies the handler for each guard.
async def sent_to_us(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a request that was not meant for us, or that was forged."""
    await known_host(connection, handler)
    await same_origin(connection, handler)


async def known_host(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request that was sent to another name than ours, such as one that somebody pointed at this machine."""
    hosts: tuple[str, ...] = connection.app.state.services.settings.allowed_hosts
    name = urlsplit(f"//{connection.headers.get('host', '')}").hostname
    if hosts and name not in hosts:
        raise PermissionDeniedException("unknown-host")


async def same_origin(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request that changes something and was not sent by a page of ours.

    Browsers say where a request comes from in ``Sec-Fetch-Site`` and ``Origin``; what sends neither is no browser and
    carries no ambient cookie to be abused.
    """
    if connection.scope.get("method") in SAFE:
        return
    site = connection.headers.get("sec-fetch-site")
    if site is not None and site not in ("same-origin", "none"):
        raise PermissionDeniedException("forged-request")
    origin = connection.headers.get("origin")
    if origin is not None and origin not in _own(connection):
        raise PermissionDeniedException("forged-request")


def _own(connection: ASGIConnection[Any, Any, Any, Any]) -> set[str]:
    """How this site calls itself: by the address it was given, or by the one this request came to."""
    told: str | None = connection.app.state.services.settings.origin
    return {told} if told else {f"http://{connection.headers.get('host', '')}"}


def token_matches(expected: str, given: str | None) -> bool:
    """Whether the *given* token is the session's; takes the same time wherever they differ."""
    return given is not None and hmac.compare_digest(expected.encode(), given.encode())
