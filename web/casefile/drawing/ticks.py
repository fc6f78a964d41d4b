"""The scale under a picture of time: round minutes, hours, days, weeks or months of the reader's own zone.

Invariant: ticks stand at round wall-clock times, also across a change of summer time, and are few enough to be read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo

MOST = 12
"""So many ticks can be labelled without touching."""

MINUTES = (5, 15, 30, 60, 120, 180, 360, 720)
DAYS = (1, 2, 4, 7, 14)
MONTHS = (1, 2, 3, 6, 12, 24, 60, 120)
MONDAY = 1
"""Day 1 of all was a Monday."""

EDGE = 2.5
"""Percent of the width beside the edges where a label would be cut."""


@dataclass(frozen=True)
class Tick:
    """A line at *x* percent, for the moment *at*; *form* says what of it is told: time, day or month."""

    x: float
    at: datetime
    form: str


def ticks_between(first: datetime, last: datetime, zone: tzinfo, place: Callable[[datetime], float]) -> Sequence[Tick]:
    """The ticks from *first* to *last* that are as near to each other as can be read."""
    for candidates in _scales(first.astimezone(zone), last.astimezone(zone), zone):
        found = [Tick(place(at), at, form) for at, form in candidates if first <= at <= last]
        if len(found) <= MOST:
            return [tick for tick in found if EDGE <= tick.x <= 100 - EDGE]
    return ()


def _scales(first: datetime, last: datetime, zone: tzinfo) -> Iterator[list[tuple[datetime, str]]]:
    span = last - first
    for step in MINUTES:
        if span / timedelta(minutes=step) <= MOST + 1:
            yield list(_times(first.date(), last.date(), step, zone))
    for step in DAYS:
        if span / timedelta(days=step) <= MOST + 1:
            yield list(_days(first.date(), last.date(), step, zone))
    for step in MONTHS:
        yield list(_months(first.date(), last.date(), step, zone))


def _times(first: date, last: date, step: int, zone: tzinfo) -> Iterator[tuple[datetime, str]]:
    for day in _each_day(first, last):
        for minute in range(0, 24 * 60, step):
            yield datetime.combine(day, time(*divmod(minute, 60)), zone), "time" if minute else "day"


def _days(first: date, last: date, step: int, zone: tzinfo) -> Iterator[tuple[datetime, str]]:
    for day in _each_day(first, last):
        if day.toordinal() % step == MONDAY % step:
            yield datetime.combine(day, time(), zone), "day"


def _months(first: date, last: date, step: int, zone: tzinfo) -> Iterator[tuple[datetime, str]]:
    for month in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        if month % step == 0:
            yield datetime(month // 12, month % 12 + 1, 1, tzinfo=zone), "month"


def _each_day(first: date, last: date) -> Iterator[date]:
    for ordinal in range(first.toordinal(), last.toordinal() + 1):
        yield date.fromordinal(ordinal)
