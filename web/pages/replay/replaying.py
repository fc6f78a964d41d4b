"""The replay of a case: each fact in turn, and the screens of an agency as they stood once it had come.

Invariant: it changes nothing, and nothing on a replayed screen can be pressed; every view is an address.
"""

from __future__ import annotations

from typing import Any

from litestar import Response, get
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from web import seeing
from web.access.viewer import AppRequest, services_of
from web.answers.faults import NotThere
from web.answers.rendering import page
from web.replay.choosing import BEGIN, SCREENS, Choice
from web.replay.stepping import at_step, shown_replay


@get("/cases/{case_id:str}/replay", include_in_schema=False)
async def replay_page(
    request: AppRequest,
    case_id: FromPath[str],
    at: FromQuery[str] = "",
    by: FromQuery[str] = "",
    screen: FromQuery[str] = BEGIN,
    step: FromQuery[str] = "",
) -> Response[Any]:
    """The *screen* of an agency once the fact *at* had come; a *step* of the slider leads to its fact's address."""
    replay = seeing.replay_of(services_of(request), request.user, case_id, by)
    if screen not in SCREENS:
        raise NotThere
    choice = Choice(at, replay.by, screen)
    if step:
        return Redirect(choice.url(replay.case.id, at=at_step(replay, step)), status_code=303)
    shown = await shown_replay(request, replay, choice)
    return page(request, "pages/replay.html", case=replay.case, replay=shown, choice=choice)


HANDLERS = (replay_page,)
