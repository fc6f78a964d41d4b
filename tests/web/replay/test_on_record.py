"""Who goes through a case with the eyes of another is on record as themselves, and leaves nothing behind."""

from __future__ import annotations

import gc

from domain.case import commands as c
from tests.web.auditing.test_remarks import remarked
from tests.web.conftest import Open
from tests.web.world import World
from web.seeing.past.folded import Folded


async def test_what_an_auditor_opens_through_other_eyes_is_on_record_for_the_auditors(
    world: World, browser: Open
) -> None:
    case, _ = await remarked(world, browser)
    auditor = await browser("auditor.be")
    auditor.says_why = "supervision"
    before = {line.agency for line in await world.services.consultations.of_case(case)}

    await auditor.get(f"/cases/{case}/replay?by=police-be&step=9999")

    lines = [line for line in await world.services.consultations.of_case(case) if line.member == "auditor-be"]
    assert {line.agency for line in lines} == {"auditor-be"}
    assert {line.agency for line in await world.services.consultations.of_case(case)} == before | {"auditor-be"}


async def test_no_replay_of_a_board_is_kept_once_it_was_shown(world: World, browser: Open) -> None:
    case = await world.case("carer.be", "police.be")
    await world.act("carer.be", case, c.RecordSighting(sighting=world.ids.new(), place="Brussels-Midi"))
    police = await browser("police.be")
    police.says_why = "duty"
    before = folded()

    for _ in range(3):
        await police.get(f"/cases/{case}/replay?screen=board")

    assert folded() <= before


def folded() -> int:
    """How many documents of then are held by somebody. Asked by type: an object may pretend to be of another class."""
    gc.collect()
    return sum(type(each) is Folded for each in gc.get_objects())
