"""A view of its own for tests, and views that fail on purpose."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from domain.events import Unknown
from domain.privacy import Clear, Private
from domain.task import events as e
from infra.sqlite.views import Views
from projections.views import Document, Fact, OnFailure, View
from tests.projections.given.facts import CASE, Log
from tests.projections.given.tasks import opened


class Broken(Exception):
    """A view that cannot fold says why; nobody should read it."""


class Note(Document, frozen=True, kw_only=True):
    """What was counted under one key."""

    seen: int
    text: Private | None = None


def _evolve(note: Note | None, fact: Fact) -> Note | None:
    match fact.event:
        case Unknown(name="Poison"):
            raise Broken("Abena")
        case Unknown(name="Leak"):
            return Note(seen=1, text=Clear("Abena"))
        case Unknown(name="Drop"):
            return None
        case _:
            return Note(seen=1 if note is None else note.seen + 1)


def _keys(fact: Fact) -> Sequence[str]:
    if isinstance(fact.event, Unknown) and fact.event.name == "Nowhere":
        raise Broken("Abena")
    return (fact.originator,)


NOTES: View[Note] = View(
    name="notes",
    version=1,
    document=Note,
    keys=_keys,
    evolve=_evolve,
    columns={"seen": lambda note: note.seen, "odd": lambda note: note.seen if note.seen % 2 else None},
    indexes=(("seen", "key"),),
)

EACH = replace(NOTES, keys=lambda fact: (str(fact.position),), one_each=True)
"""The same, with a note for each fact."""


def failing(how: OnFailure) -> View[Note]:
    """The same view with another strategy."""
    return replace(NOTES, on_failure=how)


def oddly(name: str) -> Unknown:
    """A fact by which the view above fails, leaks or forgets."""
    return Unknown(name=name, fields={})


def many_tasks(count: int, log: Log | None = None) -> Log:
    """A log with so many tasks opened, one after the other due earlier, for three agencies in turn."""
    log = log or Log()
    for number in range(count):
        task = f"task-{number:04d}"
        log.tell(f"case.{CASE}.task.{task}", opened(task, agency=f"agency-{number % 3}"))
    return log


def acknowledge(log: Log, number: int) -> None:
    """One more fact about one of these tasks."""
    log.tell(f"case.{CASE}.task.task-{number:04d}", e.TaskAcknowledged(member="m", at=log.facts[0].recorded_at))


def dump(views: Views, view: View[Any]) -> list[str]:
    """All documents of *view*, to compare."""
    return [repr(document) for document in views.select(view, order_by=("key",))]


def file_of(folder: Path, name: str) -> Path:
    """The one live file of a view."""
    (found,) = folder.glob(f"{name}-v*.sqlite")
    return found
