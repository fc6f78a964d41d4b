"""The board: what an agency has to do, what needs it now first.

Invariant: only tasks of the viewer's agency, and those offered to it, are ever read for it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

from litestar import Response, get
from litestar.params import FromQuery

from domain.codes import RiskLevel, Urgency
from projections import board, visibility
from projections.views import moment
from web import seeing
from web.access.viewer import AppRequest, Viewer, services_of
from web.answers.rendering import is_fragment, page
from web.services import Services
from web.shown.tasks import RECENT, Group, TaskCard, at_high_risk, card, grouped
from web.texts.catalog import gettext as _
from web.texts.catalog import mark
from web.texts.times import now


@dataclass(frozen=True)
class Choice:
    """One way to look at the board."""

    key: str
    label: str
    count: int
    url: str
    current: bool


@dataclass(frozen=True)
class Board:
    """The board on a page."""

    groups: Sequence[Group]
    choices: Sequence[Choice]
    filters: Sequence[Any]
    total: int
    url: str
    counts: dict[str, int] = field(default_factory=dict)
    view: str = "list"


def _overdue(shown: TaskCard) -> bool:
    return shown.urgency in (Urgency.CRITICAL, Urgency.OVERDUE)


CHOICES: dict[str, tuple[str, Callable[[TaskCard], bool]]] = {
    "open": (mark("All open"), lambda _: True),
    "mine": (mark("Mine"), lambda shown: shown.mine),
    "unacknowledged": (mark("Not acknowledged"), lambda shown: shown.unacknowledged),
    "unclaimed": (mark("Unclaimed"), lambda shown: shown.claimed_by is None),
    "overdue": (mark("Overdue"), _overdue),
}


MOST = 500
"""How many finished tasks a board or an answer holds at most."""

STEP = 50
"""How many finished tasks are read at a time."""

ENDED = frozenset({"completed", "waived"})


def running_tasks(services: Services, viewer: Viewer) -> list[board.Task]:
    """The tasks that the viewer's agency has to do or to answer an offer of."""
    agency = viewer.agency_id
    own = services.documents.select(board.VIEW, {"agency": agency, "running": True}, order_by=("due_at",))
    offered = services.documents.select(board.VIEW, {"offered_to": agency, "running": True}, order_by=("due_at",))
    known = {task.id for task in own}
    return _seen(viewer, [*own, *(task for task in offered if task.id not in known)])


def finished_tasks(services: Services, viewer: Viewer, *, ever: bool = False) -> list[board.Task]:
    """The tasks that the viewer's agency finished lately, or *ever*, the last first."""
    since = moment(now() - RECENT)
    where: dict[str, str | bool] = {"agency": viewer.agency_id, "running": False}
    lately: list[board.Task] = []
    for offset in range(0, MOST, STEP):
        # Most agencies have finished thousands of tasks, and a few of them since yesterday.
        some = services.documents.select(board.VIEW, where, order_by=("-ended_at",), limit=STEP, offset=offset)
        lately += [task for task in some if ever or (task.ended_at is not None and moment(task.ended_at) >= since)]
        if len(some) < STEP or len(lately) < offset + STEP:
            break
    return _seen(viewer, lately)


def _seen(viewer: Viewer, tasks: Sequence[board.Task]) -> list[board.Task]:
    cut = [visibility.task_seen(seeing.eyes(viewer), task) for task in tasks]
    return [task for task in cut if task is not None]


def build(services: Services, viewer: Viewer, show: str) -> Board:
    """The board of *viewer*'s agency, as they chose to look at it."""
    chosen = show if show in CHOICES or show == "done" else "open"
    running = running_tasks(services, viewer)
    risky = at_high_risk(services, viewer, running)
    cards = [
        card(task, services.people, viewer, now(), RiskLevel.HIGH if task.case in risky else RiskLevel.UNKNOWN)
        for task in running
    ]
    done = finished_tasks(services, viewer)
    shown = [c for c in cards if CHOICES[chosen][1](c)] if chosen != "done" else []
    groups = grouped(shown, viewer)
    if chosen == "done":
        finished = [card(task, services.people, viewer, now()) for task in done]
        groups = [Group("done", _("Finished in the last 24 hours"), finished)] if finished else []
    counts = {key: sum(map(test, cards)) for key, (_label, test) in CHOICES.items()} | {"done": len(done)}
    return Board(
        groups=groups,
        choices=_choices(chosen, counts),
        filters=(),
        total=sum(len(group.tasks) for group in groups),
        url=_url(chosen),
        counts=counts,
    )


def _choices(chosen: str, counts: dict[str, int]) -> list[Choice]:
    labels = {key: label for key, (label, _test) in CHOICES.items()} | {"done": mark("Done")}
    return [Choice(key, _(label), counts[key], _url(key), key == chosen) for key, label in labels.items()]


def _url(show: str) -> str:
    return "/board" if show == "open" else f"/board?{urlencode({'show': show})}"


@get(["/", "/board"], include_in_schema=False)
async def board_page(request: AppRequest, show: FromQuery[str] = "open") -> Response[Any]:
    """The board, or its region for a live update."""
    shown = build(services_of(request), request.user, show)
    return page(request, "partials/board/columns.html" if is_fragment(request) else "pages/board.html", board=shown)


HANDLERS = (board_page,)
