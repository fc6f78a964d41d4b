"""What changed in a case since somebody last looked.

Invariant: only what they may see, only what others recorded, and nothing that stood in the log when they last looked.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from projections import timeline
from web.casefile.kinds import KINDS, OTHER, kind_of
from web.people import People
from web.ports import Look
from web.shown.timeline import is_main
from web.texts import wording
from web.texts.catalog import gettext as _

SHOWN = 4
"""So many news of a kind are named one by one."""


@dataclass(frozen=True)
class Item:
    """One thing that is new."""

    position: int
    title: str
    about: str
    agency: str
    at: datetime


@dataclass(frozen=True)
class Group:
    """What is new of one kind: the newest by name, and how many *more* there are."""

    kind: str
    title: str
    count: int
    items: Sequence[Item]
    more: int


@dataclass(frozen=True)
class News:
    """What is new to a reader.

    *first* where they have not been here before; *steps* counts what is routine and not told one by one; *positions*
    are those of everything new, and *known* says that it could be found out at all.
    """

    first: bool
    since: datetime | None
    known: bool = True
    groups: Sequence[Group] = ()
    steps: int = 0
    positions: frozenset[int] = frozenset()

    @property
    def count(self) -> int:
        """How many things are new, without the routine."""
        return sum(group.count for group in self.groups)


def news_of(
    entries: Sequence[timeline.Entry], look: Look | None, member: str, people: People, titles: Mapping[str, str]
) -> News:
    """What of *entries* is new to *member* after *look*; nothing can be told to be new where it is not known."""
    if look is None:
        return News(first=False, since=None, known=False)
    new = [entry for entry in entries if entry.position > look.before and entry.actor != member]
    main = [entry for entry in new if is_main(entry)]
    groups = [_group(kind, main, people, titles) for kind in (*KINDS, OTHER)]
    return News(
        first=look.before_at is None,
        since=look.before_at,
        groups=[group for group in groups if group.count],
        steps=len(new) - len(main),
        positions=frozenset(entry.position for entry in new),
    )


def _group(kind: str, new: Sequence[timeline.Entry], people: People, titles: Mapping[str, str]) -> Group:
    own = [entry for entry in reversed(new) if kind_of(entry.name) == kind]
    items = [_item(entry, people, titles) for entry in own[:SHOWN]]
    return Group(kind, _(KINDS.get(kind, "")) or _("Something else"), len(own), items, len(own) - len(items))


def _item(entry: timeline.Entry, people: People, titles: Mapping[str, str]) -> Item:
    return Item(
        position=entry.position,
        title=wording.event(entry.name),
        about=_(titles.get(entry.task or "", "")),
        agency="Lantern" if people.agency(entry.agency) is None else people.agency_name(entry.agency),
        at=entry.recorded_at,
    )
