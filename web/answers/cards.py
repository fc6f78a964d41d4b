"""Cards of boards, each written once for as long as it looks the same.

A board holds hundreds of cards, and everybody of an agency looks at the same ones again and again. Writing them anew
each time would take longer than everything else about a page together.

Invariant: whatever a card shows is in the key it is kept under, except the three things that are filled in each time:
the words about the time left, the token against forgery, and the key of its forms.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from datetime import datetime

from markupsafe import Markup, escape

from web.access.viewer import Viewer
from web.shown.tasks import TaskCard
from web.texts import catalog, times

MOST = 5_000
"""How many cards are kept; each takes about 3 kB."""

TEMPLATE = "partials/board/card.html"

Write = Callable[[TaskCard], str]
"""The card of a task, as the template has it."""

# Noncharacters: Unicode sets them aside for what never leaves a program.
_DUE, _TOKEN, _KEY = "\ufdd0", "\ufdd1", "\ufdd2"
_kept: OrderedDict[tuple[object, ...], str] = OrderedDict()


def blanks() -> dict[str, object]:
    """What the template is given in the place of what differs each time."""
    return {"csrf_token": _TOKEN, "new_key": lambda: _KEY, "due_words": _due_blank}


def written(viewer: Viewer, new_key: Callable[[], str], write: Callable[[], Write]) -> Callable[[TaskCard], Markup]:
    """What gives the card of a task for *viewer*; *write* gives the template's own way, for those not kept yet."""
    token, circumstances = str(escape(viewer.session.csrf)), (viewer.agency_id, viewer.zone, catalog.language())
    own: list[Write] = []

    def card(task: TaskCard) -> Markup:
        key = (task, *circumstances)
        text = _kept.get(key)
        if text is None:
            own[:] = own or [write()]
            text = _keep(key, str(own[0](task)))
        else:
            _kept.move_to_end(key)
        return Markup(_filled(text, task.due_at, token, new_key))  # noqa: S704  the template has escaped it

    return card


def _filled(text: str, due_at: datetime | None, token: str, new_key: Callable[[], str]) -> str:
    if _KEY in text:
        text = text.replace(_TOKEN, token).replace(_KEY, new_key())
    return text if due_at is None else text.replace(_DUE, str(escape(times.due(due_at))))


def _keep(key: tuple[object, ...], text: str) -> str:
    _kept[key] = text
    if len(_kept) > MOST:
        _kept.popitem(last=False)
    return text


def _due_blank(_: datetime | None) -> str:
    return _DUE
