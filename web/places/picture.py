"""Where the marks of a map stand: the part of the world that is shown, circles, clusters, the towns beneath.

Invariant: every point is in exactly one mark, and two marks never touch. Pure: no words, no markup, only places as
shares of the picture and kilometres of the map.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from domain.case.information.points import Point
from web.places.naming import large_towns
from web.places.projecting import DRAWN, Place, Window, place_of

RATIO = 0.72
"""The height of a picture for each kilometre of its width."""

NARROWEST = 260.0
"""Kilometres: the outline says nothing about less."""

EUROPE = Window(-2450.0, -1950.0, 5600.0, 5600.0 * RATIO)
AIR = 1.35
"""So much wider than its points a picture is."""

TOUCH = 5.5
"""Percent of the width: marks that are nearer to each other than a finger are one mark."""

TOWNS = 9
APART = 11.0
RIGHTMOST, LOWEST = 84.0, 96.0
BESIDE_BAR, ABOVE_BAR = 30.0, 86.0
"""Percent of the picture: where the name of a town would leave it, or stand over the bar of kilometres."""

STEPS = (1000, 500, 200, 100, 50, 20, 10)


@dataclass(frozen=True)
class Spot:
    """A *point* with the *number* under which it stands in the list."""

    number: int
    point: Point

    @property
    def place(self) -> Place:
        """Where it lies on the map."""
        return place_of(self.point.latitude, self.point.longitude)


@dataclass(frozen=True)
class Mark:
    """The *numbers* that stand at one place, *x* and *y* in percent of the picture."""

    x: float
    y: float
    numbers: tuple[int, ...]


@dataclass(frozen=True)
class Label:
    """The *name* of a town, *x* and *y* in percent of the picture."""

    x: float
    y: float
    name: str


@dataclass(frozen=True)
class Circle:
    """How near to a spot somebody was: a place and a radius in kilometres of the map."""

    place: Place
    radius: float
    number: int


@dataclass(frozen=True)
class Picture:
    """A map: its *window*, the *line* through the spots as they follow each other, a bar of so many *kilometres*."""

    window: Window
    marks: Sequence[Mark]
    circles: Sequence[Circle]
    line: Sequence[Place]
    towns: Sequence[Label]
    kilometres: int
    outside: frozenset[int]
    """The numbers of those that lie where no outline is drawn."""

    @property
    def bar(self) -> float:
        """How long the bar is, in percent of the width."""
        return round(100 * self.kilometres / self.window.width, 2)


def picture_of(spots: Sequence[Spot], *, near: int | None = None, wide: bool = False) -> Picture:
    """The map of *spots*, all of them in it, or the one of the number *near*; *wide* shows Europe."""
    drawn = [spot for spot in spots if DRAWN.holds(spot.place)]
    chosen = [spot for spot in drawn if spot.number == near] or drawn
    window = EUROPE if wide or not chosen else _around(chosen)
    marks = _marks([spot for spot in drawn if window.holds(spot.place)], window)
    return Picture(
        window=window,
        marks=marks,
        circles=[Circle(spot.place, spot.point.metres / 1000, spot.number) for spot in drawn],
        line=_line(drawn),
        towns=_towns(window, marks),
        kilometres=next(step for step in STEPS if step <= window.width / 5 or step == STEPS[-1]),
        outside=frozenset(spot.number for spot in spots) - {spot.number for spot in drawn},
    )


def _around(spots: Sequence[Spot]) -> Window:
    """The window that shows *spots* with what surrounds them, no narrower than the outline is worth."""
    reach = [(spot.place, 1.2 * spot.point.metres / 1000) for spot in spots]
    left, right = min(p.x - r for p, r in reach), max(p.x + r for p, r in reach)
    top, bottom = min(p.y - r for p, r in reach), max(p.y + r for p, r in reach)
    width = min(DRAWN.width, max(NARROWEST, AIR * (right - left), AIR * (bottom - top) / RATIO))
    height = width * RATIO
    return Window(
        _kept((left + right - width) / 2, DRAWN.left, DRAWN.width - width),
        _kept((top + bottom - height) / 2, DRAWN.top, DRAWN.height - height),
        width,
        height,
    )


def _kept(begin: float, least: float, room: float) -> float:
    return min(max(begin, least), least + max(0.0, room))


def _share(place: Place, window: Window) -> tuple[float, float]:
    return (
        round(100 * (place.x - window.left) / window.width, 2),
        round(100 * (place.y - window.top) / window.height, 2),
    )


def _marks(spots: Iterable[Spot], window: Window) -> list[Mark]:
    """The marks of *spots*: each takes in those that it would touch, until none touches another."""
    marks: list[Mark] = []
    for spot in spots:
        mark = Mark(*_share(spot.place, window), (spot.number,))
        while touched := [each for each in marks if _near(each.x, each.y, mark.x, mark.y, TOUCH)]:
            marks = [each for each in marks if each not in touched]
            for other in touched:
                mark = _joined(mark, other)
        marks.append(mark)
    return sorted((replace(mark, numbers=tuple(sorted(mark.numbers))) for mark in marks), key=lambda mark: mark.numbers)


def _near(x: float, y: float, to_x: float, to_y: float, share: float) -> bool:
    return (x - to_x) ** 2 + ((y - to_y) * RATIO) ** 2 < share**2


def _joined(one: Mark, other: Mark) -> Mark:
    many, more = len(one.numbers), len(other.numbers)
    x = (one.x * many + other.x * more) / (many + more)
    y = (one.y * many + other.y * more) / (many + more)
    return Mark(round(x, 2), round(y, 2), one.numbers + other.numbers)


def _line(spots: Sequence[Spot]) -> list[Place]:
    places = [spot.place for spot in spots]
    return places if len(set(places)) > 1 else []


def _towns(window: Window, marks: Sequence[Mark]) -> list[Label]:
    """The largest towns that a picture has room for beside its *marks*."""
    found: list[Label] = []
    for town in large_towns():
        if len(found) == TOWNS:
            break
        x, y = _share(town.place, window)
        inside = (
            window.holds(town.place) and x < RIGHTMOST and 3 < y < LOWEST and not (x < BESIDE_BAR and y > ABOVE_BAR)
        )
        taken = [(mark.x, mark.y, TOUCH) for mark in marks] + [(each.x, each.y, APART) for each in found]
        if inside and not any(_near(x, y, *each) for each in taken):
            found.append(Label(x, y, town.name))
    return found
