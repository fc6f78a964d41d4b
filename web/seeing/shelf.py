"""What an agency has to do, read once and kept as long as it stays true.

Everybody of an agency looks at the same tasks, again after every change of any of them. Only what has changed is read
again: the versions of all of an agency's tasks are a hundredth of their documents.

Invariant: a shelf holds nothing but what the rules of visibility let its agency see, as the views had it when it was
asked for; one that is older than a minute is read anew, whatever its versions say.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import cached_property, partial
from weakref import ReferenceType, WeakKeyDictionary, ref

from domain.codes import Country, RiskLevel
from projections import board, cases, visibility
from projections.cases import participation
from projections.views import Documents, moment
from web.access.viewer import Viewer
from web.seeing.eyes import eyes as eyes_of_viewer
from web.services import Services
from web.texts.times import now as present

RECENT = timedelta(hours=24)
"""How long a finished task stays on the board."""

MOST = 500
"""How many finished tasks a board or an answer holds at most."""

STEP = 50
"""How many finished tasks are read at a time."""

MOST_OF_ALL = 2_000
"""How many tasks of all agencies a board holds at most, those due first."""

LONG_AGO = datetime(1970, 1, 1, tzinfo=UTC)
SHELVES = 200
STALE = timedelta(minutes=1)


@dataclass(frozen=True)
class About:
    """What a board says of a case: its country, and its risk as far as the agency takes part."""

    country: Country | None = None
    risk: RiskLevel = RiskLevel.UNKNOWN


NOTHING = About()


@dataclass(frozen=True)
class Shelf:
    """The running *tasks*, the next due first; those *done* lately, the last first.

    *stamp* is another one whenever any of them is another. What is to be said of their cases is *ask*-ed for when it is
    needed: most boards show few of the cases that their tasks are from.
    """

    stamp: str
    tasks: Sequence[board.Task]
    done: Sequence[board.Task]
    ask: Callable[[Sequence[str]], Mapping[str, About]]
    cut: bool = False
    _known: dict[str, About] = field(default_factory=dict)

    def about(self, tasks: Iterable[board.Task]) -> Mapping[str, About]:
        """What is said of the cases of *tasks* (and perhaps of others), by case."""
        unknown = {task.case for task in tasks} - self._known.keys()
        if unknown:
            self._known.update(self.ask(sorted(unknown)))
        return self._known

    @cached_property
    def dues(self) -> list[datetime]:
        """The deadlines, in the order of the tasks; those without have none here, and come last."""
        return [task.due_at for task in self.tasks if task.due_at is not None]

    @cached_property
    def references(self) -> list[str]:
        """The cases of the tasks by their reference."""
        return sorted({task.reference for task in self.tasks})

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kinds of tasks there are, with the title of one."""
        return {task.code: task.title for task in reversed(self.tasks)}

    @cached_property
    def holders(self) -> frozenset[str]:
        """Who holds a task."""
        return frozenset(task.claimed_by.member for task in self.tasks if task.claimed_by is not None)


@dataclass
class _Kept:
    shelf: Shelf
    at: tuple[int, ...]
    read_at: datetime
    known: dict[str, board.Task] = field(default_factory=dict)


class Shelves:
    """The shelves of the agencies that somebody looked at lately."""

    def __init__(self) -> None:
        """Begin with none."""
        self._kept: OrderedDict[tuple[visibility.Viewer, bool], _Kept] = OrderedDict()

    def of(self, documents: Documents, eyes: visibility.Viewer, now: datetime, *, others: bool = False) -> Shelf:
        """What the agency of *eyes* has to do; with *others*, what all agencies of its cases have."""
        at = tuple(documents.position(view) for view in (board.VIEW, cases.VIEW, participation.VIEW))
        place = (eyes, others)
        kept = self._kept.pop(place, None)
        if kept is not None and not timedelta(0) <= now - kept.read_at < STALE:
            kept = _Kept(kept.shelf, (), now)
        if kept is None or kept.at != at:
            kept = self._read(documents, eyes, now, kept, at, others=others)
        self._kept[place] = kept
        if len(self._kept) > SHELVES:
            self._kept.popitem(last=False)
        return kept.shelf

    def _read(
        self,
        documents: Documents,
        eyes: visibility.Viewer,
        now: datetime,
        kept: _Kept | None,
        at: tuple[int, ...],
        *,
        others: bool,
    ) -> _Kept:
        wheres, part = _wheres(documents, eyes, others=others)
        found = _documents(documents, wheres, kept.known if kept else {})
        left = cases_left(documents, eyes)
        tasks = _in_order(_seen(eyes, (task for task in found.values() if not _behind(task, left)), part))
        done = () if others else finished(documents, eyes, moment(now - RECENT), left)
        shown = tasks[:MOST_OF_ALL] if others else tasks
        before = kept.shelf if kept else None
        same = before is not None and (before.tasks, before.done) == (shown, done)
        stamp = before.stamp if before is not None and same else _stamp(shown, done)
        shelf = Shelf(stamp, shown, done, partial(_about, ref(documents), eyes), cut=len(shown) < len(tasks))
        return _Kept(shelf, at, kept.read_at if kept else now, found)


def _stamp(*shown: Iterable[board.Task]) -> str:
    """The same for the same tasks as they stand, in every process; it says nothing of what else is in the log."""
    digest = hashlib.blake2b(digest_size=12)
    for tasks in shown:
        digest.update("|".join(f"{task.id}.{task.version}" for task in tasks).encode() + b"/")
    return digest.hexdigest()


def _wheres(
    documents: Documents, eyes: visibility.Viewer, *, others: bool
) -> tuple[list[visibility.Where], Sequence[cases.Membership]]:
    own = [*visibility.own_tasks(eyes)]
    if not others or eyes.role is None or eyes.country is None:
        return own, ()
    joined = documents.values(participation.VIEW, ("case",), visibility.own_parts(eyes))
    part = cases.Membership(agency=eyes.agency, role=eyes.role, country=eyes.country, since=LONG_AGO)
    # Each of these cases is one that the agency takes part in now: that is what the rules ask about the others' tasks.
    return [*own, {"case": tuple(str(case) for (case,) in joined), "running": True}], (part,)


def _documents(
    documents: Documents, wheres: Iterable[visibility.Where], known: Mapping[str, board.Task]
) -> dict[str, board.Task]:
    """The tasks that match any of *wheres*, those *known* in their present version unread."""
    found: dict[str, board.Task] = {}
    for where in wheres:
        if not known:
            found |= {task.id: task for task in documents.select(board.VIEW, where)}
            continue
        rows = documents.values(board.VIEW, ("key", "version"), where)
        changed = [str(key) for key, version in rows if (k := known.get(str(key))) is None or k.version != version]
        fresh = documents.select(board.VIEW, {"key": tuple(changed)}) if changed else ()
        found |= {str(key): known[str(key)] for key, _ in rows if str(key) in known}
        found |= {task.id: task for task in fresh if task.running}
    return found


def _in_order(tasks: list[board.Task]) -> tuple[board.Task, ...]:
    return tuple(sorted(tasks, key=lambda task: (task.due_at is None, task.due_at or task.opened_at, task.id)))


def _seen(
    eyes: visibility.Viewer, tasks: Iterable[board.Task], part: Sequence[cases.Membership] = ()
) -> list[board.Task]:
    cut = (visibility.task_seen(eyes, task, part) for task in tasks)
    return [task for task in cut if task is not None]


def finished(
    documents: Documents, eyes: visibility.Viewer, since: int | None, left: Collection[str]
) -> tuple[board.Task, ...]:
    """The tasks that the agency of *eyes* finished *since* a moment or ever, but in cases it *left*; the last first."""
    found: list[board.Task] = []
    where = next(iter(visibility.own_tasks(eyes, running=False)), None)
    if where is None:
        return ()
    for offset in range(0, MOST, STEP):
        # Most agencies have finished thousands of tasks, and a few of them since yesterday.
        some = documents.select(board.VIEW, where, order_by=("-ended_at",), limit=STEP, offset=offset)
        found += [t for t in some if since is None or (t.ended_at is not None and moment(t.ended_at) >= since)]
        if len(some) < STEP or len(found) < offset + STEP:
            break
    return tuple(_seen(eyes, (task for task in found if not _behind(task, left))))


def cases_left(documents: Documents, eyes: visibility.Viewer) -> frozenset[str]:
    """The cases in which the agency of *eyes* takes part no more: of its own duties in them it sees none."""
    where = visibility.parts_ended(eyes)
    return frozenset() if where is None else frozenset(_ids(documents.values(participation.VIEW, ("case",), where)))


def _behind(task: board.Task, left: Collection[str]) -> bool:
    """Whether *task* is of a case that was *left*, and nothing about it has still to be answered."""
    return task.case in left and task.hand_over is None


def _ids(rows: Iterable[Sequence[object]]) -> Iterator[str]:
    return (str(id_) for (id_,) in rows)


_shelves: WeakKeyDictionary[Documents, Shelves] = WeakKeyDictionary()
"""The shelves of each place that documents are read from. None of them holds that place: a replay has one a request."""


def shelf_of(services: Services, viewer: Viewer, *, others: bool = False) -> Shelf:
    """What the agency of *viewer* has to do; with *others*, what all agencies of its cases have."""
    shelves = _shelves.setdefault(services.documents, Shelves())
    return shelves.of(services.documents, eyes_of_viewer(viewer), present(), others=others)


def finished_of(services: Services, viewer: Viewer) -> tuple[board.Task, ...]:
    """The tasks that the agency of *viewer* ever finished, the last first."""
    documents, own = services.documents, eyes_of_viewer(viewer)
    return finished(documents, own, None, cases_left(documents, own))


def _about(there: ReferenceType[Documents], eyes: visibility.Viewer, wanted: Sequence[str]) -> dict[str, About]:
    """What is said of the cases *wanted*; of one that the agency takes no part in, no risk."""
    documents = there()
    if documents is None:
        return dict.fromkeys(wanted, NOTHING)  # Nobody reads from there any more, and so nobody asks.
    parts = tuple(f"{case}.{eyes.agency}" for case in wanted)
    joined = {case for (case,) in documents.values(participation.VIEW, ("case",), {"key": parts, "joined": True})}
    rows = documents.values(cases.VIEW, ("key", "country", "risk"), {"key": tuple(wanted)})
    known = {
        str(key): About(Country(str(country)), RiskLevel(str(risk)) if key in joined else RiskLevel.UNKNOWN)
        for key, country, risk in rows
    }
    return {case: known.get(case, NOTHING) for case in wanted}
