"""What somebody chose to see of a record, and the address that says so.

Invariant: an address holds codes, identifiers and words the record itself says in clear; what somebody typed goes into
it only as far as it is such a word.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from urllib.parse import urlencode

import msgspec
from msgspec.structs import asdict, replace

from web.casefile.drawing.scale import Axis
from web.casefile.kinds import KINDS
from web.texts.times import EARLIEST

SPANS: Mapping[str, timedelta] = {"day": timedelta(hours=24), "week": timedelta(days=7), "month": timedelta(days=31)}
"""How far back a reader may choose to look."""

PHASES = ("prevention", "missing", "found", "aftercare", "closed")
"""The phases that a case can be in."""

SETTINGS = ("timeline", "axis", "clocks", "begin", "end")
"""What is chosen beside the form of filters."""

LONGEST_WORDS = 80
LONGEST_ID = 64
LATEST = 2200
MINUTE = "%Y%m%dT%H%MZ"
"""How an address names a minute, in UTC: the same for readers in every zone."""


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown of a timeline.

    *timeline* is main, or all for every step of its tasks; *begin* and *end* name the minutes from and to which on the
    clock of the *axis*; *clocks* is off where a picture leaves them out; *at* names an entry, whose page it is.
    """

    timeline: str = "main"
    axis: str = Axis.HAPPENED.value
    kind: str = ""
    agency: str = ""
    phase: str = ""
    span: str = ""
    begin: str = ""
    end: str = ""
    clocks: str = ""
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
        return bool(self.kind or self.agency or self.phase or self.span or self.words or self.begin or self.end)

    @property
    def settings(self) -> list[tuple[str, str]]:
        """What is chosen elsewhere than in the form of filters, by name."""
        return [(name, getattr(self, name)) for name in SETTINGS if getattr(self, name)]

    @property
    def kept(self) -> list[tuple[str, str]]:
        """What is chosen elsewhere than in the form of a part of time, by name."""
        said = asdict(replace(self.whole, page=1, at=""))
        return [(name, value) for name, value in said.items() if value != getattr(BEGIN, name)]

    @property
    def part(self) -> tuple[datetime | None, datetime | None]:
        """From when to when, where it says so."""
        return moment(self.begin), moment(self.end)

    @property
    def whole(self) -> Choice:
        """This choice over all of time."""
        return replace(self, begin="", end="")

    def over(self, part: tuple[datetime | None, datetime | None], **changes: object) -> str:
        """The query string of this choice over another *part* of time, with *changes*."""
        begin, end = map(minute, part)
        return self.query(begin=begin, end=end, **changes)

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
        "clocks": ("off",),
        "phase": PHASES,
        "axis": (Axis.RECORDED.value,),
        "kind": tuple(KINDS),
        "agency": tuple(agencies),
        "span": tuple(SPANS),
    }
    chosen = {name: given[name] for name, values in allowed.items() if given.get(name) in values}
    words = " ".join(given.get("words", "").split())[:LONGEST_WORDS]
    chosen |= {name: given[name] for name in ("begin", "end") if moment(given.get(name, ""))}
    if "begin" in chosen and "end" in chosen and chosen["begin"] >= chosen["end"]:
        del chosen["end"]
    return Choice(**chosen, words=words, page=_number(given.get("page")) or 1, at=given.get("at", "")[:LONGEST_ID])


def moment(said: str) -> datetime | None:
    """The moment that an address names; None for what names none."""
    try:
        found = datetime.strptime(said, MINUTE).replace(tzinfo=UTC)
    except ValueError:
        return None
    return found if minute(found) == said and EARLIEST <= found.year <= LATEST else None


def minute(at: datetime | None) -> str:
    """The minute of *at* as an address names it."""
    return "" if at is None else at.astimezone(UTC).strftime(MINUTE)


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 16 else 0
