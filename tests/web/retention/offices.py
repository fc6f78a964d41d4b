"""People who hold an office, a case whose time is over, and the loop that carries out what they confirm."""

from __future__ import annotations

from datetime import timedelta

from domain.case import commands as c
from domain.case.codes import AbsenceEnd, CaseOutcome
from domain.codes import Country, RiskLevel
from domain.directory.codes import MemberRole
from domain.directory.commands import ChangeRoles
from domain.directory.decider import originator
from projections import board, cases, timeline
from tests.web.world import World, agency, member
from workers.erasing import Erasing

OFFICER, CHAIR, WORKER = "carer2.be", "police2.be", "police.be"

NAME, PLACE, WORDS = "Abena Quistrebert", "the boat house at Ixelles", "climbed out over the laundry roof"
VALUES = (NAME, PLACE, WORDS, "2011-04-30", "Twi and French", "scar under the chin", "asthma spray in the blue bag")

LONG_AGO = timedelta(days=4100)


async def appoint(world: World) -> None:
    """Let one of the carers answer for data protection, and one of the police chair."""
    for name, role in ((OFFICER, MemberRole.DATA_PROTECTION), (CHAIR, MemberRole.CHAIR)):
        command = ChangeRoles(member=member(name), roles=(MemberRole.WORKER, role))
        await world._shown(await world.process.directory.handle(originator(agency(name)), command, world.by_itself))
    await world.process.reader.read()


async def a_case_that_is_over(world: World, ago: timedelta = LONG_AGO) -> str:
    """A case with texts of every class, closed so long *ago*."""
    world.clock.ahead = -ago
    case = await world.case("carer.be", "police.be")
    known = c.RecordIdentity(
        names=NAME, birth_date="2011-04-30", languages="Twi and French", marks="scar under the chin"
    )
    await world.act("carer.be", case, known)
    noticed = c.NoticeAbsence(episode=world.ids.new(), country=Country.BE, circumstances=WORDS)
    await world.act("carer.be", case, noticed)
    await world.act("police.be", case, c.RecordSighting(sighting=world.ids.new(), place=PLACE))
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="asthma spray in the blue bag"))
    await world.act("carer.be", case, c.ResolveAbsence(how=AbsenceEnd.RETURNED))
    await world.act("carer.be", case, c.CloseCase(outcome=CaseOutcome.SETTLED, exception="talked at once"))
    world.clock.ahead = timedelta(0)
    return case


async def carry_out(world: World) -> None:
    """Let the loop look once, and wait until everybody sees what it did."""
    base, documents = world.process.base, world.services.documents
    await Erasing(documents, world.services.cases, base.ring, world.clock).tick()
    position = await base.store.last_position()
    for view in (board.VIEW, cases.VIEW, timeline.VIEW):
        await documents.reached(view, position)
