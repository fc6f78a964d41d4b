"""A screen as an agency was shown it, made by what makes the screens of today.

Invariant: it is made of a scene and of nothing else, at the moment of the scene, and leaves here still.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup

from web import seeing
from web.access.viewer import AppRequest
from web.answers.rendering import render_for
from web.casefile.building import build
from web.casefile.choosing import BEGIN
from web.casefile.record import Record
from web.pages.board.looking import board_of
from web.pages.lanes.picture import lanes_of
from web.replay.stilling import still
from web.shown.board.asked import Asked
from web.texts import times

Reasons = Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Screen:
    """What was shown; *reasons* where something on it stays sealed until somebody says why they look."""

    shown: Markup
    reasons: Reasons = ()


async def screen_of(request: AppRequest, scene: seeing.Scene, name: str) -> Screen:
    """The screen called *name* as it was shown in *scene*."""
    with standing_at(scene.services.clock.now(), scene.viewer.zone):
        if name == "board":
            board = board_of(scene.services, scene.viewer, Asked())
            return Screen(still(render_for(request, scene.viewer, "partials/replay/board.html", {"board": board})))
        record = Record(scene.case, scene.entries)
        if name == "lanes":
            lanes = lanes_of(scene.services, scene.viewer, record, BEGIN, (False, None))
            return Screen(still(render_for(request, scene.viewer, "partials/lanes/body.html", {"case": lanes})))
        case = await build(scene.services, scene.viewer, record, BEGIN, still=True)
        return Screen(
            still(render_for(request, scene.viewer, "partials/replay/case.html", {"case": case})), case.reasons
        )


@contextmanager
def standing_at(moment: datetime, zone: str) -> Iterator[None]:
    """Everything meanwhile is told as at *moment*."""
    before = times.now()
    times.use(zone, moment)
    try:
        yield
    finally:
        times.use(zone, before)
