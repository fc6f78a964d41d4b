"""Reading a desk without failing, and the changes that are made to desks.

Invariant: every change made twice is the same as made once, and no desk grows without bound.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec.structs import replace

from domain.ports import StoreFault
from web.access.viewer import Viewer
from web.ports import Desk, Look, SavedView
from web.services import Services

LOOKED_KEPT = 500
"""Of how many cases a desk knows what was seen: more than anybody works on, and some kilobytes."""

SITTING = timedelta(minutes=30)
"""Who looks at a case again within this has not been away."""

VIEWS_KEPT = 50
NAME_LENGTH, QUERY_LENGTH = 60, 500


def desk_of_member(member: str) -> str:
    """What the desk of *member* is called, who may not be looking yet."""
    return f"member.{member}"


def member_desk(viewer: Viewer) -> str:
    """What the desk of *viewer* is called."""
    return desk_of_member(viewer.member_id)


def agency_desk(viewer: Viewer) -> str:
    """What the desk that all of the viewer's agency share is called."""
    return f"agency.{viewer.agency_id}"


async def desk_of(services: Services, owner: str) -> Desk:
    """The desk of *owner*, or an empty one while the store is away: how somebody likes to work can wait."""
    try:
        return await services.desks.find(owner)
    except StoreFault:
        return Desk()


def looked_at(desk: Desk, case: str, position: int, at: datetime) -> Desk:
    """*desk* after *case* was seen *at* a moment as it stood at *position*; those seen longest ago are forgotten."""
    return _with_look(desk, case, look_after(desk.looked.get(case), position, at))


def look_after(before: Look | None, position: int, at: datetime) -> Look:
    """How far a case has been seen, once it was seen *at* a moment up to *position*.

    Who comes back within a sitting still finds marked as new what was new when the sitting began.
    """
    if before is None:
        return Look(position=position, at=at, before=position)
    seen = max(position, before.position)
    if at - before.at > SITTING:
        return Look(position=seen, at=at, before=before.position, before_at=before.at)
    if seen == before.position and at - before.at < SITTING / 6:
        return before
    return replace(before, position=seen, at=max(at, before.at))


def taken_note(desk: Desk, case: str, position: int, at: datetime) -> Desk:
    """*desk* after somebody said that they know all of *case* up to *position*: nothing of it is new any more."""
    known = desk.looked.get(case)
    seen = max(position, known.position if known else 0)
    return _with_look(desk, case, Look(position=seen, at=at, before=seen, before_at=at))


def _with_look(desk: Desk, case: str, look: Look) -> Desk:
    if desk.looked.get(case) == look:
        return desk
    others = {known: at for known, at in desk.looked.items() if known != case}
    return replace(desk, looked=dict(list((others | {case: look}).items())[-LOOKED_KEPT:]))


def with_view(desk: Desk, view: SavedView) -> Desk:
    """*desk* with *view*, in the place of the one that was called the same.

    Raises ValueError where a name or a query is empty or too long, or there are too many views.
    """
    if not 0 < len(view.name.strip()) <= NAME_LENGTH or len(view.query) > QUERY_LENGTH:
        raise ValueError("a view needs a name, and neither may be too long")
    named = SavedView(view.name.strip(), view.query)
    if named.name in [each.name for each in desk.views]:
        return replace(desk, views=tuple(named if each.name == named.name else each for each in desk.views))
    if len(desk.views) >= VIEWS_KEPT:
        raise ValueError("there are too many views")
    return replace(desk, views=(*desk.views, named))


class NameTaken(ValueError):
    """Another view on the desk is called so."""


def with_view_renamed(desk: Desk, old: str, view: SavedView) -> Desk:
    """*desk* with the view that was called *old* as *view*.

    Raises ValueError as :func:`with_view` does, and :class:`NameTaken` where that would take the place of another one.
    """
    rest, name = without_view(desk, old), view.name.strip()
    if any(each.name == name and each.query != view.query for each in rest.views):
        raise NameTaken(old)
    return with_view(rest, view)


def without_view(desk: Desk, name: str) -> Desk:
    """*desk* without the view that is called *name*."""
    return replace(desk, views=tuple(view for view in desk.views if view.name != name))
