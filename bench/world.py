"""The made-up world that all benches share: agencies, cases and tasks, in as many facts as asked for.

Invariant: the same call makes the same facts, but for their nonces; a part of the world is the beginning of the whole.
Nobody in it is anybody.

Each case has six facts and six tasks; four tasks in five are finished (three facts each), of the others some are
acknowledged, claimed or overdue. With 10,000 cases each of the 24 agencies has 2,500 tasks, 500 of them running.
"""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from domain.case.decider import originator as case_originator
from domain.case.events import AgencyJoined, CaseOpened, IdentityRecorded, RiskAssessed
from domain.case.risk.indicators import Indicator
from domain.codes import Country, RiskLevel, Role
from domain.envelope import Draft, Meta, Occurred
from domain.events import Event
from domain.ids import derive
from domain.privacy import Clear
from domain.task.decider import originator as task_originator
from domain.task.events import TaskAcknowledged, TaskClaimed, TaskCompleted, TaskOpened, TaskWentOverdue

ORIGIN = "0199c3f0a00070008000000000000000"
ROLES = (Role.POLICE, Role.GUARDIAN, Role.CARER, Role.PROTECTION)
COUNTRIES = tuple(Country)
TASKS = 6
RUNNING = 5
"""One task in so many is not finished yet."""

MEMBERS = 4
OUTCOMES = ("done", "not-possible")
DUTIES = ("report-disappearance", "assess-risk", "check-last-place", "tell-guardian", "request-alert", "prepare-return")


@dataclass(frozen=True)
class Agency:
    """An agency of the made-up world."""

    id: str
    role: Role
    country: Country

    def member(self, number: int) -> str:
        """One of its people."""
        return derive(ORIGIN, "member", self.id, number % MEMBERS)


@dataclass(frozen=True)
class Told:
    """One fact as it will stand in the log."""

    originator: str
    draft: Draft
    at: datetime


AGENCIES = tuple(
    Agency(derive(ORIGIN, "agency", role.value, country.value), role, country)
    for country, role in itertools.product(COUNTRIES, ROLES)
)
_BY_PLACE = {(agency.country, agency.role): agency for agency in AGENCIES}
MEASURED = _BY_PLACE[Country.BE, Role.POLICE]
"""The agency whose board is looked at."""


class World:
    """Cases one after the other, as they were at *now*."""

    def __init__(self, now: datetime) -> None:
        """Begin before the first case."""
        self.now = now.astimezone(UTC).replace(microsecond=0)
        self.cases = 0
        self._tasks: Counter[str] = Counter()
        self.told = 0

    def case(self) -> list[Told]:
        """All facts of the next case, in the order of the log."""
        number, self.cases = self.cases, self.cases + 1
        country = COUNTRIES[number % len(COUNTRIES)]
        case = derive(ORIGIN, "case", number)
        opened_at = self.now - timedelta(days=180) + timedelta(minutes=number * 25 % 250_000)
        told = list(self._file(case, number, country, opened_at))
        for place in range(TASKS):
            agency = _BY_PLACE[country, ROLES[(place + number // len(COUNTRIES)) % len(ROLES)]]
            told += self._task(case, number, place, agency, opened_at)
        return told

    def facts(self, at_least: int) -> Iterator[Sequence[Told]]:
        """Case after case until there are *at_least* so many facts more."""
        end = self.told + at_least
        while self.told < end:
            yield self.case()

    def _file(self, case: str, number: int, country: Country, at: datetime) -> Iterator[Told]:
        carer, *others = (
            _BY_PLACE[country, role] for role in (Role.CARER, Role.POLICE, Role.GUARDIAN, Role.PROTECTION)
        )
        level = (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH)[number % 3]
        facts: list[Event] = [
            CaseOpened(reference=_reference(number, country), country=country, agency=carer.id, role=carer.role),
            IdentityRecorded(names=Clear(f"Child {number}"), birth_date=Clear("2012"), languages=Clear("Tigrinya")),
            *(AgencyJoined(agency=a.id, role=a.role, country=country, invited_by=carer.id) for a in others),
            RiskAssessed(
                level=level, indicators=Clear(Indicator.FIRST_48_HOURS), reasons=Clear("As told by the carer.")
            ),
        ]
        for fact in facts:
            yield self._told(case_originator(case), fact, carer, at)

    def _task(self, case: str, number: int, place: int, agency: Agency, opened_at: datetime) -> Iterator[Told]:
        task, of_agency = derive(ORIGIN, "task", number, place), self._tasks[agency.id]
        self._tasks[agency.id] += 1
        running = of_agency % RUNNING == 0
        late = running and of_agency % (RUNNING * 4) == 0
        due_at = self.now + timedelta(minutes=(of_agency * 37) % 20_000 + 600)
        if late or not running:
            due_at = opened_at + timedelta(hours=24)
        opened = TaskOpened(
            case=case,
            task=task,
            reference=_reference(number, agency.country),
            agency=agency.id,
            role=agency.role,
            country=agency.country,
            code=DUTIES[place],
            title=DUTIES[place].replace("-", " ").capitalize(),
            opened_at=opened_at,
            due_at=due_at,
            outcomes=OUTCOMES,
        )
        moves = self._running(of_agency, agency, opened) if running else _finished(of_agency, agency, opened)
        for fact, at in [(opened, opened_at), *moves]:
            yield self._told(task_originator(case, task), fact, agency, at)

    def _running(self, turn: int, agency: Agency, opened: TaskOpened) -> Iterator[tuple[Event, datetime]]:
        at, member = opened.opened_at + timedelta(minutes=20), agency.member(turn)
        moved: tuple[Event, ...] = (
            (),
            (TaskAcknowledged(member=member, at=at),),
            (TaskClaimed(member=member, agency=agency.id, at=at),),
        )[turn // RUNNING % 3]
        for event in moved:
            yield event, at
        if opened.due_at is not None and opened.due_at < self.now:
            yield TaskWentOverdue(due_at=opened.due_at), opened.due_at

    def _told(self, originator: str, event: Event, agency: Agency, at: datetime) -> Told:
        self.told += 1
        command = derive(ORIGIN, "command", self.told)
        meta = Meta(
            occurred_at=Occurred(at),
            actor=agency.member(self.told),
            agency=agency.id,
            purpose="protection of a missing child",
            legal_basis="vital interests",
            jurisdiction=agency.country,
            command_id=command,
            correlation_id=command,
        )
        return Told(originator, Draft(id=derive(command, 0), meta=meta, event=event), at)


def _finished(turn: int, agency: Agency, opened: TaskOpened) -> Iterator[tuple[Event, datetime]]:
    at, member = opened.opened_at + timedelta(minutes=20), agency.member(turn)
    yield TaskClaimed(member=member, agency=agency.id, at=at), at
    at += timedelta(hours=2)
    yield TaskCompleted(member=member, outcome=OUTCOMES[0], note=Clear("Done as agreed with the others.")), at


def _reference(number: int, country: Country) -> str:
    return f"{country.value.upper()}-2026-{number:06d}"


class OneBoard(World):
    """The same world, but with all tasks on the board of one agency: 500 of them running after 417 cases."""

    def case(self) -> list[Told]:
        """All facts of the next case, in the order of the log."""
        number, self.cases = self.cases, self.cases + 1
        case = derive(ORIGIN, "case", number)
        opened_at = self.now - timedelta(days=180) + timedelta(minutes=number * 25 % 250_000)
        told = list(self._file(case, number, MEASURED.country, opened_at))
        for place in range(TASKS):
            told += self._task(case, number, place, MEASURED, opened_at)
        return told
