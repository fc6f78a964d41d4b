"""What the checks need of each task: every time that it was open, until when it was due, and who held it when.

Invariant: it holds what happened and no judgement, so that a duty which is late tomorrow needs no further fact for it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

import msgspec
from msgspec.structs import replace

from domain.context import SYSTEM_AGENCY
from domain.envelope import Audience, PlaybookRef, task_of
from domain.task import events as e
from projections.findings.checks import Cited, is_checked
from projections.views import Document, Fact, View


class Turn(msgspec.Struct, frozen=True, kw_only=True):
    """One time that a duty was open: from the fact that *opened* it to the one that *ended* it."""

    opened: Cited
    due_at: datetime | None
    acknowledge_by: datetime | None
    acknowledged: Cited | None = None
    overdue: Cited | None = None
    ended: Cited | None = None

    @property
    def waived(self) -> bool:
        """Whether a person answered for not doing it; what the rules withdrew was not to be done any more."""
        ended = self.ended
        return ended is not None and ended.name == e.TaskWaived.NAME and ended.agency != SYSTEM_AGENCY

    @property
    def spotless(self) -> bool:
        """Whether it ended in time, was seen in time, and was not waived by a person."""
        if self.ended is None or self.waived or (self.due_at is not None and self.due_at < self.ended.at):
            return False
        seen = self.acknowledged or self.ended
        return self.acknowledge_by is None or seen.at <= self.acknowledge_by


class Held(msgspec.Struct, frozen=True):
    """An *agency* has the duty, or is offered it, from *since* on."""

    agency: str
    since: datetime
    offered: bool = False


class AuditedDuty(Document, frozen=True, kw_only=True):
    """A task as the checks look at it. The last of its *turns* is the one that runs, if any does."""

    case: str
    task: str
    code: str
    title: str
    rule: PlaybookRef | None = None
    source: str | None = None
    audience: Audience = Audience()
    turns: tuple[Turn, ...]
    held: tuple[Held, ...]

    @property
    def spotless(self) -> bool:
        """Whether nothing is found in it, whenever somebody asks: it was seen and done in time, each time."""
        return all(turn.spotless for turn in self.turns)

    def holder(self, at: datetime) -> str:
        """The agency that had the duty *at* a moment."""
        had = [each.agency for each in self.held if each.since <= at and not each.offered]
        return had[-1] if had else self.held[0].agency


def cite(fact: Fact) -> Cited:
    """*fact* as a finding names it."""
    return Cited(fact.id, fact.name, fact.meta.agency, fact.recorded_at, fact.meta.audience)


def keys(fact: Fact) -> Sequence[str]:
    """The task that *fact* is about, where it changes anything that is checked."""
    task = task_of(fact.originator)
    looked_at = task is not None and not isinstance(fact.event, e.TaskNoted | e.TaskEscalated) and is_checked(fact)
    return (task,) if task is not None and looked_at else ()


def evolve(duty: AuditedDuty | None, fact: Fact) -> AuditedDuty | None:
    """The duty after *fact*."""
    event = fact.event
    if isinstance(event, e.TaskOpened):
        return _opened(event, fact)
    if duty is None:
        return None
    if isinstance(event, e.TaskReopened):
        return _again(duty, event, fact)
    return replace(_handed(duty, fact), turns=(*duty.turns[:-1], _turn(duty.turns[-1], fact)))


def _opened(event: e.TaskOpened, fact: Fact) -> AuditedDuty:
    return AuditedDuty(
        case=event.case,
        task=event.task,
        code=event.code,
        title=event.title,
        rule=fact.meta.playbook,
        source=event.source,
        audience=fact.meta.audience,
        turns=(Turn(opened=cite(fact), due_at=event.due_at, acknowledge_by=event.acknowledge_by),),
        held=(Held(event.agency, fact.recorded_at),),
    )


def _again(duty: AuditedDuty, event: e.TaskReopened, fact: Fact) -> AuditedDuty:
    anew = Turn(
        opened=cite(fact),
        due_at=event.due_at,
        acknowledge_by=None if event.acknowledged else event.acknowledge_by,
        acknowledged=cite(fact) if event.acknowledged else None,
    )
    return replace(duty, turns=(*duty.turns, anew))


def _handed(duty: AuditedDuty, fact: Fact) -> AuditedDuty:
    match fact.event:
        case e.TaskHandOverOffered(to_agency=agency):
            return replace(duty, held=(*duty.held, Held(agency, fact.recorded_at, offered=True)))
        case e.TaskHandedOver(to_agency=agency):
            return replace(duty, held=(*duty.held, Held(agency, fact.recorded_at)))
        case _:
            return duty


def _turn(turn: Turn, fact: Fact) -> Turn:
    match fact.event:
        case e.TaskAcknowledged() | e.TaskClaimed() | e.TaskHandedOver():
            return replace(turn, acknowledged=turn.acknowledged or cite(fact))
        case e.TaskClockPaused(due_at=due_at) | e.TaskClockResumed(due_at=due_at):
            return replace(turn, due_at=due_at)
        case e.TaskWentOverdue():
            return replace(turn, overdue=turn.overdue or cite(fact))
        case e.TaskCompleted() | e.TaskWaived():
            return replace(turn, ended=turn.ended or cite(fact))
        case _:
            return turn


VIEW: View[AuditedDuty] = View(
    name="audited-duties",
    version=1,
    document=AuditedDuty,
    keys=keys,
    evolve=evolve,
    columns={"case": lambda duty: duty.case, "spotless": lambda duty: duty.spotless},
    indexes=(("case", "spotless"), ("spotless",)),
)
