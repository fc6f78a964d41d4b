"""A meeting about a case: called by the carer, with those whom a test names, and begun."""

from __future__ import annotations

from datetime import timedelta

from msgspec.structs import replace

from domain.codes import Country, Role
from domain.conference import commands as c
from domain.conference.codes import Topic
from domain.conference.decider import originator
from domain.conference.events import Invited
from domain.conference.state import Conference
from domain.deciding.handling import Outcome
from domain.envelope import Audience
from projections import conferences, timeline
from tests.web.world import World, agency

STEERS = "carer.be"


def invited(name: str) -> Invited:
    role, country = name.split(".", maxsplit=1)
    return Invited(agency(name), Role(role), Country(country))


async def call(world: World, case: str, *names: str) -> str:
    """A conference of the carer and *names* about *case*, two topics long, that sits."""
    conference = world.ids.new()
    called = c.CallConference(
        case=case,
        conference=conference,
        reference=world.reference(case),
        starts_at=world.clock.now() + timedelta(minutes=5),
        chair=agency(STEERS),
        invited=tuple(invited(name) for name in (STEERS, *names)),
        topics=(Topic.SEARCH, Topic.CARE),
    )
    await act(world, STEERS, case, conference, called)
    await act(world, STEERS, case, conference, c.RecordAttendance(agency=agency(STEERS)))
    await act(world, STEERS, case, conference, c.BeginConference())
    return conference


async def act(
    world: World,
    name: str,
    case: str,
    conference: str,
    command: c.ConferenceCommand,
    about: Audience = Audience(),  # noqa: B008  frozen
) -> Outcome[Conference]:
    """Carry out *command*, *about* a fact for so many, as the member *name*, and wait until everybody sees it."""
    circumstances = replace(world.context(name), audience=about)
    outcome = await world.services.conferences.handle(originator(case, conference), command, circumstances)
    for view in (conferences.VIEW, timeline.VIEW):
        if outcome.position:
            await world.services.documents.reached(view, outcome.position)
    return outcome
