"""The words of cases and tasks, remembered so that a search reads no documents it will not show.

Invariant: only what never changes is remembered: the number of a case; the number, code and title of a task.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar
from weakref import WeakKeyDictionary

from projections import board, cases
from projections.views import Documents
from web.finding.words import Words, words_of

AT_ONCE = 5_000
"""How many keys one question names; the library takes some thirty thousand."""


class Titled(NamedTuple):
    """A task: its title as the rules have it, for the reader's language to be put in its place, and its other words."""

    title: str
    words: Words


W = TypeVar("W")

_cases: WeakKeyDictionary[Documents, dict[str, Words]] = WeakKeyDictionary()
_tasks: WeakKeyDictionary[Documents, dict[str, Titled]] = WeakKeyDictionary()


def words_of_cases(documents: Documents, ids: Sequence[str]) -> Mapping[str, Words]:
    """The words of the numbers of these cases, among others."""

    def read(some: Sequence[str]) -> Iterable[tuple[str, Words]]:
        rows = documents.values(cases.VIEW, ("key", "reference"), {"key": some})
        return ((str(key), words_of(str(reference))) for key, reference in rows)

    return _learned(_cases.setdefault(documents, {}), ids, read)


def words_of_tasks(documents: Documents, ids: Sequence[str]) -> Mapping[str, Titled]:
    """The titles and the words of these tasks, among others."""

    def read(some: Sequence[str]) -> Iterable[tuple[str, Titled]]:
        found = documents.select(board.VIEW, {"key": some})
        return ((task.id, Titled(task.title, words_of(f"{task.reference} {task.code}"))) for task in found)

    return _learned(_tasks.setdefault(documents, {}), ids, read)


def _learned(
    known: dict[str, W], ids: Sequence[str], read: Callable[[Sequence[str]], Iterable[tuple[str, W]]]
) -> Mapping[str, W]:
    new = [id_ for id_ in ids if id_ not in known]
    for start in range(0, len(new), AT_ONCE):
        known.update(read(new[start : start + AT_ONCE]))
    return known
