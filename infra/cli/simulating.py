"""``lantern playbook simulate``: what would open, when, for whom, and what would be late.

Invariant: nothing is written and no server is needed; a simulation plays a fictive scenario on a log in memory. Every
time is on the clocks of the agency it is about, so that a deadline reads as that agency will see it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from domain.case.decider import DECIDER as CASE
from domain.codes import Country
from domain.conference.decider import DECIDER as CONFERENCE
from domain.context import SYSTEM_AGENCY, Command, Context
from domain.deciding.handling import Handler, Outcome
from domain.directory.decider import DECIDER as DIRECTORY
from domain.envelope import Recorded, case_of
from domain.events import Event
from domain.playbook.policy import words
from domain.playbook.rules import LEAD, Playbooks
from domain.task import events as t
from domain.task.decider import DECIDER as TASK
from infra.calendars import ZONES
from infra.data import SCENARIOS
from infra.faults import Misuse
from infra.memory import MemoryEventStore, MemoryKeys
from infra.scenarios import Demo, Scenario, load_people, load_scenario, load_scenarios
from infra.scenarios import play as play_scenarios
from infra.vault import Keks, KeyRing

MOMENT = "%a %d %b %H:%M %Z"


async def simulated(playbooks: Playbooks, scenario: str, start: datetime) -> list[str]:
    """What *playbooks* open in the *scenario*, a name or a file, for whom, due when, and what comes of it.

    Refuses (:class:`infra.faults.Misuse`) a scenario that is not there, has faults or cannot be played.
    """
    people, chosen, facts = await played(playbooks, scenario, start)
    telling = Telling({agency: key for key, agency in people.agencies.items()})
    told = [line for fact in facts for line in telling.of(fact)]
    return [f"{chosen.title}. Every time is local to the agency it is about.", "", *told, "", *telling.in_the_end()]


async def played(playbooks: Playbooks, scenario: str, start: datetime) -> tuple[Demo, Scenario, list[Recorded[Event]]]:
    """Who is in the *scenario*, a name or a file, the scenario, and the facts of its cases as *playbooks* have it.

    Refuses (:class:`infra.faults.Misuse`) a scenario that is not there, has faults or cannot be played.
    """
    people = load_people(SCENARIOS / "directory.toml")
    chosen = _scenario(scenario, people)
    store = MemoryEventStore(KeyRing(MemoryKeys(), Keks("simulation", {"simulation": bytes(32)})))
    handlers: dict[str, Handler[Any, Any]] = {
        "file": Handler(CASE, store),
        "task": Handler(TASK, store),
        "conference": Handler(CONFERENCE, store),
        "agency": Handler(DIRECTORY, store),
    }

    async def dispatch(originator: str, command: Command, context: Context) -> Outcome[Any]:
        parts = originator.split(".")
        kind = "agency" if parts[0] == "directory" else parts[2]
        return await handlers[kind].handle(originator, command, context)

    await play_scenarios(people, [chosen], playbooks, dispatch, start, whole=True)
    return people, chosen, [fact for fact in await _everything(store) if case_of(fact.originator) is not None]


def _scenario(name: str, people: Demo) -> Scenario:
    if Path(name).suffix == ".toml":
        return load_scenario(Path(name), people)
    known = {scenario.id: scenario for scenario in load_scenarios(SCENARIOS, people)}
    if name not in known:
        raise Misuse(
            f"There is no scenario {name}. Name one of {', '.join(sorted(known))}, or a file that ends in .toml."
        )
    return known[name]


async def _everything(store: MemoryEventStore) -> list[Recorded[Event]]:
    facts: list[Recorded[Event]] = []
    follower = store.follow(0)
    while len(facts) < await store.last_position():
        facts += await anext(follower)
    await follower.aclose()
    return facts


class Telling:
    """The story as lines, and what it came to."""

    def __init__(self, names: Mapping[str, str]) -> None:
        """Call agencies by *names*."""
        self._names = names
        self._duties: dict[str, t.TaskOpened] = {}
        self._late: dict[str, datetime] = {}
        self._done: dict[str, tuple[datetime, str]] = {}
        self._told = 0

    def of(self, fact: Recorded[Event]) -> Iterator[str]:
        """The line of *fact*, none where it only says that somebody worked on a duty."""
        event, at = fact.event, fact.recorded_at
        match event:
            case t.TaskOpened():
                self._duties[fact.originator] = event
                yield self._line(at, event.country, "opens", f"{self._duty(event)}  {_due(event)}  [{event.mark}]")
            case t.TaskWentOverdue():
                self._late.setdefault(fact.originator, at)
                yield self._of_duty(fact, "late", "")
            case t.TaskEscalated(to=to, because=because):
                self._told += 1
                yield self._of_duty(fact, "tells", f"  -> {self._whom(to)}: {because}")
            case t.TaskWaived() if fact.meta.agency == SYSTEM_AGENCY:
                self._done[fact.originator] = (at, "dropped")
                yield self._of_duty(fact, "drops", "  it is no longer needed")
            case t.TaskCompleted(outcome=outcome):
                self._done[fact.originator] = (at, outcome)
                yield self._of_duty(fact, "ends", f"  {outcome}")
            case _ if fact.originator.endswith(".file"):
                country = fact.meta.jurisdiction
                yield self._line(at, country, "*", f"{words(fact.name)}, by {self._whom(fact.meta.agency)}")
            case _:
                return

    def in_the_end(self) -> Iterator[str]:
        """What was late, and how it ended; and how much there was in all."""
        yield "Late:" if self._late else "Nothing was late."
        for originator in self._late:
            duty = self._duties[originator]
            at, how = self._done.get(originator, (None, "nobody did it"))
            when = "" if at is None else f" on {at.astimezone(_zone(duty.country)):{MOMENT}}"
            yield f"  {self._duty(duty)}  {_due(duty)}; {how}{when}"
        late, told = len(self._late), self._told
        yield f"In all: {len(self._duties)} duties opened, {late} late, {told} times somebody else was told."

    def _of_duty(self, fact: Recorded[Event], what: str, more: str) -> str:
        duty = self._duties[fact.originator]
        return self._line(fact.recorded_at, duty.country, what, self._duty(duty) + more)

    def _duty(self, duty: t.TaskOpened) -> str:
        return f"{self._whom(duty.agency):<14} {duty.code:<26}"

    def _whom(self, agency: str) -> str:
        return "whoever leads" if agency == LEAD else self._names.get(agency, agency)

    def _line(self, at: datetime, country: Country | None, what: str, said: str) -> str:
        return f"{at.astimezone(_zone(country)):{MOMENT}}  {what:<5}  {said}".rstrip()


def _due(duty: t.TaskOpened) -> str:
    return "no clock" if duty.due_at is None else f"due {duty.due_at.astimezone(_zone(duty.country)):{MOMENT}}"


def _zone(country: Country | None) -> ZoneInfo:
    return ZoneInfo("UTC" if country is None else ZONES[country])
