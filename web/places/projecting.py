"""From degrees to a flat map of Europe, and back.

Invariant: equal areas stay equal (Lambert's azimuthal projection around 52° N, 10° E, as Europe's statistics use it),
and the same spot always lies at the same place. Pure.

The earth is taken as a ball: the map is off by less than half a percent, and what is drawn on it is known far less
well.
"""

from __future__ import annotations

import math
from typing import NamedTuple

RADIUS = 6371.0072
"""Kilometres: of a ball with as much surface as the earth."""

NORTH = math.radians(52.0)
EAST = math.radians(10.0)

FARTHEST = 1.99
"""Of twice its radius that a ball is flat on the map: what lies opposite of Europe has no one place on it."""


class Place(NamedTuple):
    """A place on the map: kilometres to the right of its middle, and below it."""

    x: float
    y: float


class Window(NamedTuple):
    """The part of the map that is shown."""

    left: float
    top: float
    width: float
    height: float

    def holds(self, place: Place) -> bool:
        """Whether *place* is in it."""
        return 0 <= place.x - self.left <= self.width and 0 <= place.y - self.top <= self.height


DRAWN = Window(-2900.0, -2400.0, 6800.0, 5400.0)
"""The part of the world of which there is an outline."""


def place_of(latitude: float, longitude: float) -> Place:
    """Where a spot in degrees lies on the map."""
    north, east = math.radians(latitude), math.radians(longitude) - EAST
    apart = math.sin(NORTH) * math.sin(north) + math.cos(NORTH) * math.cos(north) * math.cos(east)
    scale = RADIUS * math.sqrt(2 / max(1 + apart, 2 - FARTHEST))
    right = scale * math.cos(north) * math.sin(east)
    up = scale * (math.cos(NORTH) * math.sin(north) - math.sin(NORTH) * math.cos(north) * math.cos(east))
    return Place(right, -up)


def degrees_of(place: Place) -> tuple[float, float]:
    """The degrees, north and east, of a *place* on the map."""
    far = math.hypot(place.x, place.y)
    if far == 0:
        return math.degrees(NORTH), math.degrees(EAST)
    angle = 2 * math.asin(min(1.0, far / (2 * RADIUS)))
    north = math.asin(math.cos(angle) * math.sin(NORTH) - place.y * math.sin(angle) * math.cos(NORTH) / far)
    east = EAST + math.atan2(
        place.x * math.sin(angle),
        far * math.cos(NORTH) * math.cos(angle) + place.y * math.sin(NORTH) * math.sin(angle),
    )
    return math.degrees(north), math.degrees(east)


def kilometres_between(one: Place, other: Place) -> float:
    """How far two places are apart, near enough for a sentence."""
    return math.dist(one, other)
