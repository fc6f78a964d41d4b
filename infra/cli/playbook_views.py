"""``lantern playbook diff`` and ``simulate``: what a change of rules would mean, before anybody depends on it.

Invariant: nothing is written and no server is needed; a simulation plays a fictive scenario on a log in memory.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from domain.case.decider import DECIDER as CASE
from domain.context import Command, Context
from domain.deciding.handling import Handler, Outcome
from domain.directory.decider import DECIDER as DIRECTORY
from domain.envelope import Recorded, case_of
from domain.events import Event
from domain.playbook.comparing import compare_rules
from domain.playbook.rules import Playbooks, Rule
from domain.task import events as t
from domain.task.decider import DECIDER as TASK
from infra.calendars import ZONES
from infra.data import SCENARIOS
from infra.faults import Misuse
from infra.memory import MemoryEventStore, MemoryKeys
from infra.scenarios import load_people, load_scenarios
from infra.scenarios import play as play_scenarios
from infra.vault import Keks, KeyRing


def difference(before: Playbooks, after: Playbooks) -> Iterator[str]:
    """What differs between two sets of rules, rule by rule and key by key."""
    for change in compare_rules(dict(_rules(before)), dict(_rules(after))):
        if change.after is None:
            yield f"- {change.name}: {change.before.title if change.before else ''}"
        elif change.before is None:
            yield f"+ {change.name}: {change.after.title}"
        else:
            yield f"~ {change.name}"
            yield from (f"    {field.name}: {field.before} -> {field.after}" for field in change.fields)


def _rules(playbooks: Playbooks) -> Iterator[tuple[str, Rule]]:
    return ((f"{book.id}/{rule.id}", rule) for book in playbooks.playbooks for rule in book.rules)


async def simulated(playbooks: Playbooks, name: str, start: datetime) -> list[str]:
    """What *playbooks* open in the scenario *name*, for whom, due when in local time, and what comes of it."""
    people = load_people(SCENARIOS / "directory.toml")
    scenarios = [scenario for scenario in load_scenarios(SCENARIOS, people) if scenario.id == name]
    if not scenarios:
        raise Misuse(f"There is no scenario {name}: `ls scenarios` shows them.")
    store = MemoryEventStore(KeyRing(MemoryKeys(), Keks("simulation", {"simulation": bytes(32)})))
    handlers: dict[str, Handler[Any, Any]] = {
        "file": Handler(CASE, store),
        "task": Handler(TASK, store),
        "agency": Handler(DIRECTORY, store),
    }

    async def dispatch(originator: str, command: Command, context: Context) -> Outcome[Any]:
        parts = originator.split(".")
        kind = "agency" if parts[0] == "directory" else parts[2]
        return await handlers[kind].handle(originator, command, context)

    await play_scenarios(people, scenarios, playbooks, dispatch, start, whole=True)
    names = {agency: key for key, agency in people.agencies.items()}
    duties: dict[str, t.TaskOpened] = {}
    return [line for fact in await _everything(store) for line in _told(fact, names, duties)]


async def _everything(store: MemoryEventStore) -> list[Recorded[Event]]:
    facts: list[Recorded[Event]] = []
    follower = store.follow(0)
    while len(facts) < await store.last_position():
        facts += await anext(follower)
    await follower.aclose()
    return facts


def _told(fact: Recorded[Event], names: Mapping[str, str], duties: dict[str, t.TaskOpened]) -> Iterator[str]:
    event = fact.event
    if case_of(fact.originator) is None:
        return
    when = f"{fact.meta.occurred_at.at:%a %d %b %H:%M}Z"
    match event:
        case t.TaskOpened():
            duties[fact.originator] = event
            zone = ZoneInfo(ZONES[event.country]) if event.country else None
            due = "no clock" if event.due_at is None else f"due {event.due_at.astimezone(zone):%a %d %b %H:%M}"
            yield f"{when}    opens {event.code} for {names[event.agency]}, {due} [{event.mark}]"
        case t.TaskWentOverdue():
            yield f"{when}    late  {_duty(fact, names, duties)}"
        case t.TaskEscalated(to=to, because=because):
            yield f"{when}    tells {names.get(to, to)} of {_duty(fact, names, duties)}, {because}"
        case _ if fact.originator.endswith(".file"):
            yield f"{when}  {fact.name}"
        case _:
            return


def _duty(fact: Recorded[Event], names: Mapping[str, str], duties: Mapping[str, t.TaskOpened]) -> str:
    opened = duties[fact.originator]
    return f"{opened.code} of {names[opened.agency]}"
