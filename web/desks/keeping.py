"""Reading a desk without failing, and the changes that are made to desks.

Invariant: every change made twice is the same as made once, and no desk grows without bound.
"""

from __future__ import annotations

from msgspec.structs import replace

from domain.ports import StoreFault
from web.access.viewer import Viewer
from web.ports import Desk, SavedView
from web.services import Services

LOOKED_KEPT = 500
"""Of how many cases a desk knows what was seen: more than anybody works on, and some kilobytes."""

VIEWS_KEPT = 50
NAME_LENGTH, QUERY_LENGTH = 60, 500


def member_desk(viewer: Viewer) -> str:
    """What the desk of *viewer* is called."""
    return f"member.{viewer.member_id}"


def agency_desk(viewer: Viewer) -> str:
    """What the desk that all of the viewer's agency share is called."""
    return f"agency.{viewer.agency_id}"


async def desk_of(services: Services, owner: str) -> Desk:
    """The desk of *owner*, or an empty one while the store is away: how somebody likes to work can wait."""
    try:
        return await services.desks.find(owner)
    except StoreFault:
        return Desk()


def looked_at(desk: Desk, case: str, position: int) -> Desk:
    """*desk* after *case* was seen as it stood at *position*; the cases seen longest ago are forgotten."""
    seen = max(position, desk.looked.get(case, 0))
    others = {known: at for known, at in desk.looked.items() if known != case}
    newest = list((others | {case: seen}).items())[-LOOKED_KEPT:]
    return replace(desk, looked=dict(newest))


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


def without_view(desk: Desk, name: str) -> Desk:
    """*desk* without the view that is called *name*."""
    return replace(desk, views=tuple(view for view in desk.views if view.name != name))
