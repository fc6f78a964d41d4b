"""The places of a room: what can be looked at, in the order in which a meeting goes through it.

Invariant: a place is named by what is in clear: a word, a topic, a fact; and only a fact can be one that not everybody
at the table may see.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from projections import conferences
from web.room.presenting import OVERVIEW
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.times import when

CHILD, RECORD, MAP, DECISIONS = "child", "record", "map", "decisions"
TOPIC, PIN = "topic-", "pin-"

Pinned = tuple[str, datetime]
"""What a fact on the table is called, and when it happened."""


@dataclass(frozen=True)
class Place:
    """Something to look at: its *name* in an address, its *title*; the *topic* or the *fact* that it is about.

    A fact has a *moment*: several of the same kind may lie on the table.
    """

    name: str
    title: str
    topic: str = ""
    fact: str = ""
    moment: datetime | None = None

    @property
    def whole(self) -> str:
        """The title, with its moment."""
        return self.title if self.moment is None else f"{self.title}, {when(self.moment, 'day')}"


def places_of(conference: conferences.Conference, pinned: Mapping[str, Pinned]) -> list[Place]:
    """The places of the room of *conference*, where *pinned* gives what lies on the table and is seen, by fact."""
    return [
        Place(OVERVIEW, _("Overview")),
        Place(CHILD, _("The child")),
        Place(RECORD, _("What is on record")),
        Place(MAP, _("Where the child was seen")),
        *(Place(f"{TOPIC}{topic}", wording.code(topic), topic=str(topic)) for topic in conference.topics),
        *(_of_fact(pin.fact, *pinned[pin.fact]) for pin in conference.pins if pin.fact in pinned),
        Place(DECISIONS, _("Decisions")),
    ]


def _of_fact(fact: str, title: str, moment: datetime) -> Place:
    return Place(f"{PIN}{fact}", title, fact=fact, moment=moment)


def groups(places: Sequence[Place]) -> list[tuple[str, Sequence[Place]]]:
    """*places* under the words that they belong to, in their order; a group without any is left out."""
    topics, facts = [each for each in places if each.topic], [each for each in places if each.fact]
    rest = [each for each in places if not (each.topic or each.fact)]
    found = ((_("The case"), rest[:-1]), (_("Agenda"), topics), (_("On the table"), facts), (_("Outcome"), rest[-1:]))
    return [(words, those) for words, those in found if those]


def for_all(places: Sequence[Place], common: Collection[str]) -> frozenset[str]:
    """The names of those *places* that everybody at the table may see, where the facts *common* are seen by all."""
    return frozenset(place.name for place in places if not place.fact or place.fact in common)


def find(places: Sequence[Place], name: str) -> Place:
    """The place called *name*; the first one where there is none such, or it is not to be seen."""
    return next((place for place in places if place.name == name), places[0])


def beside(places: Sequence[Place], here: Place) -> tuple[Place | None, Place | None]:
    """The places before and after *here*."""
    at = places.index(here)
    return (places[at - 1] if at else None), (places[at + 1] if at + 1 < len(places) else None)
