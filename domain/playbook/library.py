"""Every published version of the playbooks, and which of them a case goes by.

Invariant: which version a case goes by follows from its place in the log and from what was published and chosen there,
so that a machine that reads the log years later, by another clock, finds the same. A version published later changes no
case that runs, and one that this release cannot read is never taken for another.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from typing import Protocol

import msgspec

from domain.envelope import Recorded
from domain.events import Event
from domain.playbook.counting import Calendar
from domain.playbook.publishing.events import PlaybookPublished
from domain.playbook.rules import Playbook, Playbooks, wideness
from domain.playbook.state import CaseSoFar

Reader = Callable[[PlaybookPublished], Playbook]
"""Makes the rules of a published text; raises :class:`Unreadable` where it was written for a newer release."""


class Unreadable(Exception):
    """A published text says what this release does not know."""


class RulesUnknown(Exception):
    """A case goes by a version that this release cannot read, so nobody here knows what it asks for."""

    def __init__(self, playbook: str, version: str) -> None:
        """Name the version."""
        super().__init__(f"{playbook} {version}")
        self.playbook = playbook
        self.version = version


class InForce(Protocol):
    """Knows which rules a case goes by."""

    def of(self, case: CaseSoFar) -> Playbooks:
        """The rules for *case*; refuses (:class:`RulesUnknown`) a case whose version cannot be read here."""

    def learn(self, fact: Recorded[Event]) -> None:
        """Take note of *fact*, where it publishes a playbook."""


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """A version of a playbook, when and where in the log it was published, and from when until when it is meant.

    There is no *playbook* where this release cannot read it.
    """

    version: str
    playbook: Playbook | None
    published: datetime
    position: int
    begins: datetime | None
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
        """See :meth:`InForce.learn`."""
        if isinstance(fact.event, PlaybookPublished):
            self.take(fact.event, fact.recorded_at, fact.position)

    def take(self, event: PlaybookPublished, published: datetime, position: int) -> None:
        """Hold the version that was *published* then and there. One that is known already is not taken twice."""
        if any(one.version == event.version for one in self.editions(event.playbook)):
            return
        try:
            playbook = self._read(event)
        except Unreadable:
            playbook = None
        edition = Edition(
            version=event.version,
            playbook=playbook,
            published=published,
            position=position,
            begins=self._midnight(playbook, event.valid_from),
            ends=self._midnight(playbook, event.valid_to),
        )
        self._editions.setdefault(event.playbook, []).append(edition)

    @property
    def names(self) -> tuple[str, ...]:
        """The playbooks that were ever published."""
        return tuple(self._editions)

    def editions(self, playbook: str) -> tuple[Edition, ...]:
        """The versions of *playbook*, in the order in which they were published."""
        return tuple(self._editions.get(playbook, ()))

    @property
    def unreadable(self) -> tuple[tuple[str, str], ...]:
        """The versions that this release cannot read, each by playbook and version."""
        return tuple((name, one.version) for name in self.names for one in self.editions(name) if one.playbook is None)

    def _midnight(self, playbook: Playbook | None, day: date | None) -> datetime | None:
        country = None if playbook is None else playbook.country
        return None if day is None else datetime.combine(day, time(), self._calendar.zone(country))

    def find(self, playbook: str, version: str) -> Playbook | None:
        """That *version* of *playbook*, where it was published and can be read."""
        return next((one.playbook for one in self.editions(playbook) if one.version == version), None)

    def of(self, case: CaseSoFar) -> Playbooks:
        """See :meth:`InForce.of`: of each playbook what the case was moved to, or what was valid when it was opened.

        A case that is older than all that was ever published goes by the first version of each that was there before
        any playbook had a second: what came later may repeat what these say. One that was opened later, and before a
        playbook had a version that is valid, goes by none of it until it is moved there.
        """
        chosen = [self._readable(name, one) for name in self._editions if (one := self._choose(name, case)) is not None]
        key = tuple((one.id, one.version) for one in chosen)
        if key not in self._sets:
            self._sets[key] = Playbooks(sorted(chosen, key=wideness), self._calendar)
        return self._sets[key]

    def _readable(self, name: str, edition: Edition) -> Playbook:
        if edition.playbook is None:
            raise RulesUnknown(name, edition.version)
        return edition.playbook

    def _choose(self, name: str, case: CaseSoFar) -> Edition | None:
        editions, moved_to = self._editions[name], case.versions.get(name)
        moved = [one for one in editions if one.version == moved_to]
        if moved:
            return moved[0]
        opened = case.opened_at
        if opened is None:
            return editions[0]
        begun = [one for one in editions if one.position < case.opened_position and _begun(one, opened)]
        if not begun and (case.opened_position > self._first or editions[0].position > self._revised):
            return None
        edition = begun[-1] if begun else editions[0]
        return None if edition.ends is not None and edition.ends <= opened else edition

    @property
    def _first(self) -> int:
        return min(editions[0].position for editions in self._editions.values())

    @property
    def _revised(self) -> float:
        """Where in the log a playbook had a second version for the first time."""
        second = (editions[1].position for editions in self._editions.values() if len(editions) > 1)
        return min(second, default=math.inf)


def _begun(edition: Edition, opened: datetime) -> bool:
    """Whether *edition* was valid on the day a case was *opened*: days are days of the calendar, also across clocks."""
    return edition.begins is None or edition.begins <= opened
