"""Cards of boards, each written once for as long as it looks the same.

A board holds hundreds of cards, and everybody of an agency looks at the same ones again and again. Writing them anew
each time would take longer than everything else about a page together.

Invariant: whatever a card shows is in the key it is kept under, except the four things that are filled in each time:
the words about the time left, the token against forgery, the key of its forms, and whether it is chosen already.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable
from datetime import datetime

from markupsafe import Markup, escape

from web.access.viewer import Viewer
from web.playbooks.titles import languages_read
from web.shown.tasks import TaskCard
from web.texts import catalog, times

MOST = 5_000
"""How many cards are kept; each takes about 3 kB."""

TEMPLATE = "partials/board/card.html"

Write = Callable[[TaskCard], str]
"""The card of a task, as the template has it."""

Written = Callable[..., Markup]
"""The cards of tasks as they stand on this page; those whose identifiers are given as well, as chosen already."""

# Noncharacters: Unicode sets them aside for what never leaves a program.
_DUE, _TOKEN, _KEY, _PICKED = "\ufdd0", "\ufdd1", "\ufdd2", "\ufdd3"
_kept: OrderedDict[tuple[object, ...], str] = OrderedDict()


def blanks() -> dict[str, object]:
    """What the template is given in the place of what differs each time."""
    return {"csrf_token": _TOKEN, "new_key": lambda: _KEY, "due_words": _due_blank, "picked": _PICKED}


def written(viewer: Viewer, new_key: Callable[[], str], write: Callable[[], Write]) -> Written:
    """What gives the cards of tasks for *viewer*; *write* gives the template's own way, for those not kept yet.

    All forms of a page have one key: what a command is, follows from its task and its kind as well.
    """
    circumstances = (viewer.agency_id, viewer.zone, catalog.language(), languages_read(viewer))
    token, key = str(escape(viewer.session.csrf)), str(escape(new_key()))
    own: list[Write] = []

    def text_of(task: TaskCard) -> str:
        place = (task, *circumstances)
        text = _kept.get(place)
        if text is None:
            own[:] = own or [write()]
            text = _keep(place, str(own[0](task)))
        else:
            _kept.move_to_end(place)
        return text if task.due_at is None else text.replace(_DUE, str(escape(times.due(task.due_at))))

    def cards(tasks: Iterable[TaskCard], picked: Collection[str] = ()) -> Markup:
        def one(task: TaskCard) -> str:
            return text_of(task).replace(_PICKED, " checked") if task.id in picked else text_of(task)

        text = (
            "".join(map(one if picked else text_of, tasks))
            .replace(_TOKEN, token)
            .replace(_KEY, key)
            .replace(_PICKED, "")
        )
        return Markup(text)  # noqa: S704  the template has escaped it

    return cards


def _keep(key: tuple[object, ...], text: str) -> str:
    _kept[key] = text
    if len(_kept) > MOST:
        _kept.popitem(last=False)
    return text


def _due_blank(_: datetime | None) -> str:
    return _DUE
