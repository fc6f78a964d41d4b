"""The documents of a case as they stood at any of its facts: what the views held then, folded from the record.

Invariant: they are what the views would hold of this case if the log ended there. They are cut for nobody.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

from msgspec.structs import replace

from domain.codes import Country
from projections import board, cases
from projections.cases.telling import as_fact
from projections.timeline import Entry

EVERY = 128
"""So many facts lie between two folds that are kept: about a millisecond to fold again."""


@dataclass(frozen=True)
class Stood:
    """The *case* as everybody in it sees it, and its *tasks* by id, after a fact."""

    case: cases.Case | None = None
    tasks: Mapping[str, board.Task] = field(default_factory=lambda: MappingProxyType({}))


class Step(NamedTuple):
    """A fact, the *case* after it, and the *task* it is about, if it is about one."""

    entry: Entry
    case: cases.Case | None
    task: board.Task | None


class Past:
    """A case at each of its facts; it grows with the record."""

    def __init__(self, founded_in: Country, every: int = EVERY) -> None:
        """Begin before the first fact; keep a fold *every* so many.

        The country of who opened the case stands in no entry: it was *founded_in* that.
        """
        self._every = every
        self._founded_in = founded_in
        self._entries: list[Entry] = []
        self._positions: list[int] = []
        self._folds = [Stood()]

    def follow(self, news: Sequence[Entry]) -> None:
        """Take in what was recorded since, uncut; *news* are entries of this case alone and adjoin what is known."""
        self._entries += news
        self._positions += [entry.position for entry in news]
        every = self._every
        for end in range(len(self._folds) * every, len(self._entries) + 1, every):
            self._folds.append(self._after(self._folds[-1], self._entries[end - every : end]))

    def at(self, position: int) -> Stood:
        """What stood once the fact at *position* had come."""
        count = bisect_right(self._positions, position)
        start = count // self._every
        return self._after(self._folds[start], self._entries[start * self._every : count])

    def steps(self) -> Iterator[Step]:
        """Each fact with what stood after it."""
        case: cases.Case | None = None
        tasks: dict[str, board.Task] = {}
        for entry in self._entries:
            case = self._fold(case, tasks, entry)
            yield Step(entry, case, tasks.get(entry.task or ""))

    def _after(self, before: Stood, entries: Sequence[Entry]) -> Stood:
        case, tasks = before.case, dict(before.tasks)
        for entry in entries:
            case = self._fold(case, tasks, entry)
        return Stood(case, tasks)

    def _fold(self, case: cases.Case | None, tasks: dict[str, board.Task], entry: Entry) -> cases.Case | None:
        fact = as_fact(entry)
        for key in board.keys(fact):
            task = board.evolve(tasks.get(key), fact)
            if task is not None:
                tasks[key] = task
        if not cases.keys(fact):
            return case
        after = cases.evolve(case, fact)
        if case is None and after is not None:
            after = replace(after, agencies=(replace(after.agencies[0], country=self._founded_in),))
        return after
