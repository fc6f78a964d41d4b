"""Who was faster.

Invariant: the winner named is a person, and what they did is something the loser may see.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from domain.context import SYSTEM_AGENCY
from domain.deciding.handling import Folded
from domain.envelope import Recorded
from domain.events import Event
from domain.ports import VersionTaken
from domain.task.refusals import TaskAlreadyClaimed


@dataclass(frozen=True)
class Winner:
    """Who did what (the name of the fact) for whom, when."""

    member: str
    agency: str
    did: str
    at: datetime


def facts_of(folded: Folded[Any], until: int | None = None) -> list[Recorded[Event]]:
    """The facts of an aggregate in order, *until* a version."""
    facts = [fact for led_to in folded.commands.values() for fact in led_to]
    return sorted((fact for fact in facts if until is None or fact.version <= until), key=lambda fact: fact.version)


def newest_position(folded: Folded[Any]) -> int:
    """The position of the last fact of an aggregate, 0 without facts."""
    return max((fact.position for fact in facts_of(folded)), default=0)


def faster(
    folded: Folded[Any],
    error: Exception,
    shown: int | None,
    me: str,
    sees: Callable[[Recorded[Event]], bool] = lambda _: True,
) -> Winner | None:
    """Who was faster than *me*: only in a race, and by what came after the version that *me* was *shown*."""
    if not isinstance(error, TaskAlreadyClaimed | VersionTaken):
        return None
    first = winner(folded, error, lambda fact: fact.version > (shown or 0) and fact.meta.actor != me and sees(fact))
    return None if first is None or first.member == me else first


def winner(
    folded: Folded[Any], error: Exception, sees: Callable[[Recorded[Event]], bool] = lambda _: True
) -> Winner | None:
    """Who was first: the holder that *error* names, else the person behind the newest fact that the loser *sees*."""
    if isinstance(error, TaskAlreadyClaimed):
        return Winner(error.member, error.agency, "TaskClaimed", error.at)
    for fact in reversed(facts_of(folded)):
        if fact.meta.agency != SYSTEM_AGENCY and sees(fact):
            return Winner(fact.meta.actor, fact.meta.agency, fact.name, fact.recorded_at)
    return None
