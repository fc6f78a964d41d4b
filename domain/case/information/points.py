"""Where on earth something was seen, and how near to that spot it was.

Invariant: what is written down says no more than was known. A spot is never without the distance within which it may
lie, and its degrees have no more digits than that distance is worth.
"""

from __future__ import annotations

import math
import re

import msgspec

from domain.case.codes import Within
from domain.case.information import refusals as r
from domain.privacy import NOTHING, Clear

FARTHEST_NORTH = 90.0
FARTHEST_EAST = 180.0
FARTHEST_APART = 1_000_000
"""Metres. What lies within more than that says a part of the world, and no spot."""

_NUMBER = r"([+-]?[0-9]{1,3}(?:\.[0-9]{1,15})?)"
_TYPED = re.compile(rf"\s*{_NUMBER}\s*[,;\s]\s*{_NUMBER}\s*")
_WRITTEN = re.compile(rf"{_NUMBER}, {_NUMBER} ± (\d{{1,7}}) m")


METRES: dict[Within, int] = {
    Within.SPOT: 100,
    Within.STREETS: 500,
    Within.QUARTER: 2_000,
    Within.TOWN: 5_000,
    Within.AREA: 20_000,
    Within.REGION: 100_000,
}
"""How far each is from the spot."""


class Point(msgspec.Struct, frozen=True):
    """A spot in degrees, and within how many *metres* of it something was."""

    latitude: float
    longitude: float
    metres: int

    def __repr__(self) -> str:
        """Say that there is a spot without saying where."""
        return "Point(…)"


def spot_in(text: str) -> tuple[float, float] | None:
    """The degrees, north and east, that *text* gives, such as ``43.7745, 7.4975``; None where it gives none."""
    found = _TYPED.fullmatch(text)
    return None if found is None else _on_earth(float(found[1]), float(found[2]))


def point_in(text: str) -> Point | None:
    """The point that *text* holds as :func:`written` puts it; None for any other text, which history may hold."""
    found = _WRITTEN.fullmatch(text)
    spot = None if found is None else _on_earth(float(found[1]), float(found[2]))
    if found is None or spot is None or not 0 < int(found[3]) <= FARTHEST_APART:
        return None
    return Point(*spot, int(found[3]))


def written(text: str, within: Within | None) -> Clear:
    """The point that somebody gave as degrees in *text*, on its way to be sealed; a storage format.

    It lies *within* two kilometres where nobody says how near. Refuses (:class:`NoPoint`) what is no spot on earth.
    """
    if not text.strip():
        return NOTHING
    spot = spot_in(text)
    if spot is None:
        raise r.NoPoint("point")
    metres = METRES[within or Within.QUARTER]
    digits = _digits(metres)
    return Clear(f"{spot[0]:.{digits}f}, {spot[1]:.{digits}f} ± {metres} m")


def _on_earth(latitude: float, longitude: float) -> tuple[float, float] | None:
    inside = abs(latitude) <= FARTHEST_NORTH and abs(longitude) <= FARTHEST_EAST
    return (latitude, longitude) if inside else None


def _digits(metres: int) -> int:
    """As many digits as a tenth of *metres* needs: one degree is about 111 kilometres."""
    return max(1, math.ceil(math.log10(111_000 / metres)) + 1)
