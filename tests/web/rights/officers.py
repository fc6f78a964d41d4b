"""People who answer for the data protection of an agency."""

from __future__ import annotations

import itertools

from domain.directory.codes import MemberRole
from domain.directory.commands import ChangeRoles
from domain.directory.decider import originator
from tests.web.world import World, agency, member

FRESH = itertools.count(2)
"""A world is shared by the tests of a module, and a member is added once."""


async def officer(world: World, of: str) -> str:
    """Somebody of the agency of *of* who answers for its data protection."""
    name = of.replace(".", f"{'2' * next(FRESH)}.")
    await world.enrol(name)
    roles = (MemberRole.WORKER, MemberRole.DATA_PROTECTION)
    command = ChangeRoles(member=member(name), roles=roles)
    await world._shown(await world.process.directory.handle(originator(agency(name)), command, world.by_itself))
    await world.process.reader.read()
    return name
