"""The clocks of the duties of a case: from when to when each ran, waited, and what became of it.

Invariant: a duty that was taken up again has a clock for each time, and a clock that has ended changes no more.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec
from msgspec.structs import replace

from domain.envelope import PlaybookRef
from projections.timeline import Entry


class Verdict(enum.StrEnum):
    """How a clock stands at a moment: the first is what most needs somebody."""

    MISSED = "missed"
    RUNNING = "running"
    PAUSED = "paused"
    MET = "met"
    ENDED = "ended"
    """done, and there was no deadline"""
    WAIVED = "waived"


class Pause(msgspec.Struct, frozen=True):
    """The clock waited *since* a moment, *until* another: as announced, or until somebody let it run on."""

    since: datetime
    until: datetime


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One running of the clock of a task, the *number* of which counts from 1. *opened* is the position that began it.

    *trigger* is the name of the fact for which a rule opened the task.
    """

    task: str
    number: int = 1
    title: str
    agency: str
    trigger: str | None = None
    playbook: PlaybookRef | None = None
    opened: int
    since: datetime
    due_at: datetime | None
    pauses: tuple[Pause, ...] = ()
    ended_at: datetime | None = None
    waived: bool = False

    def until(self, at: datetime) -> datetime:
        """When it ended; *at* while it has not."""
        return at if self.ended_at is None else self.ended_at

    def over(self, at: datetime) -> timedelta | None:
        """How much longer it ran than it might have, by the moment *at*; None where it did not."""
        late = None if self.due_at is None else self.until(at) - self.due_at
        return late if late is not None and late > timedelta() else None

    def verdict(self, at: datetime) -> Verdict:
        """How it stands *at* a moment; a deadline that was not kept stays missed, however the duty ended."""
        if self.over(at) is not None:
            return Verdict.MISSED
        if self.waived:
            return Verdict.WAIVED
        if self.ended_at is not None:
            return Verdict.ENDED if self.due_at is None else Verdict.MET
        waits = any(pause.since <= at < pause.until for pause in self.pauses)
        return Verdict.PAUSED if waits else Verdict.RUNNING


def runs_of(entries: Iterable[Entry]) -> list[Run]:
    """The clocks that *entries* tell of, in the order in which they began; of a task whose opening is unseen, none."""
    runs: list[Run] = []
    newest: dict[str, int] = {}
    for entry in entries:
        task = entry.task
        if task is None:
            continue
        if task not in newest:
            if entry.name == "TaskOpened":
                newest[task] = len(runs)
                runs.append(_opened(entry, task))
            continue
        run = runs[newest[task]]
        if run.ended_at is None:
            runs[newest[task]] = _after(run, entry)
        elif entry.name == "TaskReopened":
            newest[task] = len(runs)
            runs.append(_again(run, entry))
    return runs


def _opened(entry: Entry, task: str) -> Run:
    codes = entry.codes
    return Run(
        task=task,
        title=codes["title"],
        agency=codes["agency"],
        trigger=codes.get("trigger"),
        playbook=entry.playbook,
        opened=entry.position,
        since=moment(codes.get("clock_from")) or entry.occurred.at,
        due_at=moment(codes["due_at"]),
    )


def _again(run: Run, entry: Entry) -> Run:
    return Run(
        task=run.task,
        number=run.number + 1,
        title=run.title,
        agency=run.agency,
        playbook=run.playbook,
        opened=entry.position,
        since=entry.occurred.at,
        due_at=moment(entry.codes.get("due_at")),
    )


def _after(run: Run, entry: Entry) -> Run:
    codes, at = entry.codes, entry.occurred.at
    match entry.name:
        case "TaskCompleted" | "TaskWaived":
            return replace(run, ended_at=at, waived=entry.name == "TaskWaived")
        case "TaskHandedOver":
            return replace(run, agency=codes["to_agency"])
        case "TaskClockPaused":
            pause = Pause(moment(codes["at"]) or at, moment(codes["until"]) or at)
            return replace(run, pauses=(*run.pauses, pause), due_at=moment(codes["due_at"]))
        case "TaskClockResumed":
            return replace(run, pauses=_let_go(run.pauses, moment(codes["at"]) or at), due_at=moment(codes["due_at"]))
        case _:
            return run


def _let_go(pauses: tuple[Pause, ...], at: datetime) -> tuple[Pause, ...]:
    """*pauses*, the last of which ended *at* a moment."""
    return (*pauses[:-1], *(Pause(each.since, at) for each in pauses[-1:]))


def moment(said: str | datetime | None) -> datetime | None:
    """The moment in a code of an entry, which is text once the entry was kept."""
    return datetime.fromisoformat(said) if isinstance(said, str) else said
