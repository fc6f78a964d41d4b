"""What happened in a case or with a task, in words.

Invariant: what is put into words was cut for its reader already; private text is opened in :mod:`web.shown.opening`,
after the consultation is on record.
"""

from __future__ import annotations

from collections.abc import Sequence

from projections import board, cases, timeline
from web import seeing
from web.access.viewer import Viewer
from web.services import Services
from web.shown.opening import open_entries
from web.shown.timeline import Entry, shown


async def timeline_of(
    services: Services, viewer: Viewer, case: cases.Case, entries: Sequence[timeline.Entry]
) -> list[Entry]:
    """The *entries* of *case* in words, what happened last first; that texts are opened is on record before."""
    texts = await open_entries(services, viewer, case.id, entries)
    titles = {task.id: task.title for task in seeing.tasks_of_case(services, viewer, case)}
    ordered = sorted(entries, key=lambda entry: (entry.occurred.at, entry.position), reverse=True)
    return [shown(entry, services.people, texts, titles) for entry in ordered]


async def task_history(services: Services, viewer: Viewer, task: board.Task) -> list[Entry]:
    """What happened to *task*, the newest first."""
    entries = seeing.entries_of_task(services, viewer, task)
    texts = await open_entries(services, viewer, task.case, entries)
    return [shown(entry, services.people, texts) for entry in reversed(entries)]
