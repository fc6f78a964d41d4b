"""Every published version of the playbooks, and which of them a case goes by.

Invariant: which version a case goes by follows from when it was opened and from what was published and chosen since, so
that a machine that reads the log years later finds the same. A version published later changes no case that runs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Protocol

import msgspec

from domain.envelope import Recorded
from domain.events import Event
from domain.playbook.counting import Calendar
from domain.playbook.publishing.events import PlaybookPublished
from domain.playbook.rules import Playbook, Playbooks
from domain.playbook.state import CaseSoFar

Reader = Callable[[PlaybookPublished], Playbook]
"""Makes the rules of a published text."""


class InForce(Protocol):
    """Knows which rules a case goes by."""

    def of(self, case: CaseSoFar) -> Playbooks:
        """The rules for *case*."""

    def learn(self, fact: Recorded[Event]) -> None:
        """Take note of *fact*, where it publishes a playbook."""


class Edition(msgspec.Struct, frozen=True):
    """A version of a playbook, when it was *published*, and for cases opened from when until when it is meant."""

    playbook: Playbook
    published: datetime
    begins: datetime
    ends: datetime | None


class Library:
    """The published versions; implements :class:`InForce`."""

    def __init__(self, read: Reader, calendar: Calendar, published: Iterable[Recorded[Event]] = ()) -> None:
        """Hold what was *published*, in the order of the log."""
        self._read = read
        self._calendar = calendar
        self._editions: dict[str, list[Edition]] = {}
        self._sets: dict[tuple[tuple[str, str], ...], Playbooks] = {}
        for fact in published:
            self.learn(fact)

    def learn(self, fact: Recorded[Event]) -> None:
        """See :meth:`InForce.learn`. A version that is known already is not taken twice."""
        event = fact.event
        if not isinstance(event, PlaybookPublished) or self.find(event.playbook, event.version) is not None:
            return
        playbook = self._read(event)
        valid_from, valid_to = self._midnight(playbook, event.valid_from), self._midnight(playbook, event.valid_to)
        begins = fact.recorded_at if valid_from is None else max(fact.recorded_at, valid_from)
        self._editions.setdefault(event.playbook, []).append(Edition(playbook, fact.recorded_at, begins, valid_to))

    def _midnight(self, playbook: Playbook, day: date | None) -> datetime | None:
        return None if day is None else datetime.combine(day, time(), self._calendar.zone(playbook.country))

    def find(self, playbook: str, version: str) -> Playbook | None:
        """That *version* of *playbook*, where it was published."""
        editions = self._editions.get(playbook, ())
        return next((one.playbook for one in editions if one.playbook.version == version), None)

    def of(self, case: CaseSoFar) -> Playbooks:
        """See :meth:`InForce.of`: of each playbook what the case was moved to, or what was valid when it was opened.

        A case that is older than all that was ever published goes by the first version of each; one that was opened
        later, and before a playbook had a version that is valid, goes by none of it until it is moved there.
        """
        chosen = [one for name in self._editions if (one := self._choose(name, case)) is not None]
        key = tuple((one.id, one.version) for one in chosen)
        if key not in self._sets:
            common_first = sorted(chosen, key=lambda one: (one.country is not None, one.id))
            self._sets[key] = Playbooks(common_first, self._calendar)
        return self._sets[key]

    def _choose(self, name: str, case: CaseSoFar) -> Playbook | None:
        moved = self.find(name, case.versions.get(name, ""))
        if moved is not None:
            return moved
        editions, opened = self._editions[name], case.opened_at
        if opened is None:
            return editions[0].playbook
        begun = [one for one in editions if one.begins <= opened]
        if not begun and opened >= self._first:
            return None
        edition = begun[-1] if begun else editions[0]
        return None if edition.ends is not None and edition.ends <= opened else edition.playbook

    @property
    def _first(self) -> datetime:
        return min(editions[0].published for editions in self._editions.values())
