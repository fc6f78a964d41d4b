"""The two codes that rules depend on, beside the level of risk: who looks at a case sees why its clocks run."""

from __future__ import annotations

from domain.case import commands as c
from domain.codes import AgeBand, Classification, Country
from tests.web.case.plays import CARER, POLICE, TAKING_PART
from tests.web.conftest import Open
from tests.web.world import World


async def test_the_age_group_and_the_kind_of_absence_stand_at_the_head_of_a_case(world: World, browser: Open) -> None:
    case = await world.case(*TAKING_PART)
    carer = await browser(CARER)
    before = (await carer.get(f"/cases/{case}")).words()

    await world.act(CARER, case, c.RecordAgeBand(band=AgeBand.FROM_16))
    await world.act(CARER, case, c.NoticeAbsence(episode="one", country=Country.BE))
    await world.act(POLICE, case, c.ClassifyAbsence(classification=Classification.WORRYING))
    after = (await carer.get(f"/cases/{case}")).words()

    head = after.partition("Stands at")[0]
    assert "16 or 17" not in before
    assert "16 or 17" in head
    assert "Worrying disappearance" in head
