"""Whom a call to an agency reaches at a moment: the agency, who answers while it is closed, and who is on call.

Invariant: a pure function of the directory and the time. An agency that names no hours is always open, and a fallback
is followed once: two agencies that stand in for each other do not send a call in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from typing import Annotated

import msgspec

MIDNIGHT = time()
DAY = timedelta(days=1)

AHEAD = 21
"""So many days ahead it is looked for the next change: holidays in a row are fewer."""


def no_holidays(_: date) -> bool:
    """Whether it is a holiday where nobody keeps any."""
    return False


class OpenHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in local time that begin on each of *days*, 1 for Monday; past midnight where *ends* is not later.

    From midnight to midnight is the whole day.
    """

    days: Annotated[tuple[Annotated[int, msgspec.Meta(ge=1, le=7)], ...], msgspec.Meta(min_length=1, max_length=7)]
    begins: time
    ends: time

    def hold(self, local: datetime, off: Callable[[date], bool] = no_holidays) -> bool:
        """Whether *local* lies within; on days that are *off* none begin."""
        now, today = local.time(), local.date()
        if self.begins < self.ends:
            return self._begin_on(today, off) and self.begins <= now < self.ends
        return (self._begin_on(today, off) and now >= self.begins) or (
            self._begin_on(today - DAY, off) and now < self.ends
        )

    def _begin_on(self, day: date, off: Callable[[date], bool]) -> bool:
        return day.isoweekday() in self.days and not off(day)


class Shift(msgspec.Struct, frozen=True):
    """A member is on call from *begins* until *ends*."""

    member: str
    begins: datetime
    ends: datetime


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How an agency is reached: its *zone*, hours, fallback, shifts, and who else is *on_duty*; nobody suspended.

    Whether the agency has *said* so: one that has said nothing is called at any time, and nobody knows who answers.

    Where *off* says that a day is a holiday there, no hours begin; *other* is a line that is no agency, in words.
    """

    agency: str
    zone: tzinfo
    hours: tuple[OpenHours, ...] = ()
    off: Callable[[date], bool] = no_holidays
    fallback: str | None = None
    other: str | None = None
    shifts: tuple[Shift, ...] = ()
    on_duty: tuple[str, ...] = ()
    said: bool = True


class Reached(msgspec.Struct, frozen=True, kw_only=True):
    """The *agency* that a call reaches, who is on call there, and the one it was for where that is *closed*."""

    agency: str
    member: str | None = None
    closed: str | None = None


Lines = Callable[[str], Line | None]
"""How each agency is reached; nothing for what is no registered agency."""


def nobody(_: str) -> Line | None:
    """The lines of a directory without anybody in it."""
    return None


def reach(lines: Lines, agency: str, now: datetime) -> Reached:
    """Whom a call to *agency* reaches *now*."""
    line = lines(agency)
    if line is None:
        return Reached(agency=agency)
    stand_in = None if line.fallback is None or is_open(line, now) else lines(line.fallback)
    if stand_in is None:
        return Reached(agency=agency, member=on_call(line, now))
    return Reached(agency=stand_in.agency, member=on_call(stand_in, now), closed=agency)


def is_open(line: Line, now: datetime) -> bool:
    """Whether somebody answers there *now*."""
    local = now.astimezone(line.zone)
    return not line.hours or any(hours.hold(local, line.off) for hours in line.hours)


def next_change(line: Line, now: datetime) -> datetime | None:
    """When the line opens or closes next; None where it does neither in the next :data:`AHEAD` days."""
    here = is_open(line, now)
    return next((at for at in _turns(line, now) if is_open(line, at) is not here), None)


def _turns(line: Line, now: datetime) -> Iterator[datetime]:
    """The moments after *now* at which the line could open or close, in order."""
    today = now.astimezone(line.zone).date()
    edges = {edge for hours in line.hours for edge in (hours.begins, hours.ends)}
    for day in (today + DAY * ahead for ahead in range(AHEAD if edges else 0)):
        twice = (datetime.combine(day, edge, line.zone).replace(fold=fold) for edge in edges for fold in (0, 1))
        found = {at.astimezone(UTC) for at in twice} | _hours_of_change(day, line.zone)
        yield from (at for at in sorted(found) if at > now)


def _hours_of_change(day: date, zone: tzinfo) -> set[datetime]:
    """The full hours of a *day* on which clocks change: what lies in the hour left out begins or ends with one."""
    begins, ends = (datetime.combine(each, MIDNIGHT, zone).astimezone(UTC) for each in (day, day + DAY))
    if ends - begins == DAY:
        return set()
    return {begins + timedelta(hours=passed) for passed in range((ends - begins) // timedelta(hours=1))}


def on_call(line: Line, now: datetime) -> str | None:
    """Who is on call *now*: of the shifts that run the one named last, or else the first who is on duty anyway."""
    running = [shift.member for shift in line.shifts if shift.begins <= now < shift.ends]
    return next(iter((*reversed(running), *line.on_duty)), None)


def newest(shifts: Sequence[Shift], most: int = 100) -> tuple[Shift, ...]:
    """As many of the *shifts* named last as anybody needs."""
    return tuple(shifts[-most:])
