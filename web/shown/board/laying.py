"""A shelf laid out as somebody asked for it: which tasks, in which groups, and how many there are of everything.

Invariant: the order is by what needs somebody first; a count is of all tasks, also of those that are not shown yet.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from domain.codes import Urgency
from projections.board import Task
from projections.urgency import SOON_WITHIN, past_due, urgency
from web.access.viewer import Viewer
from web.people import People
from web.seeing.shelf import RECENT, Shelf
from web.shown.board.asked import MORE, Asked
from web.shown.tasks import TaskCard, card
from web.texts.catalog import gettext as _
from web.texts.catalog import mark

Test = Callable[[Task], bool]
Part = tuple[str, Sequence[Task]]

TITLES: dict[str, str] = {
    "offered": mark("Offered to you"),
    "critical": mark("Critically overdue"),
    "overdue": mark("Overdue"),
    "soon": mark("Due soon"),
    "later": mark("Later"),
    "claim": mark("To claim"),
    "progress": mark("In progress"),
    "done": mark("Finished in the last 24 hours"),
}


@dataclass(frozen=True)
class Group:
    """Tasks that belong together: how many there are, those shown as cards, and where to see *more* of them."""

    key: str
    title: str
    total: int
    unseen: int
    tasks: Sequence[TaskCard]
    more: str | None
    step: int


@dataclass(frozen=True)
class Sizes:
    """How many tasks are the viewer's own, and how many their team's."""

    mine: int
    team: int


@dataclass(frozen=True)
class Counts:
    """How many tasks there are in a scope, by what may be done about them."""

    unacknowledged: int
    unclaimed: int
    overdue: int
    done: int


@dataclass(frozen=True)
class Laid:
    """A board: its groups, how many tasks it *shows* of *everything* in its scope, how many nobody has seen."""

    asked: Asked
    groups: Sequence[Group]
    shows: int
    everything: int
    unseen: int
    counts: Counts
    cut: bool


def offered_to(viewer: Viewer, task: Task) -> bool:
    """Whether *task* waits for an answer of *viewer*."""
    offer = task.hand_over
    if offer is None or offer.to_agency != viewer.agency_id or offer.to_member not in (None, viewer.member_id):
        return False
    return task.claimed_by is None or task.claimed_by.member != viewer.member_id


def is_mine(viewer: Viewer, task: Task) -> bool:
    """Whether *viewer* has claimed *task*, or was offered it by name."""
    if task.claimed_by is not None and task.claimed_by.member == viewer.member_id:
        return True
    return task.hand_over is not None and task.hand_over.to_member == viewer.member_id


def in_scope(asked: Asked, viewer: Viewer, tasks: Sequence[Task]) -> Sequence[Task]:
    """The tasks of the scope that was *asked* for."""
    return [task for task in tasks if is_mine(viewer, task)] if asked.scope == "mine" else tasks


def lay(people: People, viewer: Viewer, asked: Asked, shelf: Shelf, now: datetime) -> Laid:
    """The board that *viewer* *asked* for, as it stands at *now*."""
    scope = in_scope(asked, viewer, shelf.tasks)
    done = in_scope(asked, viewer, [task for task in shelf.done if task.ended_at and task.ended_at >= now - RECENT])
    tests = list(_tests(asked, viewer, shelf, now))
    running = [task for task in scope if all(test(task) for test in tests)] if tests else scope
    ended = [task for task in done if all(test(task) for test in tests)] if tests else done
    parts = _parts(asked, viewer, shelf, running, ended, now)
    groups = [_group(people, viewer, asked, shelf, part, now) for part in parts if part[1]]
    finished = asked.state == "done"
    return Laid(
        asked=asked,
        groups=groups,
        shows=len(ended) if finished else len(running),
        everything=len(done) if finished else len(scope),
        unseen=sum(task.state == "open" for task in scope),
        counts=_counts(shelf, scope, done, now),
        cut=shelf.cut,
    )


def sizes(viewer: Viewer, shelf: Shelf) -> Sizes:
    """How much *viewer* and their team have to do, of the *shelf* of their agency."""
    return Sizes(sum(is_mine(viewer, task) for task in shelf.tasks), len(shelf.tasks))


def _counts(shelf: Shelf, scope: Sequence[Task], done: Sequence[Task], now: datetime) -> Counts:
    late = bisect_left(shelf.dues, now)
    whole = scope is shelf.tasks
    return Counts(
        unacknowledged=sum(task.state == "open" for task in scope),
        unclaimed=sum(task.claimed_by is None for task in scope),
        overdue=late if whole else sum(past_due(task, now) for task in scope),
        done=len(done),
    )


STATES: dict[str, Test] = {
    "unacknowledged": lambda task: task.state == "open",
    "unclaimed": lambda task: task.running and task.claimed_by is None,
    "claimed": lambda task: task.state == "claimed",
    "offered": lambda task: task.hand_over is not None,
}


def _tests(asked: Asked, viewer: Viewer, shelf: Shelf, now: datetime) -> Iterable[Test]:
    if asked.state in STATES:
        yield STATES[asked.state]
    if asked.overdue:
        yield lambda task: past_due(task, now)
    if asked.kind:
        yield lambda task: task.code == asked.kind
    if asked.country or asked.risk:
        about = shelf.about([*shelf.tasks, *shelf.done])
        yield lambda task: asked.country in ("", about[task.case].country) and asked.risk in ("", about[task.case].risk)
    if asked.holder:
        wanted = {"me": viewer.member_id, "nobody": None}.get(asked.holder, asked.holder)
        yield lambda task: (task.claimed_by.member if task.claimed_by else None) == wanted
    if asked.case:
        reference = asked.case.casefold()
        yield lambda task: reference in task.reference.casefold()
    if asked.words:
        words = asked.words.casefold().split()
        yield lambda task: all(word in f"{_(task.title)} {task.reference}".casefold() for word in words)


def _parts(
    asked: Asked, viewer: Viewer, shelf: Shelf, running: Sequence[Task], done: Sequence[Task], now: datetime
) -> Sequence[Part]:
    if asked.view == "columns":
        return (
            ("claim", [task for task in running if task.claimed_by is None]),
            ("progress", [task for task in running if task.claimed_by is not None]),
            ("done", done),
        )
    if asked.state == "done":
        return (("done", done),)
    offered = [task for task in running if task.hand_over is not None and offered_to(viewer, task)]
    apart = {task.id for task in offered}
    rest = [task for task in running if task.id not in apart] if apart else running
    return (("offered", offered), *_by_urgency(shelf, rest, now))


def _by_urgency(shelf: Shelf, tasks: Sequence[Task], now: datetime) -> Iterable[Part]:
    """*tasks*, which stand in the order of their deadlines, cut where one group of urgency ends and the next begins."""
    dues = shelf.dues if tasks is shelf.tasks else [task.due_at for task in tasks if task.due_at is not None]
    late, soon = bisect_right(dues, now), bisect_right(dues, now + SOON_WITHIN)
    critical, overdue = list[Task](), list[Task]()
    about = shelf.about(tasks[:late])
    for task in tasks[:late]:
        known = urgency(task, now, about[task.case].risk)
        (critical if known is Urgency.CRITICAL else overdue).append(task)
    return (("critical", critical), ("overdue", overdue), ("soon", tasks[late:soon]), ("later", tasks[soon:]))


def _group(people: People, viewer: Viewer, asked: Asked, shelf: Shelf, part: Part, now: datetime) -> Group:
    key, tasks = part
    shown = tasks[: asked.first]
    about = shelf.about(shown)
    cards = [card(task, people, viewer, now, about[task.case].risk) for task in shown]
    hidden = len(tasks) - len(cards)
    return Group(
        key=key,
        title=_(TITLES[key]),
        total=len(tasks),
        unseen=sum(task.state == "open" for task in tasks),
        tasks=cards,
        more=asked.but(first=asked.first + MORE).url if hidden else None,
        step=min(MORE, hidden),
    )
