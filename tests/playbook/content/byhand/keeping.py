"""The story of :mod:`tests.playbook.content.national`, kept in the form of the rows that were written by hand.

Invariant: a time is that of the country whose duty it is, with its offset from UTC; ``no clock`` where none runs.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

from domain.case import events as e
from domain.codes import Country
from domain.events import Event
from domain.playbook.policy import Reaction
from domain.task.commands import OpenTask
from infra.calendars import ZONES
from tests.playbook.content.national import found_here, guards, over_easter, played, unattended
from tests.playbook.story import Story

Row = tuple[str, str, str, str, str, str]
"""Moment, whose, duty, deadline, mark, first escalation (empty where nobody has to acknowledge)."""


class Told:
    """What a country's three stories brought: duties, and what could not be closed at which moment."""

    def __init__(self) -> None:
        self.rows: set[Row] = set()
        self.refused: set[tuple[str, str, str]] = set()


class Kept(Story):
    """A story that writes its duties and guards into *told* while it goes on."""

    def __init__(self, *agencies: str, told: Told, country: Country, **begin: datetime) -> None:
        self._told, self._country, self._lead = told, country, agencies[0]
        super().__init__(*agencies, **begin)  # type: ignore[arg-type]

    def tell(
        self, event: Event, *, by: str, after: timedelta = timedelta(minutes=1), late: timedelta = timedelta()
    ) -> list[Reaction]:
        """Go on, and keep what follows."""
        told = super().tell(event, by=by, after=after, late=late)
        tasks = (one.command for one in told if isinstance(one.command, OpenTask))
        self._told.rows |= {self._row(task) for task in tasks}
        if not isinstance(event, e.CaseClosed):
            self._told.refused |= {self._refusal(line) for line in guards(self, self._lead)}
        return told

    def _row(self, task: OpenTask) -> Row:
        country = task.country or self._country
        whose = str(task.role) if country is self._country else task.agency
        due = "no clock" if task.due_at is None else _with_offset(_there(task.due_at, country))
        first = [f"{_there(at, country):%m-%d %H:%M} {whom}" for at, whom in unattended(task)][:1]
        said = first[0] if first and task.acknowledge_by is not None else ""
        return f"{_there(self.now, country):%m-%d %H:%M}", whose, task.code, due, str(task.mark), said

    def _refusal(self, line: str) -> tuple[str, str, str]:
        asked, _, why = line.removeprefix("  guard: ").partition(" is refused: ")
        return f"{_there(self.now, self._country):%m-%d %H:%M}", asked, why


def _there(at: datetime, country: Country) -> datetime:
    return at.astimezone(ZoneInfo(ZONES[country]))


def _with_offset(at: datetime) -> str:
    return f"{at:%m-%d %H:%M} {at.isoformat()[-6:]}"


@cache
def told(country: Country) -> Told:
    """What the stories of *country* bring; each is played once."""
    kept = Told()
    for story in (played, found_here, over_easter):
        story(country, partial(Kept, told=kept, country=country))
    return kept
