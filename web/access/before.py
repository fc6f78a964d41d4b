"""The page that somebody was on when they sent a form, so that they come back to it.

Invariant: only a path of this site is given, never an address elsewhere, whatever the header says.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

from litestar.connection import ASGIConnection


def page_before(connection: ASGIConnection[Any, Any, Any, Any]) -> str:
    """The path and query of the page of ours that *connection* comes from; empty where it comes from elsewhere."""
    try:
        parts = urlsplit(connection.headers.get("referer", ""))
    except ValueError:
        return ""
    if parts.netloc != connection.headers.get("host"):
        return ""
    return parts._replace(scheme="", netloc="", fragment="").geturl()
