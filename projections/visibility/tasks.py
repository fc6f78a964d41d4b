"""What of a task somebody sees.

Invariant: what is for the protected circle stays in it, also as one's own task or as one on offer; why a task is
offered is between the two agencies.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec.structs import replace

from domain.case.codes import PROTECTED_CIRCLE
from domain.context import SYSTEM_AGENCY
from domain.envelope import AudienceKind
from projections.board import Task
from projections.cases import Membership
from projections.visibility.viewing import Access, Viewer, access, may_see


def sees_task(viewer: Viewer, task: Task, agencies: Sequence[Membership] = ()) -> bool:
    """Whether *viewer* may see *task*; *agencies* are those of its case, needed only for the tasks of others.

    Who has left the case sees none of it, its own neither, but an offer that it has still to end; whoever does not name
    the agencies asks that themselves.
    """
    left = task.hand_over is None and has_left(viewer, agencies)
    return not left and _sees(viewer, task, access(viewer, agencies))


def has_left(viewer: Viewer, agencies: Iterable[Membership]) -> bool:
    """Whether the agency of *viewer* took part in a case of these *agencies*, and does so no more."""
    own = [part.at(None) for part in agencies if part.agency == viewer.agency]
    return bool(own) and not any(own)


def tasks_seen(viewer: Viewer, tasks: Iterable[Task], agencies: Sequence[Membership]) -> list[Task]:
    """Those of the *tasks* of one case that *viewer* may see, as :func:`task_seen` cuts them."""
    seen, left = access(viewer, agencies), has_left(viewer, agencies)
    return [_cut(viewer, task) for task in tasks if not (left and task.hand_over is None) and _sees(viewer, task, seen)]


def _sees(viewer: Viewer, task: Task, seen: Access) -> bool:
    if _shut_out(viewer, task):
        return False
    if viewer.agency in {task.agency, task.hand_over.to_agency if task.hand_over else task.agency}:
        return True
    return may_see(viewer, seen, task.audience)


def _shut_out(viewer: Viewer, task: Task) -> bool:
    """What is for the protected circle stays in it, also as one's own task or as one on offer."""
    outside = viewer.role not in PROTECTED_CIRCLE and viewer.agency != SYSTEM_AGENCY
    return task.audience.kind is AudienceKind.PROTECTED and outside


def task_seen(viewer: Viewer, task: Task, agencies: Sequence[Membership] = ()) -> Task | None:
    """*task* as *viewer* may see it: an offer's reason is for the agency that offers and the one that answers."""
    return _cut(viewer, task) if sees_task(viewer, task, agencies) else None


def _cut(viewer: Viewer, task: Task) -> Task:
    offer = task.hand_over
    if offer is None or viewer.agency in {task.agency, offer.to_agency, SYSTEM_AGENCY}:
        return task
    return replace(task, hand_over=replace(offer, reason=None))
