"""Facts of a task, to tell or to draw at random."""

from __future__ import annotations

from datetime import timedelta

from hypothesis import strategies as st

from domain.codes import Country, Role
from domain.events import Event, Unknown
from domain.task import events as e
from tests.projections.given.facts import CASE, START, TASK, sealed

DUE = START + timedelta(hours=4)


def opened(task: str = TASK, agency: str = "police-be", case: str = CASE) -> e.TaskOpened:
    """A duty of the police."""
    return e.TaskOpened(
        case=case,
        task=task,
        reference="BE-2026-0001",
        agency=agency,
        role=Role.POLICE,
        country=Country.BE,
        code="search-place",
        title="Search the place",
        opened_at=START,
        due_at=DUE,
        acknowledge_by=START + timedelta(minutes=30),
        escalate_to=("chair-be",),
        outcomes=("done", "nothing-found"),
        source="C31",
        mark="S",
    )


def claimed(member: str = "police-be-1", agency: str = "police-be") -> e.TaskClaimed:
    return e.TaskClaimed(member=member, agency=agency, at=START)


def offered(agency: str = "protection-be", member: str | None = None) -> e.TaskHandOverOffered:
    return e.TaskHandOverOffered(
        offered_by="police-be-1", to_agency=agency, to_member=member, reason=sealed("why"), at=START
    )


def declined() -> e.TaskHandOverDeclined:
    return e.TaskHandOverDeclined(declined_by="protection-be-1", reason=sealed("no"))


def handed_over(agency: str = "protection-be") -> e.TaskHandedOver:
    return e.TaskHandedOver(from_agency="police-be", to_agency=agency, to_member=f"{agency}-1", at=START)


def completed(outcome: str = "done") -> e.TaskCompleted:
    return e.TaskCompleted(member="police-be-1", outcome=outcome, note=sealed("note"))


def waived() -> e.TaskWaived:
    return e.TaskWaived(member="police-be-1", reason=sealed("waived"))


def reopened() -> e.TaskReopened:
    return e.TaskReopened(member="police-be-1", reason=sealed("again"), due_at=DUE + timedelta(days=1))


EVENTS: tuple[Event, ...] = (
    opened(),
    opened(agency="guardian-be"),
    e.TaskAcknowledged(member="police-be-1", at=START),
    claimed(),
    claimed("police-be-2"),
    e.TaskReleased(member="police-be-1", reason=sealed("released")),
    offered(),
    handed_over(),
    declined(),
    e.TaskHandOverWithdrawn(withdrawn_by="police-be-1"),
    e.TaskNoted(member="police-be-1", note=sealed("note")),
    completed(),
    waived(),
    e.TaskClockPaused(
        member="police-be-1",
        because="interpreter-awaited",
        at=START,
        until=START + timedelta(hours=2),
        due_at=DUE + timedelta(hours=2),
        note=sealed("note"),
    ),
    e.TaskClockResumed(member="police-be-1", at=START + timedelta(hours=1), due_at=DUE + timedelta(hours=1)),
    e.TaskWentOverdue(due_at=DUE),
    e.TaskEscalated(step=1, to="chair-be", because="overdue"),
    reopened(),
    Unknown(name="TaskPainted", fields={"colour": "red"}),
)
"""One fact of each kind that a task can have, and one that nobody knows."""

histories = st.lists(st.sampled_from(EVENTS), max_size=25)
