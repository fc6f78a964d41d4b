"""Facts as an event log tells them: codes, times, whose agency, and who under a name that means nothing elsewhere.

Invariant: each entry makes one happening; there is no private text, no name of a person and no place in the log in it.
Who acted is told by their identifier to their own agency only, to others by a number that holds for one copy.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import NamedTuple

import msgspec

from domain.context import SYSTEM_AGENCY
from domain.events import REGISTER
from domain.task.events import TaskOpened
from projections.timeline import Entry
from web.eventlog.codes import Value, agencies_in, codes_of

LANTERN = "lantern"
"""Who acted where no person did."""


class By(NamedTuple):
    """An agency as a log tells it: what it is there for, and under which law."""

    role: str
    country: str


class Other(NamedTuple):
    """An agency that a fact names, and in which *field*."""

    field: str
    agency: str
    by: By


class Happening(msgspec.Struct, frozen=True, kw_only=True):
    """One fact of a log. Times are texts in UTC. *duty* is the code of the task it is about, *others* are agencies."""

    id: str
    name: str
    case: str
    reference: str
    task: str = ""
    duty: str = ""
    recorded: str
    happened: str
    until: str = ""
    approximate: bool = False
    late: bool = False
    agency: str
    role: str = ""
    country: str = ""
    actor: str
    audience: str
    playbook: str = ""
    version: str = ""
    rule: str = ""
    exercise: bool = False
    codes: dict[str, Value] = {}
    others: tuple[Other, ...] = ()


class Reader:
    """Tells entries for one copy: whose people are known to its reader, and which agencies there are."""

    def __init__(self, own: str, agencies: Mapping[str, By]) -> None:
        """Take the people of the agency *own* as known, which may be none."""
        self._own = own
        self._agencies = agencies
        self._numbers: dict[str, str] = {}

    def tell(self, entry: Entry, reference: str, duty: str) -> Happening:
        """The happening of *entry*, in the case called *reference*, about a task with the code *duty*."""
        by, rule = self._agencies.get(entry.agency, By("", "")), entry.playbook
        until = entry.occurred.until
        return Happening(
            id=entry.id,
            name=entry.name,
            case=entry.case or "",
            reference=reference,
            task=entry.task or "",
            duty=duty,
            recorded=moment(entry.recorded_at),
            happened=moment(entry.occurred.at),
            until=moment(until) if until else "",
            approximate=entry.occurred.approximate,
            late=entry.late,
            agency=entry.agency,
            role=by.role,
            country=by.country,
            actor=self._actor(entry),
            audience=entry.audience.kind.value,
            playbook=rule.playbook if rule else "",
            version=rule.version if rule else "",
            rule=rule.rule if rule else "",
            exercise=entry.exercise is not None,
            codes={} if entry.unknown else codes_of(entry.name, entry.codes),
            others=self._others(entry),
        )

    def _others(self, entry: Entry) -> tuple[Other, ...]:
        named = () if entry.unknown else agencies_in(entry.name, entry.codes, self._agencies)
        return tuple(Other(field, agency, self._agencies[agency]) for field, agency in named)

    def _actor(self, entry: Entry) -> str:
        if entry.agency == SYSTEM_AGENCY:
            return LANTERN
        if entry.agency == self._own:
            return entry.actor
        return self._numbers.setdefault(entry.actor, f"person-{len(self._numbers) + 1}")


def moment(at: datetime) -> str:
    """*at* in UTC, as all formats take it."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def happenings(
    reader: Reader, reference: str, entries: Iterable[Entry], begin: datetime | None = None, end: datetime | None = None
) -> list[Happening]:
    """What *reader* is told of the *entries* of one case, in their order, which were cut for the reader before.

    Only what was recorded from *begin* on, and before *end*.
    """
    found: list[Happening] = []
    duties: dict[str, str] = {}
    for entry in entries:
        if entry.task is not None and entry.name == TaskOpened.NAME and entry.name in REGISTER:
            duties[entry.task] = str(entry.codes.get("code", ""))
        if (begin is None or begin <= entry.recorded_at) and (end is None or entry.recorded_at < end):
            found.append(reader.tell(entry, reference, duties.get(entry.task or "", "")))
    return found
