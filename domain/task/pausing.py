"""When the clock of a task may wait, and how far its deadline moves then.

Invariant: a pause has a reason that the rule knows, an end, and a person who answers for it; it never shortens a duty,
and all pauses of a task together last no longer than its rule allows.
"""

from __future__ import annotations

from domain.context import SYSTEM_AGENCY, Context
from domain.deciding import Decided
from domain.privacy import Clear
from domain.task import commands as c
from domain.task import events as e
from domain.task import refusals as r
from domain.task.state import Running


def pause(task: Running, command: c.PauseClock, context: Context) -> Decided:
    """Let the clock of *task* wait, as *command* says."""
    me, now = context.actor, context.now
    if task.pause is not None:
        if (task.pause.because, task.pause.until, task.pause.member) == (command.because, command.until, me):
            return ()
        raise r.ClockPaused
    if not task.pauses or task.overdue or task.due_at is None or task.due_at <= now:
        raise r.ClockCannotPause
    if command.because not in task.pauses:
        raise r.UnknownPause("because", pauses=", ".join(task.pauses))
    latest = now + task.may_pause
    if not now < command.until <= latest:
        raise r.PauseTooLong("until", latest=latest.isoformat(timespec="minutes"))
    return (
        e.TaskClockPaused(
            member=me,
            because=command.because,
            at=now,
            until=command.until,
            due_at=task.due_at + (command.until - now),
            note=Clear(command.note),
        ),
    )


def resume(task: Running, context: Context) -> Decided:
    """Let the clock of *task* run on. By itself it does so when the pause ends, and no later than that counts."""
    if task.pause is not None and context.agency == SYSTEM_AGENCY and context.now < task.pause.until:
        return ()
    return cut_short(task, context)


def cut_short(task: Running, context: Context) -> Decided:
    """Let the clock of *task* wait no longer, so that what it waited counts, also where the duty ends now."""
    if task.pause is None or task.due_at is None:
        return ()
    at = max(task.pause.at, min(context.now, task.pause.until))
    return (e.TaskClockResumed(member=context.actor, at=at, due_at=task.due_at - (task.pause.until - at)),)
