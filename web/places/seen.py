"""The sightings of a case as a map and a list show them, at a moment and through whose eyes is asked.

Invariant: everything comes from the facts that the reader sees, as they were known at the moment; a spot is opened like
any place, after that is on record, and who may not read places gets none.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlencode

import msgspec
from msgspec.structs import asdict, replace

from domain.case.events import ProtectedSightingRecorded, RecordCorrected, SightingRecorded
from domain.case.information.points import Point, point_in
from domain.codes import Country
from domain.privacy import Clear, Purpose
from projections import cases, timeline
from projections.kept import Kept
from web import seeing
from web.access.justifying import reason_of, record
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.casefile.choosing import SPANS
from web.places.describing import where_is
from web.places.picture import Picture, Spot, picture_of
from web.ports import Place
from web.services import Services
from web.shown.timeline import Words, erased
from web.texts.catalog import gettext as _
from web.texts.times import now
from web.texts.wording.looking import reasons

OPENED_AS = "places"
"""What the record of who looked calls it."""

SIGHTED = frozenset({SightingRecorded.NAME, ProtectedSightingRecorded.NAME})


class Choice(msgspec.Struct, frozen=True, kw_only=True):
    """What is shown: *at* names a fact, *by* and *agency* agencies, *near* a sighting. No spot is ever in it."""

    at: str = ""
    by: str = ""
    agency: str = ""
    country: str = ""
    span: str = ""
    near: str = ""
    wide: str = ""

    def url(self, case: str, **changes: str) -> str:
        """The address of this view of *case*, with *changes*."""
        said = {name: value for name, value in asdict(replace(self, **changes)).items() if value}
        return f"/cases/{case}/places{'?' if said else ''}{urlencode(said)}"


@dataclass(frozen=True)
class Sighting:
    """One line of the list; *placed* says in words where its *point* is, and *why_not* why there is none."""

    number: int
    id: str
    fact: str
    protected: bool
    country: Country | None
    seen_at: datetime
    recorded_at: datetime
    agency_name: str
    place: Words | None
    point: Point | None
    placed: str = ""
    why_not: str = ""


@dataclass(frozen=True)
class Seen:
    """The page: its *sightings* in the order in which the child was seen, and their *picture*."""

    case: cases.Case
    sightings: Sequence[Sighting]
    picture: Picture
    countries: Sequence[str]
    moment: datetime | None
    moments: Sequence[tuple[str, datetime]]
    agencies: Sequence[tuple[str, str]]
    recorders: Sequence[tuple[str, str]]
    by_name: str
    total: int
    shut: bool = False
    """Whether places are not for the agency of the reader."""
    reasons: Sequence[tuple[str, str]] = field(default=())


async def seen(services: Services, viewer: Viewer, case_id: str, choice: Choice) -> Seen:
    """What *choice* shows. Raises :class:`NotThere` for a case, a fact or an agency that the reader does not see."""
    people = services.people
    today, entries = seeing.record_for(services, viewer, case_id)
    moment = _moment(entries, choice.at)
    known, case = _known(services, viewer, (today, entries), choice, moment)
    all_seen = sorted(() if case is None else case.sightings, key=lambda each: each.seen_at)
    left = [each for each in all_seen if _fits(each, choice)]
    told, asked = await sightings_told(services, viewer, today.id, known, left)
    near = next((each.number for each in told if each.id == choice.near), None)
    agencies = sorted({part.agency for part in today.agencies} - {viewer.agency_id}, key=people.agency_name)
    recorders = sorted({each.agency for each in all_seen}, key=people.agency_name)
    return Seen(
        case=today,
        sightings=told,
        picture=picture_of(spots_of(told), near=near, wide=bool(choice.wide)),
        countries=sorted({part.country.value for part in today.taking_part}),
        moment=moment,
        moments=[(entry.id, entry.recorded_at) for entry in entries if _changes(entry)],
        agencies=[(each, people.agency_name(each)) for each in agencies],
        recorders=[(each, people.agency_name(each)) for each in recorders],
        by_name=people.agency_name(choice.by) if choice.by else "",
        total=len(all_seen),
        shut=any(each.place is None for each in left),
        reasons=asked,
    )


async def sightings_told(
    services: Services,
    viewer: Viewer,
    case_id: str,
    known: Sequence[timeline.Entry],
    sightings: Sequence[cases.Sighting],
) -> tuple[Sequence[Sighting], Sequence[tuple[str, str]]]:
    """*sightings* that *known* entries of a case tell, opened; and what may be answered to who is asked why."""
    facts = {entry.codes["sighting"]: entry for entry in known if entry.name in SIGHTED}
    texts, asked = await _opened(services, viewer, case_id, sightings)
    name = services.people.agency_name
    return [
        _sighting(number, each, facts[each.id], texts, name(each.agency), shut=bool(asked))
        for number, each in enumerate(sightings, 1)
    ], asked


def spots_of(sightings: Sequence[Sighting]) -> list[Spot]:
    """The spots of those *sightings* that have one, by their numbers."""
    return [Spot(each.number, each.point) for each in sightings if each.point is not None]


def _moment(entries: Sequence[timeline.Entry], named: str) -> datetime | None:
    if not named:
        return None
    found = next((entry.recorded_at for entry in entries if entry.id == named), None)
    if found is None:
        raise NotThere
    return found


def _known(
    services: Services,
    viewer: Viewer,
    record_now: tuple[cases.Case, Sequence[timeline.Entry]],
    choice: Choice,
    moment: datetime | None,
) -> tuple[Sequence[timeline.Entry], cases.Case | None]:
    """The facts that were known then, and the case that they tell."""
    case, entries = record_now
    if moment is None and not choice.by:
        return entries, case
    if choice.by and choice.by not in {part.agency for part in case.agencies}:
        raise NotThere
    other = seeing.eyes_of(services, choice.by) if choice.by else None
    return seeing.known_at(services, viewer, case.id, moment or now(), other)


def _fits(sighting: cases.Sighting, choice: Choice) -> bool:
    if choice.agency and sighting.agency != choice.agency:
        return False
    if choice.country and (sighting.country or "") != choice.country:
        return False
    span = SPANS.get(choice.span)
    return span is None or sighting.seen_at >= now() - span


def _changes(entry: timeline.Entry) -> bool:
    """Whether a fact changes the map: a sighting, and what puts one right."""
    return entry.name in SIGHTED or (entry.name == RecordCorrected.NAME and entry.codes["event"] in SIGHTED)


async def _opened(
    services: Services, viewer: Viewer, case_id: str, sightings: Sequence[cases.Sighting]
) -> tuple[Mapping[tuple[str, str], Words], Sequence[tuple[str, str]]]:
    """The places and points of *sightings* in clear, by fact and field; else what may be answered to say why."""
    kept = [text for each in sightings for text in (each.place, each.point) if text is not None]
    if not kept:
        return {}, ()
    if not seeing.opened_for(await reason_of(services, viewer, case_id), Purpose.LOCATION):
        return {}, reasons()
    await record(services, viewer, case_id, OPENED_AS)
    texts = await services.opener.open([(each.text, Place(each.originator, each.event, each.field)) for each in kept])
    return {
        _key(each): Words(text.text, each.language) if isinstance(text, Clear) else Words(erased(text))
        for each, text in zip(kept, texts, strict=True)
    }, ()


def _key(kept: Kept) -> tuple[str, str]:
    return kept.event, kept.field


def _sighting(
    number: int,
    one: cases.Sighting,
    entry: timeline.Entry,
    texts: Mapping[tuple[str, str], Words],
    agency_name: str,
    *,
    shut: bool,
) -> Sighting:
    place = None if one.place is None else texts.get(_key(one.place))
    written = None if one.point is None else texts.get(_key(one.point))
    point = None if written is None else point_in(written.text)
    return Sighting(
        number=number,
        id=one.id,
        fact=entry.id,
        protected=one.protected,
        country=one.country,
        seen_at=one.seen_at,
        recorded_at=entry.recorded_at,
        agency_name=agency_name,
        place=place,
        point=point,
        placed=where_is(point) if point is not None else "",
        why_not="" if point is not None else _why_not(one, written, shut=shut),
    )


def _why_not(one: cases.Sighting, written: Words | None, *, shut: bool) -> str:
    """Why the map has no mark for a sighting."""
    if one.place is None:
        return _("Places are not open to your agency.")
    if shut:
        return _("Sealed until you say why you look.")
    return _("Nobody said where on the map.") if written is None or not written.text else written.text
