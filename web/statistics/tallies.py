"""Counts what became of the duties that were opened in a month, by country, phase and rule.

Invariant: a duty is counted once, in the month it was opened in, as it stood when that month was over; so a month's
numbers stay what they were. Exercises are counted by themselves or not at all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from statistics import median
from typing import NamedTuple

from domain.envelope import PlaybookRef
from domain.task import events as t
from projections.timeline import Entry


class Group(NamedTuple):
    """What is counted together: the duties of agencies of a *country* by one *rule*, or of one code without a rule."""

    country: str
    phase: str
    playbook: str
    rule: str


@dataclass
class Tally:
    """The duties of one group: how many, and how long it took until somebody had taken each on that was taken on."""

    group: Group
    title: str
    opened: int = 0
    late: int = 0
    in_time: int = 0
    until_claimed: list[timedelta] = field(default_factory=list)

    @property
    def to_claim(self) -> timedelta | None:
        """The median time until somebody had taken a duty on."""
        seconds = [span.total_seconds() for span in self.until_claimed]
        return timedelta(seconds=median(seconds)) if seconds else None


class _Duty(NamedTuple):
    opened: Entry
    later: list[Entry]


def add(
    groups: dict[Group, Tally],
    entries: Iterable[Entry],
    begin: datetime,
    end: datetime,
    phase: Callable[[PlaybookRef | None], str],
    *,
    exercises: bool = False,
) -> None:
    """Count into *groups* the duties of a case with these *entries* that were opened from *begin* to before *end*.

    Of *exercises* alone, or of everything else.
    """
    for duty in _duties(entries, begin, end, exercises=exercises):
        opened = duty.opened
        rule = opened.playbook
        group = Group(
            country=str(opened.codes.get("country") or ""),
            phase=phase(rule),
            playbook=rule.playbook if rule else "",
            rule=rule.rule if rule else str(opened.codes.get("code", "")),
        )
        _count(groups.setdefault(group, Tally(group, str(opened.codes.get("title", "")))), duty)


def _duties(entries: Iterable[Entry], begin: datetime, end: datetime, *, exercises: bool) -> Iterable[_Duty]:
    duties: dict[str, _Duty] = {}
    for entry in entries:
        if entry.task is None or (entry.exercise is not None) != exercises or entry.recorded_at >= end:
            continue
        if entry.name == t.TaskOpened.NAME:
            if entry.recorded_at >= begin:
                duties[entry.task] = _Duty(entry, [])
        elif entry.task in duties:
            duties[entry.task].later.append(entry)
    return duties.values()


SEEN = frozenset({t.TaskAcknowledged.NAME, t.TaskClaimed.NAME})
"""Whoever takes a duty on has seen it."""


def _count(tally: Tally, duty: _Duty) -> None:
    codes = duty.opened.codes
    seen = _first(duty.later, SEEN)
    claimed = _first(duty.later, frozenset({t.TaskClaimed.NAME}))
    by = codes.get("acknowledge_by")
    tally.opened += 1
    tally.late += any(entry.name == t.TaskWentOverdue.NAME for entry in duty.later)
    tally.in_time += bool(by and seen and seen.recorded_at <= _moment(by))
    if claimed is not None:
        tally.until_claimed.append(claimed.recorded_at - duty.opened.recorded_at)


def _first(entries: Iterable[Entry], names: frozenset[str]) -> Entry | None:
    return next((entry for entry in entries if entry.name in names), None)


def _moment(value: object) -> datetime:
    return value if isinstance(value, datetime) else datetime.fromisoformat(str(value))
