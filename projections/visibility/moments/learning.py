"""When another agency came to know what a reader sees in a case.

Invariant: it is worked out from what the reader sees, so that it tells them of nobody's part in the case, and of no
disclosure, that they could not read of; and it is what that agency would have been shown at each moment.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

import msgspec

from projections.cases import Case
from projections.standing.disclosing import open_at
from projections.timeline import Entry
from projections.visibility.facts import sees
from projections.visibility.reading import Eye
from projections.visibility.viewing import Viewer, access, may_see


class Learned(msgspec.Struct, frozen=True):
    """An *entry*, and *at* which moment the other agency could first see it; None where it could at none."""

    entry: Entry
    at: datetime | None

    def known(self, when: datetime) -> bool:
        """Whether the other agency had been able to see it by *when*."""
        return self.at is not None and self.at <= when


LONG_AGO = datetime.min.replace(tzinfo=UTC)


def learned(other: Viewer, case: Case, entries: Iterable[Entry]) -> tuple[Learned, ...]:
    """When *other* came to know each of the *entries* of *case*, both as the reader sees them."""
    turns = _Turns(other, case)
    return tuple(Learned(entry, turns.first(entry)) for entry in entries)


class _Turns:
    """The moments from which on *other* sees a case differently; what decides about many facts is decided once."""

    def __init__(self, other: Viewer, case: Case) -> None:
        self._moments: list[datetime] = []
        self._eyes: list[Eye] = []
        for at in sorted({LONG_AGO, *_turns(other, case)}):
            eye = eye_then(other, case, at)
            if not self._eyes or eye != self._eyes[-1]:
                self._moments.append(at)
                self._eyes.append(eye)
        self._shown: dict[tuple[object, ...], list[int]] = {}
        self._opening = [turn for turn, eye in enumerate(self._eyes) if eye.opened]

    def first(self, entry: Entry) -> datetime | None:
        """When *entry* could first be seen."""
        then = bisect_right(self._moments, entry.recorded_at) - 1
        turns = self._by_audience(entry)
        place = bisect_left(turns, then)
        first = turns[place] if place < len(turns) else len(self._eyes)
        opening = self._opening[bisect_left(self._opening, then) : bisect_left(self._opening, first)]
        first = next((turn for turn in opening if sees(self._eyes[turn], entry)), first)
        return None if first == len(self._eyes) else max(self._moments[first], entry.recorded_at)

    def _by_audience(self, entry: Entry) -> list[int]:
        """The turns at which a fact like *entry* is shown by whom it is for, whatever is disclosed."""
        audience = entry.audience
        alike = (audience.kind.value, audience.agencies, entry.agency, entry.name)
        found = self._shown.get(alike)
        if found is None:
            found = self._shown[alike] = [
                turn
                for turn, eye in enumerate(self._eyes)
                if may_see(eye.viewer, eye.seen, audience, entry.agency, entry.name)
            ]
        return found


def eye_then(other: Viewer, case: Case, at: datetime) -> Eye:
    """How *other* saw *case*, which is as the reader sees it, at a moment."""
    return Eye(other, access(other, case.agencies, at), open_at(case.disclosures, other.agency, at))


def _turns(other: Viewer, case: Case) -> Iterator[datetime]:
    """The moments at which what *other* may see has changed, but for what was recorded then."""
    for part in case.agencies:
        yield part.since
        if part.until is not None:
            yield part.until
    for one in case.disclosures:
        if one.by_agency == other.agency and one.granted_at is not None:
            yield one.granted_at
