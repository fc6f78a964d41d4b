"""Where the child was seen, as of the moment at which a room looks at its case.

Invariant: it is told from the record that is handed in, which was cut for whoever looks; a spot is opened like a place.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from web.access.viewer import Viewer
from web.casefile.record import Record
from web.places.picture import Picture, picture_of
from web.places.seen import Choice, Sighting, sightings_told, spots_of
from web.services import Services
from web.texts.catalog import gettext as _


@dataclass(frozen=True)
class Sighted:
    """The map and its list; the *countries* that take part; what may be *asked* of the reader before it is opened."""

    sightings: Sequence[Sighting]
    picture: Picture
    countries: Sequence[str]
    choice: Choice
    asked: Sequence[tuple[str, str]]


async def sighted_in(services: Services, viewer: Viewer, view: Record, *, wall: bool) -> Sighted:
    """The sightings of *view*, in the order in which the child was seen; on a *wall* the words are for everybody."""
    found = sorted(view.case.sightings, key=lambda each: each.seen_at)
    told, asked = await sightings_told(services, viewer, view.case.id, view.entries, found)
    if wall:
        shut = _("This place is not for everybody at the table.")
        told = [each if each.place else replace(each, why_not=shut) for each in told]
    countries = sorted({part.country.value for part in view.case.taking_part})
    return Sighted(told, picture_of(spots_of(told), near=None, wide=False), countries, Choice(), asked)
