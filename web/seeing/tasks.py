"""Tasks as somebody sees them.

Invariant: every task that leaves this module was cut by the rules for its reader; what does not exist and what may not
be seen are the same :class:`NotThere`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from projections import board, cases, timeline, visibility
from projections.cases import participation
from projections.visibility import Access
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.live import News
from web.seeing.cases import AT_ONCE
from web.seeing.eyes import eyes
from web.seeing.shelf import cases_left
from web.services import Services
from web.shown.tasks import TaskCard
from web.shown.tasks import card as task_card
from web.texts.times import now

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def task_for(services: Services, viewer: Viewer, task_id: str) -> board.Task:
    """The task as *viewer* sees it now. Raises :class:`NotThere`."""
    seen, case = _find(services, viewer, task_id)
    if seen is None:
        raise NotThere(case)
    return seen


def task_seen(services: Services, viewer: Viewer, task_id: str) -> board.Task | None:
    """The task as *viewer* sees it now, or None."""
    return _find(services, viewer, task_id)[0]


def _find(services: Services, viewer: Viewer, task_id: str) -> tuple[board.Task | None, str]:
    """The task as *viewer* sees it, and its case, also where they do not."""
    task = services.documents.get(board.VIEW, task_id)
    case = services.documents.get(cases.VIEW, task.case) if task is not None else None
    if task is None or case is None:
        return None, ""
    return visibility.task_seen(eyes(viewer), task, case.agencies), case.id


def task_then(viewer: Viewer, task: board.Task) -> board.Task:
    """*task* as it was when *viewer* gave a command about it, and so saw it: as its agency, or as the one it is for."""
    return visibility.task_seen(eyes(viewer), task) or task


def tasks_of_case(services: Services, viewer: Viewer, case: cases.Case) -> list[board.Task]:
    """The tasks of all agencies of *case*, as far as *viewer* may see them, the most urgent first."""
    found = services.documents.select(board.VIEW, {"case": case.id}, order_by=("due_at",))
    return visibility.tasks_seen(eyes(viewer), found, case.agencies)


def titles_of(services: Services, viewer: Viewer, case: cases.Case, of: Iterable[timeline.Entry]) -> dict[str, str]:
    """The titles of the tasks that entries *of* case are about, as far as *viewer* may see these, by task."""
    ids = tuple({entry.task for entry in of if entry.task is not None})
    found = services.documents.select(board.VIEW, {"key": ids}) if ids else []
    return {task.id: task.title for task in visibility.tasks_seen(eyes(viewer), found, case.agencies)}


def running_tasks_of(services: Services, viewer: Viewer, seen: Sequence[cases.Case]) -> dict[str, list[board.Task]]:
    """The running tasks of many cases at once, as far as *viewer* may see them, by case."""
    agencies = {case.id: case.agencies for case in seen}
    running = services.documents.select(board.VIEW, {"case": tuple(agencies), "running": True})
    tasks: dict[str, list[board.Task]] = {id_: [] for id_ in agencies}
    for task in running:
        if visibility.sees_task(eyes(viewer), task, agencies[task.case]):
            tasks[task.case].append(task)
    return tasks


def own_task_ids(services: Services, viewer: Viewer) -> list[str]:
    """The running tasks of the viewer's agency, and those offered to it, the next due first."""
    left = cases_left(services.documents, eyes(viewer))
    rows = [
        row
        for where in visibility.own_tasks(eyes(viewer))
        for row in services.documents.values(board.VIEW, ("due_at", "key", "case"), where)
        if row[2] not in left
    ]
    return list(dict.fromkeys(str(key) for _at, key, _case in sorted(rows, key=_soonest)))


def _soonest(row: Sequence[object]) -> tuple[bool, object, object]:
    return (row[0] is None, row[0] or 0, row[1])


def own_tasks_among(services: Services, viewer: Viewer, ids: Sequence[str]) -> Iterator[board.Task]:
    """Of the tasks *ids*, those of the viewer's agency or offered to it."""
    left = cases_left(services.documents, eyes(viewer))
    for start in range(0, len(ids), AT_ONCE):
        for task in services.documents.select(board.VIEW, {"key": ids[start : start + AT_ONCE]}):
            if (task.case not in left or task.hand_over) and (
                seen := visibility.task_seen(eyes(viewer), task)
            ) is not None:
                yield seen


def own_task(services: Services, viewer: Viewer, task_id: str) -> board.Task | None:
    """The task, where it is one of the viewer's agency or offered to it."""
    return next(own_tasks_among(services, viewer, [task_id]), None)


def told_of(services: Services, viewer: Viewer, most: int, at_once: int) -> list[board.Task]:
    """At most *most* duties of others that the viewer's agency was told of, in cases in which it takes part."""
    seen: list[board.Task] = []
    documents, own = services.documents, eyes(viewer)
    if own.role is None or own.country is None:
        return seen
    told = documents.values(board.VIEW, ("key", "case", "agency"), {"told_to": own.agency})[:at_once]
    parts = tuple({f"{case}.{own.agency}" for _key, case, _agency in told})
    joined = {case for (case,) in documents.values(participation.VIEW, ("case",), {"key": parts, "joined": True})}
    keys = tuple(str(key) for key, case, agency in told if case in joined and agency != own.agency)
    part = (cases.Membership(agency=own.agency, role=own.role, country=own.country, since=LONG_AGO),)
    # What may be seen of a task stands in the task: it is read until there are enough.
    for offset in range(0, len(keys), most):
        found = documents.select(board.VIEW, {"key": keys}, order_by=("due_at",), limit=most, offset=offset)
        seen += [cut for task in found if (cut := visibility.task_seen(own, task, part)) is not None]
        if len(seen) >= most:
            break
    return seen[:most]


def card(services: Services, viewer: Viewer, task: board.Task) -> TaskCard:
    """*task* as a card, with the risk of its case."""
    case = services.documents.get(cases.VIEW, task.case)
    if case is None or case.risk is None or visibility.access(eyes(viewer), case.agencies) is Access.NONE:
        return task_card(task, services.people, viewer, now())
    return task_card(task, services.people, viewer, now(), case.risk.level)


def on_own_board(services: Services, viewer: Viewer, news: News) -> bool | None:
    """Whether the task that *news* is about is on the board of the viewer's agency; None where that is not known."""
    task = services.documents.get(board.VIEW, news.task or "")
    if task is None:
        return None
    return viewer.agency_id in {task.agency, task.hand_over.to_agency if task.hand_over else task.agency}
