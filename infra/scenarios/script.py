"""Reading a scenario: a file of steps, each somebody's command at its time, checked before anything is played.

Invariant: a scenario that was read can be played: its people, tasks, times and commands exist, and every fault of every
file is told at once, with file and line.

A value of a step's data may point to something: ``agency:police.it``, ``member:police2.it``, ``id:the-sighting`` (an
identifier of this scenario), ``fact:the-step`` (what the step of that name recorded) or ``time:+2d 21:40``.
"""

from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import msgspec

from domain.codes import Country
from domain.commands import CATALOGUE, Aggregate
from domain.context import Command
from domain.ids import derive
from infra.scenarios.meeting import filled
from infra.scenarios.people import ORIGIN, Account, Demo
from infra.scenarios.pointing import in_country, offset, resolved, step_id
from infra.scenarios.routine import Routine
from infra.tables import FilesRefused, Table, refuse_faults

_DAWN = datetime(2000, 1, 1, tzinfo=UTC)


class StepRow(msgspec.Struct, frozen=True, kw_only=True):
    """A step as the file has it.

    *at* is when it was recorded, *occurred* when it happened (the same, unless given); both count from the start.
    """

    at: str
    by: str
    as_: str = msgspec.field(name="as")
    tells: str = ""
    name: str = ""
    case: str = ""
    task: str = ""
    conference: str = ""
    of: str = ""
    occurred: str = ""
    occurred_until: str = ""
    about: bool = False
    data: dict[str, Any] = {}


class CourseRow(msgspec.Struct, frozen=True, kw_only=True):
    """A small case that runs the same way in several countries, each *stagger* after the one before.

    In its steps ``carer.here`` is the carer of the country, ``here`` the country, ``HERE`` the same in capitals.
    """

    id: str
    countries: tuple[Country, ...]
    stagger: timedelta = timedelta()
    step: tuple[dict[str, Any], ...]


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """What a scenario says about itself. It is played up to the step named *until* unless asked otherwise."""

    id: str
    title: str
    about: str
    until: str = ""


@dataclass(frozen=True)
class Step:
    """One command of the story, ready to be given once the start is known."""

    at: timedelta
    occurred: timedelta
    occurred_until: timedelta | None
    approximate: bool
    by: Account
    slug: str
    kind: type[Command]
    data: Mapping[str, Any]
    case: str
    task: str
    conference: str
    of: str
    name: str
    tells: str
    command_id: str
    exercise: str
    where: str

    def command(self, demo: Demo, start: datetime) -> Command:
        """The command itself, with every pointer resolved."""
        data = filled(self.kind, self.data, self.conference)
        return msgspec.convert(resolved(data, demo, self.case, start, self.kind), self.kind)


@dataclass(frozen=True)
class Scenario:
    """A story in fictive cases."""

    id: str
    title: str
    about: str
    exercise: str
    steps: tuple[Step, ...]
    until: int
    """how many steps lead up to the interesting moment"""
    routines: tuple[Routine, ...] = ()


def load_scenarios(folder: Path, demo: Demo) -> tuple[Scenario, ...]:
    """The scenarios in *folder*; refuses (:class:`infra.tables.FilesRefused`) them with all faults of all files."""
    tables = [Table(path) for path in sorted(folder.glob("*.toml")) if path.name != "directory.toml"]
    scenarios = [_scenario(table, demo) for table in tables]
    refuse_faults(*tables)
    return tuple(scenario for scenario in scenarios if scenario is not None)


def load_scenario(path: Path, demo: Demo) -> Scenario:
    """The scenario in the file *path*; refuses (:class:`infra.tables.FilesRefused`) it with all its faults."""
    table = Table(path)
    scenario = _scenario(table, demo)
    refuse_faults(table)
    if scenario is None:
        table.fault("is empty")
        raise FilesRefused(table.faults)
    return scenario


def case_id(scenario_case: str) -> str:
    """The identifier of a case of a scenario."""
    return derive(ORIGIN, "case", scenario_case)


def exercise_id(scenario: str) -> str:
    """The identifier that every fact of a scenario carries, so that nobody takes it for a real one."""
    return derive(ORIGIN, "exercise", scenario)


def _scenario(table: Table, demo: Demo) -> Scenario | None:
    rows, courses = table.rows("step"), table.rows("course")
    data = {key: value for key, value in table.data.items() if key not in {"step", "course", "routine"}}
    head = table.convert(Head, data) if table.data else None
    if head is None:
        return None
    reader = _Reader(table, demo, head.id)
    for place, row in enumerate(rows):
        reader.step(row, "step", place)
    for place, row in enumerate(courses):
        reader.course(row, place)
    steps = sorted(reader.steps, key=lambda step: step.at)
    routines = [table.convert(Routine, row, "routine", place) for place, row in enumerate(table.rows("routine"))]
    return Scenario(
        id=head.id,
        title=head.title,
        about=head.about,
        exercise=exercise_id(head.id),
        steps=tuple(steps),
        until=_until(table, head.until, steps, reader.names),
        routines=tuple(routine for routine in routines if routine is not None),
    )


def _until(table: Table, name: str, steps: Sequence[Step], names: Container[str]) -> int:
    if not name:
        return len(steps)
    for place, step in enumerate(steps, start=1):
        if step.name == name:
            return place
    if name not in names:
        table.fault(f"no step has the name {name}", key="until")
    return 0


class _Reader:
    """Reads the steps of one file."""

    def __init__(self, table: Table, demo: Demo, scenario: str) -> None:
        self._table = table
        self._demo = demo
        self._scenario = scenario
        self.names: set[str] = set()
        self._latest: dict[str, timedelta] = {}
        self._inner = 0
        self.steps: list[Step] = []

    def course(self, data: Mapping[str, Any], place: int) -> None:
        """Read the steps of a course once for each of its countries."""
        course = self._table.convert(CourseRow, data, "course", place)
        first = self._inner
        self._inner += len(data.get("step", ()))
        if course is None:
            return
        for number, country in enumerate(course.countries):
            for inner, step in enumerate(course.step, start=first):
                told = {**in_country(step, country), "case": f"{course.id}-{country}"}
                self.step(told, "course.step", inner, course.stagger * number)

    def step(self, data: Mapping[str, Any], section: str, place: int, later: timedelta = timedelta()) -> None:
        """Read one step, *later* than it says; its faults are noted."""
        row = self._table.convert(StepRow, {**data}, section, place)
        if row is None:
            return
        before = len(self._table.faults)
        times = [self._time(row, key, section, place) for key in ("at", "occurred", "occurred_until")]
        account = self._demo.accounts.get(row.by)
        if account is None:
            self._fault(f"there is nobody with the account {row.by}", section, place, "by")
        self._check_order(row, times, section, place)
        kind = self._kind(row, section, place)
        if kind is not None:
            self._check_data(kind, row, section, place)
        if account is None or kind is None or len(self._table.faults) > before:
            return
        moved = [None if time is None else time + later for time in times]
        self.steps.append(self._made(row, moved, account, kind, (section, place)))

    def _made(
        self,
        row: StepRow,
        times: Sequence[timedelta | None],
        by: Account,
        kind: type[Command],
        where: tuple[str, int],
    ) -> Step:
        at, occurred, until = times
        case = f"{self._scenario}/{row.case}" if row.case else self._scenario
        return Step(
            at=at or timedelta(),
            occurred=occurred if occurred is not None else at or timedelta(),
            occurred_until=until,
            approximate=row.about,
            by=by,
            slug=row.as_,
            kind=kind,
            data=row.data,
            case=case,
            task=row.task,
            conference=row.conference,
            of=row.of or by.key,
            name=row.name,
            tells=row.tells,
            command_id=step_id(case, row.name or f"{len(self.steps)} {row.as_}"),
            exercise=exercise_id(self._scenario),
            where=self._table.place(*where),
        )

    def _fault(self, what: str, section: str, place: int, key: str) -> None:
        self._table.fault(what, section, place, key)

    def _time(self, row: StepRow, key: str, section: str, place: int) -> timedelta | None:
        text = getattr(row, key)
        try:
            return offset(text) if text or key == "at" else None
        except ValueError as error:
            self._fault(f"{key}: {error}", section, place, key)
            return None

    def _check_order(self, row: StepRow, times: Sequence[timedelta | None], section: str, place: int) -> None:
        at, occurred, until = times
        if at is not None:
            if at < self._latest.get(row.case, at):
                self._fault("at: this step comes before the one above it", section, place, "at")
            self._latest[row.case] = at
            if max(occurred or at, until or at) > at:
                self._fault("occurred: it is recorded before it has happened", section, place, "occurred")
        if row.name in self.names - {""}:
            self._fault(f"another step has the name {row.name}", section, place, "name")
        self.names.add(row.name)

    def _kind(self, row: StepRow, section: str, place: int) -> type[Command] | None:
        entry = CATALOGUE.get(row.as_)
        if entry is None or entry.aggregate is Aggregate.AGENCY:
            self._fault(f"there is no command {row.as_} for a case or a task", section, place, "as")
            return None
        if (entry.aggregate is Aggregate.CONFERENCE) is not bool(row.conference):
            what = "say with conference which one is meant" if not row.conference else f"{row.as_} is done elsewhere"
            self._fault(what, section, place, "conference" if row.conference else "as")
            return None
        if (entry.aggregate is Aggregate.TASK) is not bool(row.task):
            what = "say with task which task is meant" if not row.task else f"{row.as_} is not done to a task"
            self._fault(what, section, place, "task" if row.task else "as")
        if row.of and row.of not in self._demo.agencies:
            self._fault(f"there is no agency {row.of}", section, place, "of")
        return entry.command

    def _check_data(self, kind: type[Command], row: StepRow, section: str, place: int) -> None:
        try:
            data = resolved(filled(kind, row.data, row.conference), self._demo, self._scenario, _DAWN, kind)
        except ValueError as error:
            self._fault(str(error), f"{section}.data", place, "")
            return
        self._table.convert(kind, data, f"{section}.data", place)
