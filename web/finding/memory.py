"""The words of tasks, remembered so that a search reads no documents it will not show.

Invariant: only what never changes is remembered: the number of its case, its code and its title.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from weakref import WeakKeyDictionary

from projections import board
from projections.views import Documents
from web.finding.words import Words, words_of

AT_ONCE = 5_000
"""How many keys one question names; the library takes some thirty thousand."""


class Titled(NamedTuple):
    """A task: its title as the rules have it, for the reader's language to be put in its place, and its other words."""

    title: str
    words: Words


_tasks: WeakKeyDictionary[Documents, dict[str, Titled]] = WeakKeyDictionary()


def words_of_tasks(documents: Documents, ids: Sequence[str]) -> Mapping[str, Titled]:
    """The titles and the words of these tasks, among others."""
    known = _tasks.setdefault(documents, {})
    new = [id_ for id_ in ids if id_ not in known]
    for start in range(0, len(new), AT_ONCE):
        for task in documents.select(board.VIEW, {"key": new[start : start + AT_ONCE]}):
            known[task.id] = Titled(task.title, words_of(f"{task.reference} {task.code}"))
    return known
