"""What somebody chose to see of a record, and the address that says so.

Invariant: an address holds codes, identifiers and words the record itself says in clear; what somebody typed goes into
it only as far as it is such a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from urllib.parse import urlencode

import msgspec
from msgspec.structs import asdict, replace

from web.casefile.drawing.lanes import Axis
from web.casefile.kinds import KINDS

SPANS: Mapping[str, timedelta] = {"day": timedelta(hours=24), "week": timedelta(days=7), "month": timedelta(days=31)}
"""How far back a reader may choose to look."""

LONGEST_WORDS = 80
LONGEST_ID = 64


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a timeline.

    *timeline* is main, or all for every step of its tasks; *view* list or lanes; *at* names an entry, whose page it is.
    """

    timeline: str = "main"
    view: str = "list"
    axis: str = Axis.HAPPENED.value
    kind: str = ""
    agency: str = ""
    span: str = ""
    words: str = ""
    page: int = 1
    at: str = ""

    @property
    def routine(self) -> bool:
        """Whether every step of the tasks is shown."""
        return self.timeline == "all"

    @property
    def filtered(self) -> bool:
        """Whether something is left out that the reader asked to leave out."""
        return bool(self.kind or self.agency or self.span or self.words)

    def query(self, **changes: object) -> str:
        """The query string of this choice with *changes*; what is as it begins is not said."""
        changed = asdict(replace(self, **{"page": 1, "at": "", **changes}))
        said = {name: value for name, value in changed.items() if value != getattr(BEGIN, name)}
        return f"?{urlencode(said)}" if said else ""


BEGIN = Choice()


def choice_of(given: Mapping[str, str], agencies: Sequence[str] = ()) -> Choice:
    """The choice that *given* parameters make; what cannot be chosen, is not. *agencies* are those of the case."""
    allowed: Mapping[str, tuple[str, ...]] = {
        "timeline": ("all",),
        "view": ("lanes",),
        "axis": (Axis.RECORDED.value,),
        "kind": tuple(KINDS),
        "agency": tuple(agencies),
        "span": tuple(SPANS),
    }
    chosen = {name: given[name] for name, values in allowed.items() if given.get(name) in values}
    words = " ".join(given.get("words", "").split())[:LONGEST_WORDS]
    return Choice(**chosen, words=words, page=_number(given.get("page")) or 1, at=given.get("at", "")[:LONGEST_ID])


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
