"""What some pairs of eyes together see of a case, kept as its record grows: any moment of it without beginning anew.

Invariant: at each place it is what cutting and folding everything up to there anew would give. It holds texts as the
record does, sealed or erased, and nothing that was opened.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from domain.task.events import TaskHandOverOffered
from projections.cases import Case, learn
from projections.cases.telling import as_fact, told
from projections.standing.disclosing import open_at
from projections.timeline import Entry
from projections.visibility.facts import sees
from projections.visibility.reading import Eye, between, cut
from projections.visibility.viewing import Viewer, access

EVERY = 128
"""So many facts lie between two folds that are kept: less than a millisecond to fold again."""


def eye_of(viewer: Viewer, case: Case, now: datetime) -> Eye:
    """How *viewer* sees *case* as it stands, read *now*."""
    return Eye(viewer, access(viewer, case.agencies), open_at(case.disclosures, viewer.agency, now))


class Strand:
    """What all of *eyes* see of one case, in the order of the log, and the case that this tells.

    *eyes* are those of who looks, and perhaps of somebody through whose eyes they look: what both may see.
    """

    def __init__(self, eyes: Sequence[Eye], every: int = EVERY) -> None:
        """Begin before the first fact; keep a fold *every* so many."""
        self._every = every
        self._eyes = tuple(eyes)
        self._offers: list[Entry] = []
        self._entries: list[Entry] = []
        self._positions: list[int] = []
        self._times: list[datetime] = []
        self._in_order = True
        self._filed: list[int] = [0]
        self._folds: list[Case | None] = [None]
        self._last: Case | None = None

    def __len__(self) -> int:
        """How many facts they see."""
        return len(self._entries)

    def follow(self, news: Sequence[Entry]) -> None:
        """Take in what was recorded since, uncut; *news* are entries of this case alone and adjoin what is known."""
        inside = between([*self._offers, *news])
        self._offers += [entry for entry in news if entry.name == TaskHandOverOffered.NAME]
        for entry in news:
            if all(sees(eye, entry) for eye in self._eyes):
                self._take(cut(entry, self._eyes, inside.get(entry.id)))

    def _take(self, entry: Entry) -> None:
        self._entries.append(entry)
        self._positions.append(entry.position)
        self._in_order = self._in_order and self._times[-1:] <= [entry.recorded_at]
        self._times.append(entry.recorded_at)
        self._filed.append(self._filed[-1] + entry.filed)
        self._last = _told(self._last, entry)
        if len(self._entries) % self._every == 0:
            self._folds.append(self._last)

    def until(self, position: int | None = None) -> tuple[Entry, ...]:
        """What of the record they see that had come by *position*, or all of it."""
        return tuple(self._entries if position is None else self._entries[: self._count(position)])

    def case(self, position: int | None = None) -> Case | None:
        """The case as that tells it, its version the number of facts of its file; None where it tells of none."""
        return self._numbered(len(self._entries) if position is None else self._count(position))

    def known(self, at: datetime) -> tuple[tuple[Entry, ...], Case | None]:
        """What they see that was recorded by *at*, and the case as that tells it."""
        if self._in_order:
            count = bisect_right(self._times, at)
            return tuple(self._entries[:count]), self._numbered(count)
        # A clock was put back meanwhile: what was recorded by then does not stand together.
        known = tuple(entry for entry in self._entries if entry.recorded_at <= at)
        case = told(known)
        return known, None if case is None else replace(case, version=sum(entry.filed for entry in known))

    def _numbered(self, count: int) -> Case | None:
        case = self._last if count == len(self._entries) else self._folded(count)
        return None if case is None else replace(case, version=self._filed[count])

    def _folded(self, count: int) -> Case | None:
        start = count // self._every
        case = self._folds[start]
        for entry in self._entries[start * self._every : count]:
            case = _told(case, entry)
        return case

    def _count(self, position: int) -> int:
        return bisect_right(self._positions, position)


def _told(case: Case | None, entry: Entry) -> Case | None:
    return learn(case, as_fact(entry)) if entry.filed else case
