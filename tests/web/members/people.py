"""An agency with an administrator, for the tests of one module: a name of its own, so that nothing leans on others."""

from __future__ import annotations

from domain.directory import commands as c
from domain.directory.codes import MemberRole
from domain.directory.decider import originator
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World, agency, member

GOOD = "seven green umbrellas sleep"


async def make_administrator(world: World, name: str) -> None:
    """Enter the member *name* and let them run their agency."""
    await world.enrol(name)
    command = c.ChangeRoles(member=member(name), roles=(MemberRole.WORKER, MemberRole.ADMIN))
    outcome = await world.process.directory.handle(originator(agency(name)), command, world.by_itself)
    await world.services.people.reached(outcome.position)


async def invited(admin: Browser, email: str, name: str = "Ada Lind", role: str = "worker") -> str:
    """The path of the link that *admin* makes for a new member."""
    form = (await admin.get("/members/invite")).form("/members/invite")
    return path_of(await admin.send(form, name=name, email=email, roles=role))


def path_of(page: Page) -> str:
    """The path of the link on the page that shows it."""
    return (page.with_id("link").get("value") or "").removeprefix("http://lantern.test")


async def come_in(nobody: Browser, link: str, name: str = "Ada Lind", password: str = GOOD) -> Page:
    """Use *link* as the invited."""
    form = (await nobody.get(link)).form(link)
    return await nobody.send(form, name=name, password=password, again=password)


def id_of(world: World, email: str) -> str:
    """The identifier of who signs in with *email*."""
    found = world.services.people.known_by(email)
    assert found is not None
    return found.id
