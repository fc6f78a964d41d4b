"""A case and a task in it for each way to stand to one, and people in each role."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta

from msgspec.structs import replace

from domain.case import commands as c
from domain.case.codes import CaseOutcome, LegalBasis, SharedFor
from domain.case.decider import originator as case_originator
from domain.codes import Country, Role
from domain.context import Context
from domain.directory.codes import MemberRole
from domain.directory.commands import ChangeRoles
from domain.directory.decider import originator as agency_originator
from domain.privacy import Purpose
from domain.retention.codes import OF_A_CASE
from tests.web.world import World, agency, member

ROLES = ("police", "guardian", "carer", "protection", "hotline", "asylum", "chair")
"""The roles of agencies that take part in cases."""

OWN, JOINED, LEFT, INVITED, FOREIGN, ERASED = STANDINGS = ("own", "joined", "left", "invited", "foreign", "erased")

MEMBERS: Mapping[str, tuple[str, tuple[MemberRole, ...]]] = {
    "worker": ("protection.be", (MemberRole.WORKER,)),
    "duty officer": ("hotline.be", (MemberRole.WORKER, MemberRole.DUTY)),
    "chair": ("chair.be", (MemberRole.WORKER, MemberRole.CHAIR)),
    "data protection officer": ("guardian.be", (MemberRole.DATA_PROTECTION,)),
    "administrator": ("carer.be", (MemberRole.WORKER, MemberRole.ADMIN)),
    "auditor": ("auditor.be", (MemberRole.AUDITOR,)),
    "administrator of the house": ("admin.be", (MemberRole.ADMIN,)),
}
"""Somebody in each role of a member, by the agency they act for."""


@dataclass(frozen=True)
class Placed:
    """A case and a task in it, and an invitation to it, by standing."""

    case: Mapping[str, str]
    task: Mapping[str, str]


def name_of(role: str) -> str:
    return f"{role}.be"


async def appoint(world: World) -> None:
    """Everybody of the table, in their role."""
    for name in {*map(name_of, ROLES), *(name for name, _roles in MEMBERS.values())}:
        await world.enrol(name)
    for name, roles in MEMBERS.values():
        command = ChangeRoles(member=member(name), roles=roles)
        await world._shown(
            await world.process.directory.handle(agency_originator(agency(name)), command, world.by_itself)
        )
    await world.process.reader.read()


def _part(role: str) -> c.JoinAgency:
    return c.JoinAgency(agency=agency(name_of(role)), role=Role(role), country=Country.BE)


async def stood(world: World, role: str, erased: tuple[str, str]) -> Placed:
    """The cases that the agency of *role* opened, joined, left, was invited to, is foreign to, and one erased."""
    me, other = name_of(role), "carer2.be" if role != "carer" else "police2.be"
    case = {OWN: await world.case(me), FOREIGN: await world.case(other)}
    for standing in (JOINED, LEFT):
        case[standing] = await world.case(other)
        await world.act(other, case[standing], _part(role))
    await world.act(me, case[LEFT], c.LeaveCase(reason="done"))
    case[INVITED] = await world.case(other)
    await world.act(other, case[INVITED], _invitation(world, role))
    task = {each: await world.task(case[each], me if each == OWN else other) for each in case}
    return Placed({**case, ERASED: erased[0]}, {**task, ERASED: erased[1]})


def _invitation(world: World, role: str) -> c.InviteAgency:
    return c.InviteAgency(
        invitation=world.ids.new(),
        agency=agency(name_of(role)),
        role=Role(role),
        country=Country.BE,
        purpose=SharedFor.PROTECTION,
        legal_basis=LegalBasis.PUBLIC_TASK,
    )


async def erased_case(world: World) -> tuple[str, str]:
    """A case that every agency takes part in, with a task, whose keys two people have had destroyed."""
    world.clock.ahead = -timedelta(days=4_100)
    case = await world.case("carer.be", *(name_of(role) for role in ROLES if role != "carer"))
    task = await world.task(case, "carer.be")
    await world.act("carer.be", case, c.RecordIdentity(names="Abena Quistrebert"))
    await world.act("carer.be", case, c.CloseCase(outcome=CaseOutcome.SETTLED, exception="talked at once"))
    world.clock.ahead = timedelta(0)
    due, erasure = world.clock.now() - timedelta(days=1), world.ids.new()
    await _decide(
        world, "guardian.be", case, c.ProposeErasure(erasure=erasure, classes=OF_A_CASE, rules=(), due_at=due)
    )
    await _decide(world, "chair.be", case, c.ConfirmErasure(erasure=erasure, rules=(), due_at=due))
    await world.process.base.ring.destroy(case, tuple(Purpose), world.clock.now())
    gone = c.RecordDestruction(erasure=erasure, keys=(), fingerprints=(), destroyed_at=world.clock.now())
    await _carry_out(world, case, gone, world.by_itself)
    return case, task


async def _decide(world: World, name: str, case: str, command: c.CaseCommand) -> None:
    offices: Sequence[str] = (MemberRole.DATA_PROTECTION, MemberRole.CHAIR)
    await _carry_out(world, case, command, replace(world.context(name), offices=tuple(offices)))


async def _carry_out(world: World, case: str, command: c.CaseCommand, context: Context) -> None:
    await world._shown(await world.services.cases.handle(case_originator(case), command, context))
