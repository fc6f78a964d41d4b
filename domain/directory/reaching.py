"""Whom a call to an agency reaches at a moment: the agency, who answers while it is closed, and who is on call.

Invariant: a pure function of the directory and the time. An agency that names no hours is always open, and a fallback
is followed once: two agencies that stand in for each other do not send a call in a circle.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime, time, timedelta, tzinfo
from typing import Annotated

import msgspec


class OpenHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Hours in local time that begin on each of *days*, 1 for Monday; past midnight where *ends* is not later."""

    days: Annotated[tuple[Annotated[int, msgspec.Meta(ge=1, le=7)], ...], msgspec.Meta(min_length=1, max_length=7)]
    begins: time
    ends: time

    def hold(self, local: datetime) -> bool:
        """Whether *local* lies within."""
        now, today, before = local.time(), local.isoweekday(), (local - timedelta(days=1)).isoweekday()
        if self.begins < self.ends:
            return today in self.days and self.begins <= now < self.ends
        return (today in self.days and now >= self.begins) or (before in self.days and now < self.ends)


class Shift(msgspec.Struct, frozen=True):
    """A member is on call from *begins* until *ends*."""

    member: str
    begins: datetime
    ends: datetime


class Line(msgspec.Struct, frozen=True, kw_only=True):
    """How an agency is reached: its *zone*, hours, fallback, shifts, and who else is *on_duty*; nobody suspended."""

    agency: str
    zone: tzinfo
    hours: tuple[OpenHours, ...] = ()
    fallback: str | None = None
    shifts: tuple[Shift, ...] = ()
    on_duty: tuple[str, ...] = ()


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
    return not line.hours or any(hours.hold(local) for hours in line.hours)


def on_call(line: Line, now: datetime) -> str | None:
    """Who is on call *now*: of the shifts that run the one named last, or else the first who is on duty anyway."""
    running = [shift.member for shift in line.shifts if shift.begins <= now < shift.ends]
    return next(iter((*reversed(running), *line.on_duty)), None)


def newest(shifts: Sequence[Shift], most: int = 100) -> tuple[Shift, ...]:
    """As many of the *shifts* named last as anybody needs."""
    return tuple(shifts[-most:])
