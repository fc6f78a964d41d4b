"""A spot in words, for whoever reads the list and not the map.

Invariant: it says no more than the spot and how near to it somebody was; the town is the nearest of those a map names.
"""

from __future__ import annotations

from domain.case.information.points import Point
from web.places.naming import nearest_town
from web.places.projecting import kilometres_between, place_of
from web.places.typing import country_name
from web.texts.catalog import gettext as _

AT = 4.0
"""Kilometres from its middle within which somebody is in or beside a town."""

FAR = 600.0
"""Kilometres beyond which a town says nothing about a spot."""


def where_is(point: Point) -> str:
    """Near which town *point* is, and within what somebody was of it."""
    here = place_of(point.latitude, point.longitude)
    town = nearest_town(here)
    far = kilometres_between(here, town.place)
    told = {"town": town.name, "country": country_name(town.country), "far": round(far), "near": _far(point.metres)}
    if far <= AT:
        return _("In or beside %(town)s, %(country)s; within %(near)s") % told
    if far <= FAR:
        return _("%(far)s km from %(town)s, %(country)s; within %(near)s") % told
    return _("Far from any town that the map names; within %(near)s") % told


def _far(metres: int) -> str:
    if metres < 1000:
        return _("%(num)s m") % {"num": metres}
    return _("%(num)s km") % {"num": round(metres / 1000)}
