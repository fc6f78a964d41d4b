"""A conference of child protection, the police and the asylum authority about a case in which others take part too."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from domain.codes import Country
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import ZONES, World, agency

AGENDA, DECIDED, WHO = "Where she may have gone", "Ask the harbour for its cameras", "Inspector Peeters"


def local(world: World, ahead: timedelta) -> str:
    """A moment so far *ahead*, as a field of a Belgian browser holds it."""
    return (world.clock.now() + ahead).astimezone(ZoneInfo(ZONES[Country.BE])).strftime("%Y-%m-%dT%H:%M")


@dataclass
class Held:
    """A conference: the *case* it is about, and its *page*."""

    world: World
    case: str
    page: str

    @property
    def id(self) -> str:
        """Its identifier."""
        return self.page.rpartition("/")[2]

    async def step(self, by: Browser, slug: str, asked: str = "", /, **typed: str) -> Page:
        """Let somebody take one step, with what the link to its form *asked* for."""
        here = f"{self.page}/do/{slug}"
        form = (await by.get(f"{here}{asked}")).form(here)
        return await by.send(form, **typed)


async def call(world: World, by: Browser, *invited: str) -> Held:
    """A conference that *by*, of child protection, calls with those *invited*, tomorrow."""
    case = await world.case("protection.be", "carer.be", "police.be", "guardian.be", "asylum.be")
    here = f"/cases/{case}/conferences/call"
    form = (await by.get(here)).form(here)
    await by.send(
        form,
        starts_at=local(world, timedelta(days=1)),
        chair=agency("protection.be"),
        invited=[agency(name) for name in invited],
        topics=["search"],
        agenda=AGENDA,
    )
    assert by.last is not None
    return Held(world, case, by.last.url.path)
