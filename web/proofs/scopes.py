"""How far the token of a program reaches.

Invariant: a scope only takes away; what the token's owner may not do or see, no scope gives.
"""

from __future__ import annotations

from typing import Any

from litestar.connection import ASGIConnection
from litestar.handlers import BaseRouteHandler

from web.access.security import SAFE
from web.answers.faults import OutOfScope

NEWS = frozenset({"/api/v1/events", "/api/v1/me"})
"""What a program that only hears news may ask."""


async def in_scope(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Refuse (:class:`OutOfScope`) what the token does not reach."""
    scope = connection.user.session.scope
    if scope == "work":
        return
    if connection.scope.get("method") not in SAFE or (scope == "news" and connection.scope["path"] not in NEWS):
        raise OutOfScope
