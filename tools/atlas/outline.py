"""The outline of countries as one SVG file, projected once.

Invariant: it is the same file for the same input. It shows land, and borders that nobody contests: where states do not
agree about a line, there is none.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, pairwise
from typing import Any

from web.places.projecting import DRAWN, Place, place_of

GRAIN = 10
"""A kilometre has so many steps: finer than the data, and coarser than a street."""

OURS = {"056": "be", "250": "fr", "300": "gr", "380": "it", "752": "se", "826": "uk"}
"""The countries whose agencies can take part, by their number in ISO 3166."""

CONTESTED = frozenset(
    map(
        frozenset,
        (
            ("Cyprus", "N. Cyprus"),
            ("Serbia", "Kosovo"),
            ("Morocco", "W. Sahara"),
            ("Israel", "Palestine"),
            ("Armenia", "Azerbaijan"),
        ),
    )
)
CRIMEA = (44.0, 46.4, 32.0, 36.8)
"""From south to north and from west to east: within it no line is drawn between Ukraine and Russia."""

Degrees = Sequence[tuple[float, float]]
Ring = list[Place]

HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!-- Written by tools/atlas from {source}: Natural Earth, public domain, by way of world-atlas (ISC, Michael Bostock).
     Lambert azimuthal equal-area around 52 N 10 E; one unit is a tenth of a kilometre. -->
<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}">
"""


def svg_of(topology: dict[str, Any], source: str) -> str:
    """The file: every country a path, those of :data:`OURS` by their code, and the borders between them all."""
    arcs = [_degrees(arc, topology["transform"]) for arc in topology["arcs"]]
    countries = topology["objects"]["countries"]["geometries"]
    land: list[str] = []
    ours: list[str] = []
    for country in countries:
        code = OURS.get(country.get("id", ""))
        path = "".join(_closed(ring) for ring in _rings(country, arcs))
        if path:
            (ours if code else land).append(f'<path id="{code}" d="{path}"/>\n' if code else path)
    box = " ".join(f"{round(each * GRAIN)}" for each in DRAWN)
    lines = "".join(_open(line) for line in _borders(countries, arcs))
    return (
        HEAD.format(source=source, box=box)
        + f'<g id="land"><path d="{"".join(land)}"/>\n{"".join(ours)}</g>\n'
        + f'<path id="borders" fill="none" vector-effect="non-scaling-stroke" d="{lines}"/>\n</svg>\n'
    )


def _degrees(arc: Sequence[Sequence[int]], transform: dict[str, Any]) -> Degrees:
    (east_by, north_by), (east, north) = transform["scale"], transform["translate"]
    x = y = 0
    found = []
    for right, up in arc:
        x, y = x + right, y + up
        found.append((y * north_by + north, x * east_by + east))
    return found


def _rings(country: dict[str, Any], arcs: Sequence[Degrees]) -> Iterator[Ring]:
    many = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
    for polygon in many:
        for ring in polygon:
            spots = [spot for index in ring for spot in _way(index, arcs)[1:]]
            placed = _cut([place_of(*spot) for spot in spots])
            if len(placed) > 2:
                yield placed


def _way(index: int, arcs: Sequence[Degrees]) -> Degrees:
    return arcs[index] if index >= 0 else arcs[~index][::-1]


def _cut(ring: Ring) -> Ring:
    """*ring* as far as it is in :data:`DRAWN`: along one edge after the other."""
    right, bottom = DRAWN.left + DRAWN.width, DRAWN.top + DRAWN.height
    for axis, edge, sign in ((0, DRAWN.left, 1), (0, right, -1), (1, DRAWN.top, 1), (1, bottom, -1)):
        ring = list(_cut_at(ring, axis, edge, sign))
    return ring


def _cut_at(ring: Ring, axis: int, edge: float, sign: int) -> Iterator[Place]:
    for before, here in zip([*ring[-1:], *ring[:-1]], ring, strict=True):
        was, now = (before[axis] - edge) * sign >= 0, (here[axis] - edge) * sign >= 0
        if was != now:
            share = (edge - before[axis]) / (here[axis] - before[axis])
            yield Place(before.x + share * (here.x - before.x), before.y + share * (here.y - before.y))
        if now:
            yield here


def _borders(countries: Iterable[dict[str, Any]], arcs: Sequence[Degrees]) -> Iterator[Ring]:
    """The lines that two countries share and do not contest, each once."""
    sides: dict[int, set[str]] = {}
    for country in countries:
        for index in _all(country["arcs"]):
            sides.setdefault(max(index, ~index), set()).add(country["properties"]["name"])
    for index, names in sorted(sides.items()):
        if len(names) == 2 and frozenset(names) not in CONTESTED and not _in_crimea(names, arcs[index]):
            yield from _inside([place_of(*spot) for spot in arcs[index]])


def _inside(line: Ring) -> Iterator[Ring]:
    """The stretches of *line* that are in :data:`DRAWN`."""
    for inside, stretch in groupby(line, key=DRAWN.holds):
        if inside:
            yield list(stretch)


def _in_crimea(names: set[str], arc: Degrees) -> bool:
    south, north, west, east = CRIMEA
    return names == {"Russia", "Ukraine"} and all(south <= n <= north and west <= e <= east for n, e in arc)


def _all(nested: Iterable[Any]) -> Iterator[int]:
    for each in nested:
        if isinstance(each, int):
            yield each
        else:
            yield from _all(each)


def _steps(line: Ring) -> list[tuple[int, int]]:
    rounded = [(round(place.x * GRAIN), round(place.y * GRAIN)) for place in line]
    return [spot for spot, before in zip(rounded, [None, *rounded[:-1]], strict=True) if spot != before]


def _open(line: Ring) -> str:
    spots = _steps(line)
    if len(spots) < 2:
        return ""
    moves = [(x - a, y - b) for (a, b), (x, y) in pairwise(spots)]
    return f"M{_pairs(spots[:1])}l{_pairs(moves)}"


def _closed(ring: Ring) -> str:
    spots = _steps(ring)
    return f"{_open(ring)}z" if len(set(spots)) > 2 else ""


def _pairs(numbers: Iterable[tuple[int, int]]) -> str:
    """Numbers as short as SVG reads them: a minus sign needs no space before it."""
    return "".join(f"{x:+d}{y:+d}" for x, y in numbers).replace("+", " ").strip()
