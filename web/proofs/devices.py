"""What a device calls itself, in a few words that its owner recognises.

Invariant: only a kind of program and a system come out, from short lists; whatever else a device says is not kept.
"""

from __future__ import annotations

from web.access.viewer import AppRequest

PROGRAMS = (
    ("Edg/", "Edge"),
    ("OPR/", "Opera"),
    ("SamsungBrowser/", "Samsung Internet"),
    ("Firefox/", "Firefox"),
    ("Chrome/", "Chrome"),
    ("CriOS/", "Chrome"),
    ("FxiOS/", "Firefox"),
    ("Safari/", "Safari"),
)
"""What stands in the name, and who that is; the first that fits, since most name several."""

SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS X", "macOS"),
    ("CrOS", "ChromeOS"),
    ("Linux", "Linux"),
)


def device_of(request: AppRequest) -> str:
    """The program and system that the request says it comes from; empty where it says nothing we know."""
    said = request.headers.get("user-agent", "")
    parts = (next((name for mark, name in those if mark in said), "") for those in (PROGRAMS, SYSTEMS))
    return " · ".join(part for part in parts if part)
