"""What somebody wants to see of a board, as the address says it.

Invariant: an address and what it asks for are the same thing: it can be shared, kept and gone back to, holds nothing
else, and what it does not understand it leaves out.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from urllib.parse import parse_qsl, urlencode

import msgspec
from msgspec.structs import asdict, replace

from domain.codes import Country, RiskLevel

PATH = "/board"
SCOPES = ("mine", "team", "all")
VIEWS = ("list", "columns")
STATES = ("unacknowledged", "unclaimed", "claimed", "offered", "done")

PLAIN = "scope=team"
FIRST = 50
"""So many tasks of each group are shown at first."""

MORE = 250
"""So many more are shown each time somebody asks for more."""

MOST = 5_000
LONGEST = 80

SHOWN: dict[str, dict[str, object]] = {
    "mine": {"scope": "mine"},
    "unacknowledged": {"state": "unacknowledged"},
    "unclaimed": {"state": "unclaimed"},
    "overdue": {"overdue": True},
    "done": {"state": "done"},
}
"""What ``?show=`` asks for: short addresses for what is looked at most."""

Read = Callable[[str], object]


class Asked(msgspec.Struct, frozen=True):
    """Which tasks, how. Empty means any. *first* is how many of each group; *words* are looked for in titles."""

    scope: str = "team"
    view: str = "list"
    words: str = ""
    case: str = ""
    country: str = ""
    risk: str = ""
    state: str = ""
    kind: str = ""
    holder: str = ""
    overdue: bool = False
    first: int = FIRST

    @property
    def query(self) -> str:
        """The address's query string: what differs from a plain board, in a fixed order."""
        return urlencode({name: _text(value) for name, value in asdict(self).items() if value != _PLAIN[name]})

    @property
    def url(self) -> str:
        """The address of just this; that of a plain board says so, since the bare one leads to what one begins with."""
        return f"{PATH}?{self.query or PLAIN}"

    @property
    def narrowed(self) -> bool:
        """Whether any filter is on."""
        return any(getattr(self, name) for name in FILTERS)

    def but(self, **changed: object) -> Asked:
        """The same with something *changed*, from the top."""
        return replace(self, **{"first": FIRST, **changed})

    @property
    def cleared(self) -> Asked:
        """The same without any filter."""
        return Asked(scope=self.scope, view=self.view)


FILTERS = ("words", "case", "country", "risk", "state", "kind", "holder", "overdue")
_PLAIN = asdict(Asked())


def _text(value: object) -> str:
    return "1" if value is True else str(value)


def _one_of(*known: str) -> Read:
    return lambda text: text if text in known else ""


def _number(text: str) -> object:
    digits = text.isascii() and text.isdecimal() and len(text) < len(str(MOST)) + 1
    return min(max(int(text), FIRST), MOST) if digits else FIRST


def _words(text: str) -> object:
    return " ".join(text.split())[:LONGEST]


_READ: dict[str, Read] = {
    "scope": _one_of(*SCOPES),
    "view": _one_of(*VIEWS),
    "words": _words,
    "case": _words,
    "country": _one_of(*(country.value for country in Country)),
    "risk": _one_of(*(level.value for level in RiskLevel)),
    "state": _one_of(*STATES),
    "kind": _words,
    "holder": _words,
    "overdue": lambda text: text == "1",
    "first": _number,
}


def read(query: Mapping[str, str]) -> Asked:
    """What the *query* of an address asks for; never refuses."""
    found = dict(SHOWN.get(query.get("show", ""), {}))
    found |= {name: understood for name, of in _READ.items() if (understood := of(query.get(name, "")))}
    return Asked(**found)  # type: ignore[arg-type]  # each has been read as what it is


def read_text(query: str) -> Asked:
    """What a query string asks for."""
    return read(dict(parse_qsl(query)))
