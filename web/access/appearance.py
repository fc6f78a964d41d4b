"""How pages look and answer to keys for somebody, carried in a cookie so that no page has to ask for the desk first.

Invariant: the cookie holds nothing but these choices, and whatever else somebody put there is as if it were empty.
"""

from __future__ import annotations

from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec
from litestar.datastructures import Cookie

from web.ports import Desk
from web.texts.tongues import TONGUES

COOKIE = "lantern_appearance"
A_YEAR = 365 * 86_400

THEMES = ("system", "light", "dark")
DENSITIES = ("comfortable", "compact")
KEYS = ("keys", "nokeys")

FORMERLY = 4
"""So many words a cookie had before it said which language somebody writes in."""


class Appearance(msgspec.Struct, frozen=True):
    """Theme, density, whether single keys do anything, and a zone, empty for the agency's own.

    *writes* is the language somebody writes in, a tag of ``TONGUES``, empty where they do not say.
    """

    theme: str = "system"
    density: str = "comfortable"
    single_keys: bool = True
    zone: str = ""
    writes: str = ""


def appearance_of(desk: Desk) -> Appearance:
    """The appearance that *desk* asks for."""
    return Appearance(desk.theme, desk.density, desk.single_keys, desk.zone, desk.writes)


def written(chosen: Appearance) -> str:
    """*chosen* as the cookie holds it: five words, with nothing in them that a cookie would have to quote."""
    keys = KEYS[0] if chosen.single_keys else KEYS[1]
    return ".".join((chosen.theme, chosen.density, keys, chosen.zone.replace("/", "~"), chosen.writes))


def read(text: str | None) -> Appearance:
    """The appearance that a cookie says."""
    words = (text or "").split(".")
    if len(words) == FORMERLY:
        words = [*words, ""]
    if len(words) != len(Appearance.__struct_fields__):
        return Appearance()
    theme, density, keys, zone, writes = words
    zone = zone.replace("~", "/")
    if theme not in THEMES or density not in DENSITIES or keys not in KEYS or not (zone == "" or is_zone(zone)):
        return Appearance()
    if writes and writes not in TONGUES:
        return Appearance()
    return Appearance(theme, density, keys == KEYS[0], zone, writes)


@lru_cache(256)
def is_zone(name: str) -> bool:
    """Whether there is a time zone called *name*."""
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        return False
    return True


def cookie(desk: Desk, *, secure: bool) -> Cookie:
    """The cookie that makes pages look as *desk* asks."""
    value = written(appearance_of(desk))
    return Cookie(key=COOKIE, value=value, max_age=A_YEAR, httponly=True, secure=secure, samesite="lax")
