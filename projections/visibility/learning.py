"""When another agency came to know what a reader sees in a case.

Invariant: it is worked out from what the reader sees, so that it tells them of nobody's part in the case, and of no
disclosure, that they could not read of; and it is what that agency would have been shown at each moment.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

import msgspec

from projections.cases import Case
from projections.standing.disclosing import open_at
from projections.timeline import Entry
from projections.visibility.facts import sees
from projections.visibility.reading import Eye, between, cut
from projections.visibility.viewing import Viewer, access


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
    moments = sorted({LONG_AGO, *_turns(other, case)})
    eyes = [_eye(other, case, at) for at in moments]
    return tuple(Learned(entry, _first(entry, moments, eyes)) for entry in entries)


def known_to(other: Viewer, case: Case, entries: Sequence[Entry], at: datetime) -> tuple[Entry, ...]:
    """What of the *entries* of *case*, both as the reader sees them, *other* was shown at a moment."""
    eye = _eye(other, case, at)
    inside = between(entries)
    return tuple(
        cut(entry, [eye], inside.get(entry.id)) for entry in entries if entry.recorded_at <= at and sees(eye, entry)
    )


def _eye(other: Viewer, case: Case, at: datetime) -> Eye:
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


def _first(entry: Entry, moments: list[datetime], eyes: list[Eye]) -> datetime | None:
    then = bisect_right(moments, entry.recorded_at) - 1
    for at, eye in zip(moments[then:], eyes[then:], strict=True):
        if sees(eye, entry):
            return max(at, entry.recorded_at)
    return None
