"""Tasks by their title, their code and the number of their case.

Invariant: an agency's own running tasks are looked through, and those of other agencies in a case that the search
names; each is cut by the visibility rules before it is shown.
"""

from __future__ import annotations

from collections.abc import Iterator

from projections import board
from web import seeing
from web.access.viewer import Viewer
from web.finding.found import Found
from web.finding.memory import words_of_tasks
from web.finding.words import Words, fits, without, words_of
from web.services import Services
from web.texts.catalog import gettext as _
from web.texts.times import due


def own_tasks(services: Services, viewer: Viewer, sought: Words) -> Iterator[board.Task]:
    """The running tasks of the viewer's agency, and those offered to it, that have all the words *sought*."""
    ids = seeing.own_task_ids(services, viewer)
    known = words_of_tasks(services, viewer, ids)
    # There are thousands of tasks and a few dozen titles.
    left: dict[str, Words] = {}
    for id_ in ids:
        task = known.get(id_)
        if task is None:
            continue
        if task.title not in left:
            left[task.title] = without(sought, words_of(f"{_(task.title)} {task.title}"))
        if fits(left[task.title], task.words):
            found = seeing.own_task(services, viewer, id_)
            if found is not None:
                yield found


def of_case(services: Services, viewer: Viewer, case: str, sought: Words) -> Iterator[board.Task]:
    """The running tasks of all agencies of a case, as far as *viewer* may see them, that have the words *sought*."""
    for task in seeing.tasks_of_case(services, viewer, seeing.case_for(services, viewer, case)):
        if task.running and fits(sought, words_of(_(task.title)), words_of(task.title), words_of(task.code)):
            yield task


def shown(services: Services, task: board.Task) -> Found:
    """*task* as a search shows it."""
    parts = (task.reference, services.people.agency_name(task.agency), due(task.due_at))
    return Found(_(task.title), " · ".join(parts), f"/tasks/{task.id}")
