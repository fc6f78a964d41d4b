"""The words of tasks, remembered so that a search reads no documents it will not show.

Invariant: only what never changes is remembered: the number of its case, its code and its title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from projections.views import Documents
from web import seeing
from web.access.viewer import Viewer
from web.finding.words import Words, words_of
from web.services import Services


class Titled(NamedTuple):
    """A task: its title as the rules have it, for the reader's language to be put in its place, and its other words."""

    title: str
    words: Words


_tasks: WeakKeyDictionary[Documents, dict[str, Titled]] = WeakKeyDictionary()


def words_of_tasks(services: Services, viewer: Viewer, ids: Sequence[str]) -> Mapping[str, Titled]:
    """The titles and the words of these tasks of *viewer*, among others."""
    known = _tasks.setdefault(services.documents, {})
    new = [id_ for id_ in ids if id_ not in known]
    for task in seeing.own_tasks_among(services, viewer, new):
        known[task.id] = Titled(task.title, words_of(f"{task.reference} {task.code}"))
    return known
