"""Which moment of a case is replayed, through whose eyes, and on which screen.

Invariant: an address names a fact, an agency and a screen, and nothing else; every view of a replay is one.
"""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from web.texts.catalog import mark

SCREENS = {"case": mark("Case"), "lanes": mark("Timeline"), "board": mark("Board")}
"""The screens there are, the first of which a replay begins with."""

BEGIN = next(iter(SCREENS))


@dataclass(frozen=True)
class Choice:
    """The moment of the fact *at*, through the eyes of the agency *by*, on a *screen*."""

    at: str = ""
    by: str = ""
    screen: str = BEGIN

    def url(self, case: str, **changes: str) -> str:
        """The address of this view of *case*, with *changes*."""
        said = {"at": self.at, "by": self.by, "screen": "" if self.screen == BEGIN else self.screen, **changes}
        query = urlencode({name: value for name, value in said.items() if value})
        return f"/cases/{case}/replay{'?' if query else ''}{query}"
