"""What agencies do with their duties while a story is told, without a step for each.

Invariant: a duty that the story itself tells of is left to the story; everything else is done by somebody of the agency
that has it, at times that follow from the duty alone, so that a story is the same whenever it is played.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec

from domain.codes import Role
from domain.context import Context
from domain.envelope import Occurred
from domain.ids import derive
from domain.task.commands import Acknowledge, Claim, Complete
from domain.task.events import TaskOpened
from infra.scenarios.people import ORIGIN, Account

SHARE = 0.6
"""How much of the time until its deadline a duty takes."""

NOTED = "As on every such day."

Everyday = Acknowledge | Claim | Complete


class Routine(msgspec.Struct, frozen=True, kw_only=True):
    """How agencies with the roles in *of* go about their duties: when they see them, and when they are done.

    *finishes_after* is for duties without a deadline; where it is left out nothing is finished. The duties in *leaves*
    are seen, and left to whoever plays on; those in *overlooks* are not even seen.
    """

    of: tuple[Role, ...]
    acknowledges_after: timedelta
    finishes_after: timedelta | None = None
    leaves: tuple[str, ...] = ()
    overlooks: tuple[str, ...] = ()

    def deeds(self, opened: TaskOpened) -> Iterator[tuple[datetime, Everyday]]:
        """What is done about the duty, and when."""
        if opened.role not in self.of or opened.code in self.overlooks:
            return
        yield opened.opened_at + self.acknowledges_after, Acknowledge()
        if self.finishes_after is None or opened.code in self.leaves:
            return
        takes = self.finishes_after
        if opened.due_at is not None:
            takes = max((opened.due_at - opened.opened_at) * SHARE, self.acknowledges_after)
        yield opened.opened_at + (self.acknowledges_after + takes) / 2, Claim()
        yield opened.opened_at + takes, _completed(opened)


def _completed(opened: TaskOpened) -> Complete:
    plain = [outcome for outcome in opened.outcomes if outcome not in opened.note_for]
    if not opened.outcomes:
        return Complete()
    return Complete(outcome=plain[0]) if plain else Complete(outcome=opened.outcomes[0], note=NOTED)


@dataclass(frozen=True)
class Deed:
    """A piece of everyday work: what *by* does about a duty."""

    case: str
    task: str
    command: Everyday
    by: Account
    exercise: str

    def context(self, now: datetime) -> Context:
        """The circumstances of the deed, done at *now*."""
        return Context(
            command_id=derive(ORIGIN, "routine", self.task, type(self.command).__name__),
            now=now,
            occurred_at=Occurred(now),
            actor=self.by.member,
            agency=self.by.agency,
            role=self.by.role,
            country=self.by.country,
            exercise=self.exercise,
        )


def by_agency(accounts: Mapping[str, Account]) -> dict[str, Account]:
    """Who does an agency's everyday work: the last of its people in the directory."""
    return {account.agency: account for account in accounts.values()}


def deeds(routines: Sequence[Routine], opened: TaskOpened) -> Iterator[tuple[datetime, Everyday]]:
    """What is done about the duty by all of *routines*."""
    for routine in routines:
        yield from routine.deeds(opened)
