"""What changed since somebody last looked: for them alone, and never more than they may see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta

import pytest

from domain.case import commands as c
from domain.codes import RiskLevel
from domain.ports import StoreAway
from domain.task import commands as t
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World
from web.app import create_app
from web.desks.keeping import SITTING
from web.ports import Desk

CHAPEL = "the chapel of St Ursmar"
AWAY = SITTING + timedelta(minutes=1)


@pytest.fixture(name="case")
async def _case(world: World) -> str:
    return await world.case("carer.be", "police.be", "asylum.be")


def news(page: Page) -> str:
    return page.words(page.with_id("news"))


def marked(page: Page) -> list[str]:
    """The titles of the entries that are marked as new."""
    new = [each for each in page.all("li") if "entry--new" in (each.get("class") or "").split()]
    return [page.words(next(each.iter("h4"))) for each in new]


async def test_the_first_look_says_that_it_is_the_first(browser: Open, case: str) -> None:
    page = await (await browser("police.be")).get(f"/cases/{case}")

    assert "first look" in news(page)
    assert marked(page) == []


async def test_who_comes_back_is_told_what_others_recorded_meanwhile(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.get(f"/cases/{case}")
    await world.act("carer.be", case, c.AssessRisk(level=RiskLevel.HIGH, reasons="seen with a stranger"))
    world.clock.ahead += AWAY

    page = await police.get(f"/cases/{case}")

    assert news(page).startswith("1 thing since you last looked,")
    assert "Risk assessed" in news(page)
    assert marked(page) == ["Risk assessed"]


async def test_what_one_recorded_oneself_is_no_news(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.get(f"/cases/{case}")
    await world.act("police.be", case, c.RecordSighting(sighting="s-1", place="a station"))
    world.clock.ahead += AWAY

    assert news(await police.get(f"/cases/{case}")).startswith("Nothing new since you last looked,")


async def test_an_update_of_an_open_page_is_no_look(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.get(f"/cases/{case}")
    await world.act("carer.be", case, c.RecordSighting(sighting="s-1", place="a station"))
    world.clock.ahead += AWAY

    live = await police.fragment(f"/cases/{case}")
    page = await police.get(f"/cases/{case}")

    assert marked(live) == marked(page) == ["Sighting recorded"]


async def test_asking_ahead_or_for_headers_is_no_look(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.http.get(f"/cases/{case}", headers={"sec-purpose": "prefetch"})
    await police.http.head(f"/cases/{case}")
    world.clock.ahead += AWAY

    assert "first look" in news(await police.get(f"/cases/{case}"))


async def test_what_is_new_stays_new_while_one_works_on_it(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.get(f"/cases/{case}")
    await world.act("carer.be", case, c.RecordSighting(sighting="s-1", place="a station"))
    world.clock.ahead += AWAY
    await police.get(f"/cases/{case}/timeline")
    world.clock.ahead += timedelta(minutes=10)

    assert marked(await police.get(f"/cases/{case}")) == ["Sighting recorded"]


async def test_who_has_seen_it_says_so(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.get(f"/cases/{case}")
    await world.act("carer.be", case, c.RecordSighting(sighting="s-1", place="a station"))
    world.clock.ahead += AWAY

    page = await police.send((await police.get(f"/cases/{case}")).form("/seen"))

    assert news(page).startswith("Nothing new")
    assert marked(page) == []


async def test_a_protected_sighting_is_no_news_for_who_may_not_see_it(world: World, browser: Open, case: str) -> None:
    asylum, police = await browser("asylum.be"), await browser("police.be")
    for each in (asylum, police):
        await each.get(f"/cases/{case}")
    asylum.secrets = (CHAPEL, "rotected sighting")
    await world.act("carer.be", case, c.RecordProtectedSighting(sighting="s-1", place=CHAPEL, source="a friend"))
    world.clock.ahead += AWAY

    assert news(await asylum.get(f"/cases/{case}")).startswith("Nothing new")
    assert news(await police.get(f"/cases/{case}")).startswith("1 thing")


async def test_steps_of_tasks_are_counted_and_not_told_one_by_one(world: World, browser: Open, case: str) -> None:
    police = await browser("police.be")
    await police.get(f"/cases/{case}")
    task = await world.task(case, "carer.be")
    await world.work("carer.be", case, task, t.Claim())
    world.clock.ahead += AWAY

    told = news(await police.get(f"/cases/{case}"))

    assert told.startswith("Nothing new since you last looked,")
    assert told.endswith("2 steps of tasks")


class DesksAway:
    """Desks that cannot be reached."""

    async def find(self, owner: str) -> Desk:
        raise StoreAway(owner)

    async def change(self, owner: str, alter: object) -> Desk:  # noqa: ARG002
        raise StoreAway(owner)


@pytest.fixture(name="without_desks")
def _without_desks(world: World) -> Iterator[None]:
    before = world.app
    world.app = create_app(replace(world.services, desks=DesksAway()))
    yield
    world.app = before


@pytest.mark.usefixtures("without_desks")
async def test_a_case_is_shown_also_while_desks_are_away(world: World, case: str) -> None:
    police = await Browser(world).sign_in("police.be")

    page = await police.get(f"/cases/{case}")
    await police.http.aclose()

    assert "cannot be told now" in news(page)
    assert "Case opened" in page.words(page.with_id("timeline"))
