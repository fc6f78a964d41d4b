"""What can have happened to a sample of cases.

Invariant: names and fields are storage formats and are versioned with care; golden files in ``tests/golden`` hold them.
"""

from __future__ import annotations

import enum

from domain.codes import Country
from domain.events import Event, stored_as


class SampleKind(enum.StrEnum):
    """Of which of a month's cases a sample is."""

    ALL = "all"
    MISSING = "missing"
    ALERT = "alert"
    EMERGENCY = "emergency"
    CLOSED = "closed"


@stored_as("SampleAnnounced")
class SampleAnnounced(Event, frozen=True, kw_only=True):
    """So many cases will be drawn of those of a *country* that were opened in a *month* and are of a *kind*."""

    sample: str
    country: Country
    month: str
    kind: SampleKind
    many: int
    exercises: bool = False
    by_agency: str


@stored_as("SampleDrawn")
class SampleDrawn(Event, frozen=True, kw_only=True):
    """These *cases* were drawn by the *root* of the first checkpoint of *log* that covers the announcement.

    There were *among* cases to draw from at that *size* of the log; the *fingerprint* is over their identifiers.
    """

    sample: str
    log: str
    size: int
    root: str
    among: int
    fingerprint: str
    cases: tuple[str, ...]


SamplingEvent = SampleAnnounced | SampleDrawn
