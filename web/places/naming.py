"""Spots by the names of towns, and the towns around a spot.

Invariant: a name is looked up in a file beside this module and nowhere else; where several places have it, a person
says which. What somebody looked for is kept nowhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from domain.case.codes import Within
from web.places.projecting import Place, kilometres_between, place_of

FILE = Path(__file__).with_name("gazetteer.txt")
"""One place a line: name; country; degrees north; east; people|the names it is found under. See tools/atlas."""

_SIX_DIGITS = re.compile(r"^[^;#][^;]*;..;[^;]*;[^;]*;\d{6,}\|.*$", re.MULTILINE)
"""A town of a hundred thousand people and more: one that others are described by, and that a map names."""

SHADOW = 15.0
"""Kilometres around a large town in which the others are its parts or its suburbs."""

MANY = 12
"""No more places of one name are offered than a person would read."""

_SIZES = ((1_000_000, Within.AREA), (50_000, Within.TOWN), (0, Within.QUARTER))


@dataclass(frozen=True)
class Town:
    """A place with a name, in a *country* as two letters, with about so many *people*."""

    name: str
    country: str
    latitude: float
    longitude: float
    people: int

    @cached_property
    def place(self) -> Place:
        """Where it lies on the map."""
        return place_of(self.latitude, self.longitude)

    @property
    def spot(self) -> str:
        """Its degrees, as a form takes them."""
        return f"{self.latitude:.3f}, {self.longitude:.3f}"

    @property
    def within(self) -> Within:
        """How near to its middle somebody was who was seen in it, where nobody says."""
        return next(within for people, within in _SIZES if self.people >= people)


def folded(name: str) -> str:
    """*name* as it is looked up: without accents, capitals, and what stands between words."""
    plain = (ch for ch in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(ch))
    return " ".join("".join(ch if ch.isalnum() else " " for ch in plain).split())


def towns_called(name: str, country: str = "") -> Sequence[Town]:
    """The places called *name*, the largest first: those in *country* where there are any, else all."""
    wanted = folded(name)
    found = sorted(_found(wanted), key=lambda town: -town.people) if wanted else []
    return ([town for town in found if town.country == country] or found)[:MANY]


def _found(wanted: str) -> Iterator[Town]:
    text, begin = _text(), 0
    while (at := text.find(f"|{wanted}|", begin)) >= 0:
        begin = text.find("\n", at)
        yield _town(text[text.rfind("\n", 0, at) + 1 : begin])


def large_towns() -> Sequence[Town]:
    """The towns that others are described by, the largest first, none in the shadow of a larger one."""
    return _large()


def nearest_large(town: Town) -> tuple[Town, float] | None:
    """The large town of its country next to *town*, and how many kilometres away it is; None for one of them."""
    others = [other for other in large_towns() if other.country == town.country]
    if not others or town in others:
        return None
    here = town.place
    near = min(others, key=lambda other: kilometres_between(here, other.place))
    return near, kilometres_between(here, near.place)


@lru_cache(maxsize=1)
def _text() -> str:
    return FILE.read_text(encoding="utf-8")


@lru_cache(maxsize=1)
def _large() -> tuple[Town, ...]:
    towns = [_town(found[0]) for found in _SIX_DIGITS.finditer(_text())]
    found: list[Town] = []
    places: list[Place] = []
    for town in sorted(towns, key=lambda town: -town.people):
        x, y = town.place
        if all((x - a) ** 2 + (y - b) ** 2 > SHADOW**2 for a, b in places):
            found.append(town)
            places.append(town.place)
    return tuple(found)


def nearest_town(here: Place) -> Town:
    """The large town next to a place on the map."""
    x, y = here
    # Asked for each line of a list: plain numbers are ten times as fast as places.
    apart = [(x - a) ** 2 + (y - b) ** 2 for a, b in _places()]
    return large_towns()[apart.index(min(apart))]


@lru_cache(maxsize=1)
def _places() -> tuple[Place, ...]:
    return tuple(town.place for town in large_towns())


def _town(line: str) -> Town:
    name, country, north, east, people = line.partition("|")[0].split(";")
    return Town(name, country, float(north), float(east), int(people))
