"""The next conference that the review clocks of a case ask for, in words.

Invariant: only duties and conferences that the reader sees count, and only where their agency may call one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.case.authority import COORDINATING
from domain.conference.proposing import Duty, proposed
from projections import board, cases
from projections.conferences import Conference
from web import seeing
from web.access.viewer import Viewer
from web.texts.times import now, zone


@dataclass(frozen=True)
class NextConference:
    """A conference proposed at *starts_at*, because the *title* of a duty is due at *due_at*, by a *rule* there is."""

    starts_at: datetime
    due_at: datetime
    task: str
    title: str
    source: str


def next_conference(
    viewer: Viewer, case: cases.Case, tasks: Sequence[board.Task], conferences: Sequence[Conference]
) -> NextConference | None:
    """The conference to call next, for who may call one."""
    if not may_call(viewer, case):
        return None
    duties = [Duty(task.id, task.code, task.due_at) for task in tasks if task.running]
    proposal = proposed(duties, [each.starts_at for each in conferences if each.open], now(), zone())
    if proposal is None:
        return None
    task = next(task for task in tasks if task.id == proposal.duty.task)
    return NextConference(proposal.starts_at, proposal.due_at, task.id, task.title, task.source or "")


def may_call(viewer: Viewer, case: cases.Case) -> bool:
    """Whether *viewer* may call a conference about *case*."""
    return seeing.may_act(viewer, case) and viewer.role in COORDINATING
