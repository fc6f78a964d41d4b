"""What an installation says about proof: who co-signs its logs, and which authority timestamps them.

Invariant: no authority is asked unless certificates are named that its answers are checked against.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Protocol, TypeVar
from urllib.parse import urlsplit

T = TypeVar("T")

VARIABLES = {
    "LANTERN_TIMESTAMPS": "the authority that timestamps checkpoints (RFC 3161), as http:// or https:// (default none)",
    "LANTERN_TIMESTAMPS_CA": "a file with the certificates that vouch for that authority, in PEM",
    "LANTERN_TIMESTAMPS_EVERY": "seconds between two timestamps of a log (default 3600)",
    "LANTERN_WITNESSES": "a file with the public keys of the witnesses, one on each line (default none)",
    "LANTERN_WITNESSES_NEEDED": "how many of them have to co-sign what is older than a day (default all)",
}

HOUR = timedelta(hours=1)
LONGEST = 7 * 24 * 60 * 60
MOST_WITNESSES = 63
"""A note has at most 64 signatures."""


@dataclass(frozen=True, kw_only=True)
class Proving:
    """Valid settings of proof; without *authority* nothing is timestamped, without *witnesses* nobody is waited for."""

    authority: str | None = field(default=None, repr=False)
    certificates: Path | None = None
    every: timedelta = HOUR
    witnesses: Path | None = None
    needed: int | None = None


class Reader(Protocol):
    """Reads variables one by one, and keeps the faults."""

    faults: list[str]

    def get(self, name: str, parse: Callable[[str], T], default: T) -> T:
        """What *parse* makes of the variable *name*, or the *default* where it is unset or refused."""


def read_proving(reader: Reader) -> Proving:
    """The settings of proof; their faults are left with *reader*."""
    nobody: str | None = None
    no_file: Path | None = None
    all_of_them: int | None = None
    proving = Proving(
        authority=reader.get("LANTERN_TIMESTAMPS", _address, nobody),
        certificates=reader.get("LANTERN_TIMESTAMPS_CA", _file, no_file),
        every=reader.get("LANTERN_TIMESTAMPS_EVERY", _span, HOUR),
        witnesses=reader.get("LANTERN_WITNESSES", _file, no_file),
        needed=reader.get("LANTERN_WITNESSES_NEEDED", _count, all_of_them),
    )
    if proving.authority and not proving.certificates:
        reader.faults.append(
            "LANTERN_TIMESTAMPS needs LANTERN_TIMESTAMPS_CA: an answer that nobody can check proves nothing."
        )
    if proving.needed and not proving.witnesses:
        reader.faults.append("LANTERN_WITNESSES_NEEDED needs LANTERN_WITNESSES: say whose keys are counted.")
    return proving


def _address(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname or "@" in parts.netloc or parts.fragment:
        raise ValueError("must be the address of an authority: for example https://timestamps.example/tsa.")
    return text


def _file(text: str) -> Path:
    path = Path(text).expanduser()
    if not path.is_file():
        raise ValueError(f"names no file: {path} is not there or is not a file.")
    return path


def _span(text: str) -> timedelta:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= LONGEST:
        raise ValueError("must be whole seconds, at most a week: for example LANTERN_TIMESTAMPS_EVERY=3600.")
    return timedelta(seconds=int(text))


def _count(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or not 1 <= int(text[:9]) <= MOST_WITNESSES:
        raise ValueError("must be a number of witnesses: for example LANTERN_WITNESSES_NEEDED=2.")
    return int(text)
