"""A room as its page shows it: what is looked at, who leads there, and what one may do about that.

Invariant: what somebody sees by themselves was cut for their eyes, and what the wall shows for the eyes of everybody at
the table; where a presenter is at something that one does not see, it looks as if they were at the beginning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from dataclasses import replace as _with
from datetime import datetime

from msgspec.structs import replace

from domain.conference.state import Phase
from domain.ports import StoreFault
from projections import cases, conferences
from projections.kept import Kept
from web import seeing
from web.access.justifying import ReasonNeeded
from web.access.viewer import Viewer
from web.answers.faults import NotThere
from web.casefile.choosing import BEGIN
from web.casefile.drawing.drawn import Drawn, drawn
from web.casefile.record import Record, choose, in_words, titles_in
from web.room import places as p
from web.room.decided import ShownDecision, decisions_of, words_of
from web.room.overview import Overview, overview
from web.room.places import Place
from web.room.presenting import Person, Room, Table, may_offer, may_take, presents
from web.room.sighted import Sighted, sighted_in
from web.room.table import table_of
from web.services import Services
from web.shown.case import Identity
from web.shown.opening import asks_why, identity_of
from web.shown.timeline import Entry, Words, is_main, shown
from web.texts import times
from web.texts.times import there
from web.texts.wording.looking import reasons

A_PAGE = 20
"""So many of the newest facts are told: a meeting reads no more, and the page of the case has them all."""


@dataclass(frozen=True)
class Choice:
    """Where somebody looks by themselves, *at* a place of that name, or empty to follow; or what the *wall* shows."""

    at: str = ""
    wall: bool = False


@dataclass(frozen=True)
class Scene:
    """A room before it is put into words: the *conference*, its *table*, the *case* as one sees it now.

    And the *view* that one has of it *at* a moment; None where nothing of it may be seen by everybody at the table.
    """

    conference: conferences.Conference
    case: cases.Case
    table: Table
    view: Record | None
    at: datetime
    places: Sequence[Place]
    for_all: frozenset[str]

    @property
    def over(self) -> bool:
        """Whether the conference has ended, or does not take place."""
        return not self.conference.open


@dataclass(frozen=True)
class Leading:
    """Who presents, and what the reader may do about it; *away* where nobody can tell now."""

    name: str = ""
    agency: str = ""
    since: datetime | None = None
    yours: bool = False
    may_take: bool = False
    may_hand: bool = False
    offered_to: str = ""
    offered_to_you: bool = False
    away: bool = False


@dataclass(frozen=True)
class ShownRoom:
    """The page of a room. *led* is the place of the presenter; *elsewhere* the moment as other clocks show it."""

    path: str
    scene: Scene
    choice: Choice
    leading: Leading
    here: Place
    led: Place
    around: tuple[Place | None, Place | None]
    known_at: datetime | None
    elsewhere: Sequence[str]
    agencies: Sequence[tuple[str, str, str]]
    """Who may be handed presenting, or is there: identifiers, names, and whether they are there as a code."""
    overview: Overview | None
    identity: Identity | None = None
    lanes: Drawn | None = None
    sighted: Sighted | None = None
    entries: Sequence[Entry] = ()
    decisions: Sequence[ShownDecision] = ()
    steers: bool = False
    note: Words | None = None
    """Why the fact was put on the table, or what the agenda says."""
    reasons: Sequence[tuple[str, str]] = ()

    @property
    def address(self) -> str:
        """The address of this very view."""
        query = "?wall=on" if self.choice.wall else f"?at={self.choice.at}" if self.choice.at else ""
        return f"{self.path}/room{query}"

    @property
    def decided_here(self) -> Sequence[ShownDecision]:
        """The decisions that the place is about."""
        return [each for each in self.decisions if not self.here.topic or each.topic == self.here.title]

    @property
    def groups(self) -> Sequence[tuple[str, Sequence[Place]]]:
        """The places, under the words that they belong to."""
        return p.groups(self.scene.places)

    @property
    def may_decide(self) -> bool:
        """Whether the reader may record what is decided here now."""
        return self.steers and self.scene.conference.phase is Phase.SITTING

    @property
    def follows(self) -> bool:
        """Whether the reader looks where the presenter leads."""
        return not self.choice.at


def scene_of(services: Services, viewer: Viewer, case_id: str, conference_id: str, *, wall: bool = False) -> Scene:
    """The room of a conference that *viewer* was asked to. Raises :class:`NotThere` for everybody else.

    What was put on the table for some of those who sit there, and its note, is on no wall and is led to by nobody.
    """
    conference = seeing.conference_for(services, viewer, case_id, conference_id)
    case = seeing.case_for(services, viewer, case_id)
    table = table_of(conference, case)
    if viewer.agency_id not in table.agencies:
        raise NotThere(case_id)
    now = services.clock.now()
    at = conference.view.known_at if conference.view is not None else now
    common, then = seeing.common_to(services, viewer, case_id, table.agencies, at)
    for_everybody = _for_everybody(services, viewer, conference, table, now)
    shared = {entry.id for entry in common} & {pin.fact for pin in for_everybody.pins}
    conference = for_everybody if wall else conference
    entries, known = (common, then) if wall else seeing.known_at(services, viewer, case_id, at)
    entries = [entry for entry in entries if entry.filed or entry.task is not None]
    pinned = {pin.fact for pin in conference.pins}
    known_pins = [shown(entry, services.people, {}) for entry in entries if entry.id in pinned]
    found = p.places_of(conference, {each.id: (each.title, each.happened_at) for each in known_pins})
    view = None if known is None else Record(known, entries)
    return Scene(conference, case, table, view, at, found, p.for_all(found, shared))


def _for_everybody(
    services: Services, viewer: Viewer, conference: conferences.Conference, table: Table, now: datetime
) -> conferences.Conference:
    """*conference* with those pins alone that everybody at the *table* was given."""
    common, _case = seeing.common_to(services, viewer, conference.case, table.agencies, now)
    told = next((each for each in seeing.conferences_among(common) if each.id == conference.id), None)
    facts = set() if told is None else {pin.fact for pin in told.pins}
    return replace(conference, pins=tuple(pin for pin in conference.pins if pin.fact in facts))


async def room_of(services: Services, viewer: Viewer, scene: Scene, choice: Choice) -> ShownRoom:
    """The page of *scene*, as *choice* says."""
    conference = scene.conference
    room, leading = await _led(services, viewer, scene)
    led = p.find(scene.places, room.place)
    here = p.find(scene.places, choice.at) if choice.at else led
    made = ShownRoom(
        path=f"/cases/{conference.case}/conferences/{conference.id}",
        scene=scene,
        choice=choice,
        leading=leading,
        here=here,
        led=led,
        around=p.beside(scene.places, here),
        known_at=conference.view.known_at if conference.view is not None else None,
        elsewhere=_elsewhere(services, scene.table, scene.at),
        agencies=_agencies(services, conference, scene.table),
        overview=None,
        steers=conference.steered_by(viewer.agency_id),
    )
    return made if scene.view is None else await _filled(services, viewer, made, scene.view)


async def _led(services: Services, viewer: Viewer, scene: Scene) -> tuple[Room, Leading]:
    """Where everybody is led, and by whom; where the store is away, and when it is over, nobody is."""
    if scene.over:
        return Room(), Leading()
    try:
        room = await services.rooms.find(scene.conference.case, scene.conference.id)
    except StoreFault:
        return Room(), Leading(away=True)
    who, people = person(viewer), services.people
    by = room.presenter
    return room, Leading(
        name=people.member_name(by.person.member) if by else "",
        agency=people.agency_name(by.person.agency) if by else "",
        since=by.since if by else None,
        yours=presents(room, who),
        may_take=may_take(room, who, scene.table) and not presents(room, who),
        may_hand=may_offer(room, who, scene.table),
        offered_to=people.agency_name(room.offered_to) if room.offered_to else "",
        offered_to_you=room.offered_to == viewer.agency_id,
    )


def person(viewer: Viewer) -> Person:
    """The *viewer* as a room knows them."""
    return Person(viewer.member_id, viewer.agency_id)


def _elsewhere(services: Services, table: Table, at: datetime) -> list[str]:
    """What the clocks of those at the table show *at* a moment, where they show something else than the reader's."""
    zones = {each.zone for id_ in table.agencies if (each := services.people.agency(id_)) is not None}
    return sorted({words for zone in zones if (words := there(at, zone))})


def _agencies(services: Services, conference: conferences.Conference, table: Table) -> list[tuple[str, str, str]]:
    state = {each.agency: "there" if each.there else "apologies" for each in conference.presence}
    named = ((id_, services.people.agency_name(id_), state.get(id_, "")) for id_ in table.agencies)
    return sorted(named, key=lambda each: each[1].casefold())


async def _filled(services: Services, viewer: Viewer, made: ShownRoom, view: Record) -> ShownRoom:
    """*made*, with what stands at its place."""
    here, case = made.here, _without_hidden_photos(view.case)
    told = [entry for entry in view.entries if entry.id == here.fact]
    if here.name == p.RECORD:
        told = [entry for entry in view.entries if is_main(entry)][: -A_PAGE - 1 : -1]
    identity = await _identity(services, viewer, case) if here.name == p.CHILD else None
    sighted = await sighted_in(services, viewer, view, wall=made.choice.wall) if here.name == p.MAP else None
    sealed, decisions = _note(made.scene.conference, here), []
    if here.topic or here.name == p.DECISIONS or made.choice.wall:
        decisions = await decisions_of(services, viewer, made.scene.conference)
    more = sealed is not None or bool(decisions) or (here.name == p.CHILD and bool(case.identity))
    asks = await asks_why(services, viewer, case.id, told, more=more)
    return _with(
        made,
        overview=overview(case, view.entries, services.people, made.scene.at),
        identity=identity,
        sighted=sighted,
        lanes=_lanes(services, viewer, view, made.scene.at) if here.name == p.RECORD else None,
        entries=await in_words(services, viewer, view, told, titles_in(view.entries)),
        decisions=decisions,
        note=await words_of(services, viewer, made.scene.conference, sealed),
        reasons=reasons() if asks or (sighted and sighted.asked) else (),
    )


def _lanes(services: Services, viewer: Viewer, view: Record, at: datetime) -> Drawn | None:
    """The record as a picture with a lane for each agency, as it was drawn *at* the moment of the view."""
    people, titles, zone, now = services.people, titles_in(view.entries), times.zone().key, times.now()
    times.use(zone, at)
    try:
        main = choose(view, BEGIN, people, titles).entries
        return drawn(view.entries, main, BEGIN, people, own=viewer.agency_id, titles=titles)
    finally:
        times.use(zone, now)


def _note(conference: conferences.Conference, here: Place) -> Kept | None:
    """What somebody wrote to what stands at a place: to a pin why it is there, to the decisions the agenda."""
    if here.name == p.DECISIONS:
        return conference.agenda
    return next((pin.note for pin in conference.pins if pin.fact == here.fact), None)


def _without_hidden_photos(case: cases.Case) -> cases.Case:
    """*case* with those photos only that everybody may open for whom it was cut."""
    return replace(case, photos=tuple(photo for photo in case.photos if photo.opens_with is not None))


async def _identity(services: Services, viewer: Viewer, case: cases.Case) -> Identity | None:
    """Who the child is, opened; None for who has not said why they look."""
    try:
        return await identity_of(services, viewer, case)
    except ReasonNeeded:
        return None
