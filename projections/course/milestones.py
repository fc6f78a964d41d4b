"""The milestones of a case: the facts for which its playbooks gave somebody something to do, with what became of it.

Invariant: a milestone is a fact that the reader sees, and its duties are those that they see.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import msgspec

from projections.course.clocks import Run
from projections.timeline import Entry


class Milestone(msgspec.Struct, frozen=True):
    """A *fact*, and the first clocks of the duties that it set going."""

    fact: Entry
    runs: tuple[Run, ...]


def milestones_of(entries: Iterable[Entry], runs: Sequence[Run]) -> tuple[Milestone, ...]:
    """The milestones that *entries* tell of: each duty belongs to the last fact of its trigger before it was opened."""
    opened = {run.opened: run for run in runs if run.trigger is not None}
    newest: dict[str, Entry] = {}
    found: dict[str, tuple[Entry, list[Run]]] = {}
    for entry in entries:
        run = opened.get(entry.position)
        cause = None if run is None else newest.get(str(run.trigger))
        if run is not None and cause is not None:
            found.setdefault(cause.id, (cause, []))[1].append(run)
        newest[entry.name] = entry
    return tuple(Milestone(fact, tuple(set_going)) for fact, set_going in found.values())
