"""What somebody has just done to tasks, for as long as they may want to take it back.

Invariant: a deed is shown to who did it and to nobody else; it decides nothing: taking it back is another command, and
the tasks decide.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

MOST = 2_000
KEPT = timedelta(minutes=5)
"""Longer than the ten seconds that a notice offers it: without script a page stays until somebody leaves it."""


@dataclass(frozen=True)
class About:
    """A task, as a sentence names it."""

    id: str
    title: str
    reference: str


@dataclass(frozen=True)
class Missed:
    """A task with which it was not done, and *why*: who was faster, when, or what stood in the way."""

    task: About
    why: str


@dataclass(frozen=True)
class Deed:
    """One step with one or more tasks: with which it was *done*, and with which not. *back* is where it was done."""

    id: str
    member: str
    slug: str
    at: datetime
    done: Sequence[About]
    missed: Sequence[Missed] = ()
    back: str = ""


class Deeds:
    """The deeds of the last minutes."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[str, Deed] = OrderedDict()

    def keep(self, deed: Deed) -> Deed:
        """Remember *deed*, in the place of the same one done again; the oldest are forgotten."""
        self._kept[deed.id] = deed
        if len(self._kept) > MOST:
            self._kept.popitem(last=False)
        return deed

    def find(self, id_: str, member: str, now: datetime) -> Deed | None:
        """The deed under *id_*, if it was *member* who did it, a few minutes ago at most."""
        deed = self._kept.get(id_)
        return deed if deed and deed.member == member and now - deed.at < KEPT else None
