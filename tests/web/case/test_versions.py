"""Two tabs: what somebody else recorded meanwhile is never overwritten unseen."""

from __future__ import annotations

import pytest

from domain.case import commands as c
from tests.web.conftest import Open
from tests.web.world import World


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    case = await world.case("carer.be", "police.be", "asylum.be")
    await world.act("carer.be", case, c.RecordIdentity(names="Abena", languages="Twi"))
    return case


async def test_a_correction_of_what_has_changed_is_not_done_and_nothing_is_lost(browser: Open, case: str) -> None:
    carer, police = await browser("carer.be"), await browser("police.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    other = await police.get(f"/cases/{case}/do/correct-identity")
    await police.send(other.form("/correct-identity"), names="Abena Quistrebert", reason="passport")

    again = await carer.send(one.form("/correct-identity"), 409, aliases="Abi", reason="she says so")

    assert "Mx police.be (The police-be) was faster Identity corrected" in again.words()
    assert again.form("/correct-identity")["aliases"] == "Abi"
    assert again.form("/correct-identity")["reason"] == "she says so"


async def test_after_a_second_look_the_correction_is_recorded(world: World, browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.CorrectIdentity(names="Abena Quistrebert", reason="passport"))
    again = await carer.send(one.form("/correct-identity"), 409, aliases="Abi", reason="she says so")

    await carer.send(again.form("/correct-identity"), names="Abena Quistrebert")

    assert (await world.facts(case)).count("IdentityCorrected") == 2


async def test_what_one_may_not_see_is_no_conflict(world: World, browser: Open, case: str) -> None:
    asylum = await browser("asylum.be")
    page = await asylum.get(f"/cases/{case}/do/correct-identity")
    await world.act("police.be", case, c.RecordProtectedSighting(sighting="s-1", place="a chapel"))

    await asylum.send(page.form("/correct-identity"), names="Abena Q.", reason="as filed")

    assert (await world.facts(case))[-1] == "IdentityCorrected"


async def test_two_tabs_of_one_person_are_two_people_to_a_correction(browser: Open, case: str) -> None:
    carer = await browser("carer.be")
    one = await carer.get(f"/cases/{case}/do/correct-identity")
    other = await carer.get(f"/cases/{case}/do/correct-identity")
    await carer.send(one.form("/correct-identity"), names="Abena One", reason="first tab")

    again = await carer.send(other.form("/correct-identity"), 409, names="Abena Two", reason="second tab")

    assert again.form("/correct-identity")["names"] == "Abena Two"
