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
from domain.deciding.refusals import Conflict
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
    """Who was faster than *me*, for pages and programs alike; None where it was no race.

    The holder that *error* names; else, where a version was *shown*, the person behind the newest fact after it that
    *me* may see. Who names no version was shown nothing that somebody could have overtaken.
    """
    if isinstance(error, TaskAlreadyClaimed):
        first = Winner(error.member, error.agency, "TaskClaimed", error.at)
        return None if first.member == me else first
    if shown is None or not isinstance(error, Conflict | VersionTaken):
        return None
    # A version counts what its viewer may see, so that it does not tell them that there is more.
    since = [fact for fact in facts_of(folded) if sees(fact)][shown:]
    for fact in reversed(since):
        if fact.meta.agency != SYSTEM_AGENCY and fact.meta.actor != me:
            return Winner(fact.meta.actor, fact.meta.agency, fact.name, fact.recorded_at)
    return None
