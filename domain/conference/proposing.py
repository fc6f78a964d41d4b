"""When the next conference should be: before the next review that the rules ask for is due.

Invariant: a proposal follows from the clocks of running duties and from the conferences that are planned, and from
nothing else; where a conference comes before a review, that review asks for no other. Where there is time, nobody is
asked to sit down at night or at a weekend.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta, tzinfo

import msgspec

AHEAD = timedelta(days=1)
"""[D] A conference a day before the review leaves time to do what it asks for."""

SOON = timedelta(hours=2)
"""[D] Nobody sits down with others sooner than that, unless they call each other."""

MISSED = timedelta(days=1)
"""[D] A conference that should have begun so long ago comes before no review, whatever became of it."""

MORNING = 10
"""[D] The hour at which agencies of several countries are at work."""

FRIDAY = 4

MEETINGS = frozenset({"hold-strategy-meeting", "hold-mars-meeting"})
"""The codes of duties that are a meeting of all agencies."""

REVIEW = re.compile(r"review-[0-9]+[hdmwy]")
"""The codes of the reviews of a search: after so many hours, days, weeks or months."""


class Duty(msgspec.Struct, frozen=True):
    """A running duty with its clock."""

    task: str
    code: str
    due_at: datetime | None


class Proposal(msgspec.Struct, frozen=True):
    """A conference at *starts_at*, for the sake of the *duty* that is due after it."""

    starts_at: datetime
    duty: Duty
    due_at: datetime


def is_review(code: str) -> bool:
    """Whether a duty is a review of the case, or a meeting about it."""
    return code in MEETINGS or REVIEW.fullmatch(code) is not None


def proposed(duties: Iterable[Duty], planned: Sequence[datetime], now: datetime, zone: tzinfo) -> Proposal | None:
    """The next conference that the clocks of *duties* ask for, where those *planned* do not come before them.

    It begins in the morning of a working day in *zone*, where it can a day before, or at the next full hour where no
    such morning is left.
    """
    waiting = [(each.due_at, each) for each in duties if each.due_at is not None and is_review(each.code)]
    for due_at, duty in sorted(waiting, key=lambda pair: (pair[0], pair[1].task)):
        if not any(now - MISSED <= starts_at <= max(due_at, now + SOON) for starts_at in planned):
            return Proposal(_start(due_at, now + SOON, zone), duty, due_at)
    return None


def _start(due_at: datetime, earliest: datetime, zone: tzinfo) -> datetime:
    """The last working morning a day before *due_at*, else the first before it, else the full hour after *earliest*."""
    morning = _morning(due_at - AHEAD, zone)
    while morning > due_at - AHEAD or morning.weekday() > FRIDAY:
        morning -= timedelta(days=1)
    if morning >= earliest:
        return morning.astimezone(UTC)
    morning = _morning(earliest, zone)
    while morning < earliest or morning.weekday() > FRIDAY:
        morning += timedelta(days=1)
    return morning.astimezone(UTC) if morning < due_at else _on_the_hour(earliest)


def _morning(day: datetime, zone: tzinfo) -> datetime:
    return day.astimezone(zone).replace(hour=MORNING, minute=0, second=0, microsecond=0)


def _on_the_hour(moment: datetime) -> datetime:
    """The full hour at or after *moment*."""
    floor = moment.replace(minute=0, second=0, microsecond=0)
    return floor if floor == moment else floor + timedelta(hours=1)
