"""One room: its page, its region for a live update, and the steps of who presents.

Invariant: to follow is the address of the room itself, so a reload follows too; to look elsewhere is an address of its
own. A step that is refused is answered with the room as it is, and why.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from litestar import Response, get, post
from litestar.params import FromPath, FromQuery
from litestar.response import Redirect

from domain.deciding.refusals import Refused
from web.access.viewer import AppRequest, services_of
from web.answers.faults import fault_of
from web.answers.rendering import is_fragment, page
from web.room.presenting import Person, Room, offer, show, stop, take
from web.room.refusals import MeetingOver
from web.room.showing import Choice, Scene, person, room_of, scene_of
from web.shown.timeline import Words

ROOM = "/cases/{case_id:str}/conferences/{conference_id:str}/room"

Step = Callable[[Room, Person, Scene], Room]


@get(ROOM, include_in_schema=False)
async def room_page(
    request: AppRequest,
    case_id: FromPath[str],
    conference_id: FromPath[str],
    at: FromQuery[str] = "",
    wall: FromQuery[str] = "",
) -> Response[Any]:
    """The room where the presenter leads, or *at* another of its places; or as the *wall* shows it to everybody."""
    choice = Choice("" if wall else at, wall=bool(wall))
    return await _shown(request, case_id, conference_id, choice)


@post(f"{ROOM}/take", include_in_schema=False, status_code=200)
async def take_over(request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str]) -> Response[Any]:
    """Present from now on."""
    now = services_of(request).clock.now()
    return await _step(request, case_id, conference_id, lambda room, who, scene: take(room, who, scene.table, now))


@post(f"{ROOM}/lead", include_in_schema=False, status_code=200)
async def lead(request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str]) -> Response[Any]:
    """Lead everybody to a place."""
    place = str((await request.form()).get("place") or "")
    return await _step(request, case_id, conference_id, lambda room, who, scene: show(room, who, place, scene.for_all))


@post(f"{ROOM}/offer", include_in_schema=False, status_code=200)
async def hand_on(request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str]) -> Response[Any]:
    """Offer presenting to another agency, or to nobody any more."""
    agency = str((await request.form()).get("agency") or "")
    return await _step(request, case_id, conference_id, lambda room, who, scene: offer(room, who, agency, scene.table))


@post(f"{ROOM}/stop", include_in_schema=False, status_code=200)
async def rest(request: AppRequest, case_id: FromPath[str], conference_id: FromPath[str]) -> Response[Any]:
    """Present no more."""
    return await _step(request, case_id, conference_id, lambda room, who, scene: stop(room, who, scene.table))


async def _step(request: AppRequest, case_id: str, conference_id: str, step: Step) -> Response[Any]:
    """Make one *step*; answer with the room, or with why it was not made."""
    services, viewer = services_of(request), request.user
    scene = scene_of(services, viewer, case_id, conference_id)
    try:
        if scene.over:
            raise MeetingOver
        await services.rooms.change(case_id, conference_id, lambda room: step(room, person(viewer), scene))
    except Refused as refused:
        fault = fault_of(refused, "")
        return await _shown(
            request, case_id, conference_id, Choice(), fault.status, Words(f"{fault.why} {fault.instead}")
        )
    if is_fragment(request):
        return await _shown(request, case_id, conference_id, Choice())
    return Redirect(f"/cases/{case_id}/conferences/{conference_id}/room", status_code=303)


async def _shown(
    request: AppRequest,
    case_id: str,
    conference_id: str,
    choice: Choice,
    status: int = 200,
    refused: Words | None = None,
) -> Response[Any]:
    services, viewer = services_of(request), request.user
    scene = scene_of(services, viewer, case_id, conference_id, wall=choice.wall)
    room = await room_of(services, viewer, scene, choice)
    template = "partials/room/region.html" if is_fragment(request) else "pages/room.html"
    return page(request, template, status=status, room=room, refused=refused)


HANDLERS = (room_page, take_over, lead, hand_on, rest)
