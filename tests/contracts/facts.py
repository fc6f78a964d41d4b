"""Facts for tests of stores: of a task, since that is the smallest aggregate."""

from __future__ import annotations

from datetime import UTC, datetime

from domain.envelope import Draft, Meta, Occurred, Recorded
from domain.events import Event
from domain.privacy import Clear
from domain.task.events import TaskClaimed, TaskNoted, TaskWentOverdue
from infra.clock import RandomIds

NOW = datetime(2026, 3, 1, 21, 30, tzinfo=UTC)
SECRET = "Abena was seen near the blue door"
new_id = RandomIds().new


def a_task() -> str:
    return f"case.{new_id()}.task.{new_id()}"


def meta() -> Meta:
    return Meta(
        occurred_at=Occurred(NOW),
        actor="inspector",
        agency="police",
        purpose="protection of a missing child",
        legal_basis="vital interests",
        command_id=new_id(),
    )


def draft(event: Event) -> Draft:
    return Draft(id=new_id(), meta=meta(), event=event)


def noted(text: str = SECRET) -> Draft:
    return draft(TaskNoted(member="inspector", note=Clear(text)))


def claimed(member: str = "inspector") -> Draft:
    return draft(TaskClaimed(member=member, agency="police", at=NOW))


def overdue() -> Draft:
    return draft(TaskWentOverdue(due_at=NOW))


def ids(facts: tuple[Recorded[Event], ...] | list[Recorded[Event]]) -> list[str]:
    return [fact.id for fact in facts]
