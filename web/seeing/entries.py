"""Entries of a timeline as somebody sees them.

Invariant: what the rules cut is cut before anything else happens to it; nothing is opened here, and nothing put into
words: :mod:`web.shown.history` does that.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime

from projections import board, cases, timeline, visibility
from projections.visibility import Access
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.seeing.cases import all_entries
from web.seeing.eyes import eyes
from web.services import Services


def timeline_for(
    services: Services,
    viewer: Viewer,
    case: cases.Case,
    *,
    as_known_at: datetime | None = None,
    as_seen_by: visibility.Viewer | None = None,
) -> Sequence[timeline.Entry]:
    """What *viewer* sees of what was recorded of *case*, and another agency too where one is given, by the log."""
    document = services.documents.get(cases.VIEW, case.id)
    if document is None:
        raise NotThere
    return visibility.entries_seen(
        eyes(viewer),
        document,
        all_entries(services, case.id),
        as_seen_by=as_seen_by,
        as_known_at=as_known_at,
        now=services.clock.now(),
    )


def entries_of_task(services: Services, viewer: Viewer, task: board.Task) -> Sequence[timeline.Entry]:
    """What happened to *task* as far as *viewer* may see it, in the order of the log; nothing outside their cases."""
    return [entry for entry in entries_about(services, viewer, task) if entry.task == task.id]


def entries_about(services: Services, viewer: Viewer, task: board.Task) -> Sequence[timeline.Entry]:
    """What *viewer* sees of the case's file and of *task*; nothing for who does not see the case."""
    document = services.documents.get(cases.VIEW, task.case)
    if document is None or visibility.access(eyes(viewer), document.agencies) is Access.NONE:
        return ()
    about = [entry for entry in all_entries(services, task.case) if entry.task in (None, task.id)]
    return visibility.entries_seen(eyes(viewer), document, about, now=services.clock.now())


def entries_of_tasks(services: Services, viewer: Viewer, of: Iterable[str]) -> list[timeline.Entry]:
    """What *viewer* may see of the tasks of the cases *of*, in the order of the log."""
    found: list[timeline.Entry] = []
    for id_ in of:
        case = services.documents.get(cases.VIEW, id_)
        tasks = [entry for entry in all_entries(services, id_) if entry.task is not None]
        if case is not None:
            found += visibility.entries_seen(eyes(viewer), case, tasks, now=services.clock.now())
    return found


def newest_of_tasks(
    services: Services, viewer: Viewer, of: Iterable[str], names: Collection[str]
) -> Mapping[str, timeline.Entry]:
    """The last entry with one of *names* that *viewer* sees of each task in the cases *of*."""
    entries = entries_of_tasks(services, viewer, of)
    return {entry.task: entry for entry in entries if entry.task is not None and entry.name in names}
