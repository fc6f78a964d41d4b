"""News of a room: those who were asked to its conference hear that somebody moved, and nobody else of the case."""

from __future__ import annotations

from domain.case import commands as c
from tests.web.live.conftest import Dial
from tests.web.live.listening import listening
from tests.web.room.meeting import call
from tests.web.world import World
from web.room.presenting import Person, Room, Table, take

TABLE = Table(frozenset({"carer-be"}), frozenset({"carer-be", "police-be"}))


async def test_who_was_asked_hears_that_somebody_moved_and_who_was_not_hears_nothing(world: World, page: Dial) -> None:
    case = await world.case("carer.be", "police.be", "protection.be")
    meeting = await call(world, case, "police.be")
    asked, other = await page("police.be"), await page("protection.be")

    async with listening(asked, "/live") as inside, listening(other, "/live") as outside:
        await world.services.rooms.change(case, meeting, lambda room: begin(world, room))
        told = await inside.next()
        await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place="the harbour"))
        first = await outside.next()

    assert (told.event, told.body, told.id) == ("room-changed", {"rooms": [meeting]}, "")
    assert first.event == "case-changed"


def begin(world: World, room: Room) -> Room:
    return take(room, Person("carer-be", "carer-be"), TABLE, world.clock.now())
