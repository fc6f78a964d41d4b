"""The views that somebody can choose from by name.

Invariant: a desk that cannot be read shows no view and breaks no page.
"""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass

from web.access.viewer import Viewer
from web.desks import agency_desk, desk_of, member_desk
from web.services import Services
from web.shown.board.asked import Asked, read_text


@dataclass(frozen=True)
class KeptView:
    """A view by *name*, *whose* (me, agency) it is, and whether the board begins with it."""

    name: str
    whose: str
    query: str
    url: str
    current: bool
    first: bool


@dataclass(frozen=True)
class KeptViews:
    """All of them; *begin* is what the board begins with, or empty."""

    views: Sequence[KeptView]
    begin: str

    @property
    def current(self) -> KeptView | None:
        """The one that is looked at."""
        return next((view for view in self.views if view.current), None)


@dataclass(frozen=True)
class WrongName:
    """A name that a view cannot have: what was *typed*, for *whose* desk, and *why* it cannot."""

    why: str
    typed: str
    whose: str


async def kept_views(services: Services, viewer: Viewer, asked: Asked) -> KeptViews:
    """The views of *viewer* and of their agency; one's own beginning goes before the agency's."""
    owners = {"me": member_desk(viewer), "agency": agency_desk(viewer)}
    desks = await asyncio.gather(*(desk_of(services, owner) for owner in owners.values()))
    found = []
    for whose, desk in zip(owners, desks, strict=True):
        for view in desk.views:
            known = read_text(view.query)
            current = known.query == asked.query
            first = bool(desk.opens_with) and desk.opens_with == known.query
            found.append(KeptView(view.name, whose, known.query, known.url, current, first))
    return KeptViews(found, next((desk.opens_with for desk in desks if desk.opens_with), ""))
