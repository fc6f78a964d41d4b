"""Who looked, as far as somebody is told.

Invariant: a line is cut before it leaves this module; who is told the agency only never gets the member.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from msgspec.structs import replace

from domain.codes import Country
from projections import cases, visibility
from projections.visibility import Looks
from web.access.viewer import Viewer
from web.ports import Looked
from web.seeing.cases import cases_among
from web.seeing.eyes import eyes
from web.services import Services


@dataclass(frozen=True)
class SeenLook:
    """A line of the record as its reader is told it: *member* is empty where they are told the agency only.

    *case* is none where it is about none that they see.
    """

    looked: Looked
    case: cases.Case | None


@dataclass(frozen=True)
class SomeLooks:
    """Lines as their reader is told them, the newest first; *before* is where more of them begin, or none."""

    lines: Sequence[SeenLook]
    before: int | None = None


async def looks_lately(services: Services, viewer: Viewer, most: int, before: int | None = None) -> SomeLooks:
    """What *viewer* is told of the last *most* lines, or of those *before* a position. Raises store faults."""
    found = await services.consultations.lately(most, before)
    more = found[-1].position if len(found) == most else None
    return SomeLooks(_cut(services, viewer, found), more)


async def looks_at(services: Services, viewer: Viewer, case: cases.Case, most: int) -> SomeLooks:
    """What *viewer* is told of the last *most* lines about a *case* they see. Raises the faults of the store."""
    found = await services.consultations.of_case(case.id)
    told = [_seen(services, viewer, looked, case) for looked in found[:most]]
    return SomeLooks([each for each in told if each is not None])


async def looks_of_month(services: Services, viewer: Viewer, month: str) -> Sequence[SeenLook]:
    """What *viewer* is told of a *month*, in order: agencies of another country look at the cases of this one too."""
    found = [each for country in Country for each in await services.consultations.between(country.value, month)]
    return _cut(services, viewer, sorted(found, key=lambda each: each.position))


def _cut(services: Services, viewer: Viewer, found: Sequence[Looked]) -> list[SeenLook]:
    ids = {looked.case for looked in found if looked.case}
    seen = {case.id: case for case in cases_among(services, viewer, ids)}
    told = [_seen(services, viewer, looked, seen.get(looked.case)) for looked in found]
    return [each for each in told if each is not None]


def _seen(services: Services, viewer: Viewer, looked: Looked, case: cases.Case | None) -> SeenLook | None:
    agency = services.people.agency(looked.agency)
    by = visibility.Viewer(looked.agency, agency.role if agency else None, agency.country if agency else None)
    told = visibility.looks_seen(eyes(viewer), by, case.agencies if case else None)
    if told is Looks.NONE or (told is Looks.AGENCIES and looked.kind != "opened"):
        return None
    return SeenLook(looked if told is Looks.NAMES else replace(looked, member=""), case)
