"""What somebody types into the field of a spot: the name of a town, or degrees.

Invariant: a name becomes a spot only where it means one place, or where somebody said which; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from babel.core import Locale

from domain.case.information.points import spot_in
from domain.codes import Country
from web.places.naming import Town, nearest_large, towns_called
from web.texts import wording
from web.texts.catalog import gettext as _
from web.texts.catalog import language, ngettext

WHICH = "_is"
"""What follows the name of the field in the name of the choice between places that have the same name."""

OUR_COUNTRIES = frozenset(country.value for country in Country)


class NotPlaced(ValueError):
    """What was typed is no spot, or more than one; its text says what to do."""


def point_of(typed: str, *, country: str = "", which: str = "") -> Mapping[str, str]:
    """The ``point`` that was typed, and ``within`` what of it where a town says so; nothing where nothing was typed.

    *country* is the one the form names, *which* the place that was chosen among several. Raises :class:`NotPlaced`.
    """
    if not typed:
        return {}
    if spot_in(typed) is not None:
        return {"point": typed}
    towns = towns_called(typed, country)
    chosen = [town for town in towns if town.spot == which]
    if not chosen and (len(towns) > 1 or _elsewhere(towns, country)):
        raise NotPlaced(_("Say which place it is: choose one below, or give degrees."))
    if not towns:
        raise NotPlaced(_("No town of that name is known here. Give a larger one nearby, or degrees north and east."))
    town = (chosen or towns)[0]
    return {"point": town.spot, "within": town.within.value}


def which_place(typed: str, country: str = "") -> Sequence[tuple[str, str]]:
    """The places to choose from where what was *typed* can mean several, or one in another country than *country*."""
    towns = [] if not typed or spot_in(typed) is not None else towns_called(typed, country)
    if len(towns) == 1 and not _elsewhere(towns, country):
        return ()
    return [(town.spot, _told(town)) for town in towns]


def _elsewhere(towns: Sequence[Town], country: str) -> bool:
    return bool(country) and any(town.country != country for town in towns)


def _told(town: Town) -> str:
    """*town* so that it is told from others of its name."""
    where = f"{town.name}, {country_name(town.country)}"
    near = nearest_large(town)
    people = ngettext("%(num)s person", "%(num)s people", town.people) % {"num": f"{town.people:,}"}
    if near is None:
        return f"{where} · {people}"
    said = _("%(far)s km from %(town)s") % {"far": round(near[1]), "town": near[0].name}
    return f"{where} · {said} · {people}"


def country_name(code: str) -> str:
    """What the country of two letters is called."""
    if code in OUR_COUNTRIES:
        return wording.code(code)
    return str(Locale.parse(language()).territories.get(code.upper(), code.upper()))
