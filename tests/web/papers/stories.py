"""A case that a conference is about: what several agencies recorded of it, some of it late."""

from __future__ import annotations

from datetime import timedelta

from domain.case import commands as c
from domain.case.risk.indicators import Indicator
from domain.codes import AlertKind, Country, RiskLevel
from domain.task import commands as task_commands
from tests.web.world import World, agency

CHILD = "Ἑλένη Παπαδοπούλου"
ALIAS = '*Nela* #panic("x") <b>'
PLACE = "Gare du Midi, Βρυξέλλες"
WHY = "She spoke of an uncle who waits at the station."


async def missing(world: World) -> str:
    """A child is missing; the carer told late, the police search, the guardian is late with the report."""
    now = world.clock.now()
    case = await world.case("carer.be", "police.be", "guardian.be")
    await world.act("carer.be", case, c.RecordIdentity(names=CHILD, aliases=ALIAS, languages="Ελληνικά, ትግርኛ"))
    await world.act(
        "police.be", case, c.AssessRisk(level=RiskLevel.HIGH, indicators=(Indicator.TRAFFICKING,), reasons=WHY)
    )
    seen = c.RecordSighting(sighting=world.ids.new(), country=Country.BE, place=PLACE, note="With a man in a red coat.")
    await world.act("police.be", case, seen, occurred=now - timedelta(hours=14))
    await world.act(
        "police.be", case, c.RequestAlert(alert=world.ids.new(), kind=AlertKind.NATIONAL, of_agency=agency("police.be"))
    )
    search = await world.task(case, "police.be", title="Search the surroundings")
    await world.work("police.be", case, search, task_commands.Claim())
    await world.task(case, "guardian.be", title="Report to the court", due_at=now - timedelta(hours=3))
    return case
