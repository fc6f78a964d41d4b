"""The headers every answer carries, and the guard against forged requests.

Invariant: a page may run, style and load only what this server ships; a request that changes something comes from one
of our own pages (same origin and the session's token) or carries a bearer token; what names us twice is not for us.
"""

from __future__ import annotations

import hmac
import re
from typing import Any, cast

from litestar.connection import ASGIConnection
from litestar.exceptions import PermissionDeniedException
from litestar.handlers import BaseRouteHandler
from litestar.types import ASGIApp, Message, Receive, Scope, Send

from web.access.pacing import keep_pace

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)

HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-embedder-policy": "require-corp",
    "cross-origin-resource-policy": "same-origin",
    "origin-agent-cluster": "?1",
    "permissions-policy": ", ".join(
        f"{feature}=()"
        for feature in (
            *("accelerometer", "autoplay", "browsing-topics", "camera", "display-capture"),
            *("encrypted-media", "geolocation", "gyroscope", "hid", "idle-detection", "local-fonts", "magnetometer"),
            *("microphone", "midi", "payment", "screen-wake-lock", "serial", "usb", "xr-spatial-tracking"),
        )
    ),
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

ONLY_HTTPS = (b"strict-transport-security", b"max-age=63072000")
"""For two years a browser that came by https comes by nothing else. Names below ours are for their owners to decide."""

HOST = re.compile(r"(?P<name>[a-z0-9._-]+|\[[0-9a-f:.]+\])(:(?P<port>[0-9]{1,5}))?", re.IGNORECASE | re.ASCII)
"""A name or an address, and perhaps a port. Whatever else a ``Host`` can be made to hold is none."""

MAX_PORT = 65_535

NOBODY = b"nobody.invalid"
"""The host of a request that names none; there never is one called so (RFC 6761)."""

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
CSRF_FIELD = "_csrf_token"
CSRF_HEADER = "x-csrftoken"


async def add_headers(message: Message, scope: Scope) -> None:
    """Put the security headers on an answer, and forbid caches to keep what does not say itself that they may."""
    if message["type"] != "http.response.start":
        return
    headers = cast("list[tuple[bytes, bytes]]", message["headers"])
    given = {name.lower() for name, _ in headers}
    by_https = (ONLY_HTTPS,) if scope["litestar_app"].state.services.settings.secure_cookies else ()
    message["headers"] = [*headers, *(each for each in ON_EVERY_ANSWER if each[0] not in given), *by_https]


def plainly_named(app: ASGIApp) -> ASGIApp:
    """*app*, which is told of one ``Host`` that is a name: whoever puts addresses together from it may rely on that.

    A missing one, two, and what is none stand as :data:`NOBODY` and are refused by :func:`known_host` in words.
    """

    async def wrapped(scope: Scope, receive: Receive, send: Send) -> None:
        named = [value for name, value in scope["headers"] if name == b"host"]
        if len(named) != 1 or not _is_name(named[0].decode("latin-1")):
            others = [(name, value) for name, value in scope["headers"] if name != b"host"]
            scope["headers"] = [*others, (b"host", NOBODY)]
        await app(scope, receive, send)

    return wrapped


def _is_name(host: str) -> bool:
    found = HOST.fullmatch(host)
    return found is not None and int(found["port"] or 0) <= MAX_PORT


# The guards are coroutines: a plain function would be called in a thread of its own, for each request anew. They are
# one, since the framework copies the handler for each guard.
async def sent_to_us(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse a request that was not meant for us, or that was forged."""
    await known_host(connection, handler)
    await same_origin(connection, handler)
    keep_pace(connection)


async def known_host(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse a request that was sent to another name than ours, such as one that somebody pointed at this machine."""
    hosts: tuple[str, ...] = connection.app.state.services.settings.allowed_hosts
    named = HOST.fullmatch(connection.headers.get("host", ""))
    if hosts and (named is None or named["name"].lower().strip("[]") not in hosts):
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
    if not _own(connection).issuperset(connection.headers.getall("origin", [])):
        raise PermissionDeniedException("forged-request")


def _own(connection: ASGIConnection[Any, Any, Any, Any]) -> set[str]:
    """How this site calls itself: by the address it was given, or by the one this request came to."""
    told: str | None = connection.app.state.services.settings.origin
    return {told} if told else {f"http://{connection.headers.get('host', '')}"}


def token_matches(expected: str, given: str | None) -> bool:
    """Whether the *given* token is the session's; takes the same time wherever they differ."""
    return given is not None and hmac.compare_digest(expected.encode(), given.encode())
