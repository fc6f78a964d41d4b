"""A person who acts for two agencies: a visible switch, and nothing of the one while acting for the other."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest

from domain.case.commands import JoinAgency
from domain.codes import Country, Role
from domain.envelope import Recorded
from domain.events import Event
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.members.people import invited
from tests.web.world import PASSWORD, World
from web.access.viewer import COOKIE

NAME, MEMBER = "guardian.uk", "guardian-uk"


@pytest.fixture(name="both")
async def _both(world: World, boss: Browser, nobody: Browser, browser: Open) -> Browser:
    """Somebody of an agency of guardians, who acts for the agency of *boss* too."""
    await world.enrol(NAME)
    if not world.services.people.acts_for(MEMBER, "protection-fr"):
        link = await invited(boss, f"{NAME}@test.example", f"Mx {NAME}")
        await nobody.send((await nobody.get(link)).form(link), name=f"Mx {NAME}", password=PASSWORD)
    return await browser(NAME)


async def acting_for(browser: Browser, agency: str) -> None:
    """Switch to *agency* unless that is the one already."""
    page = await browser.get("/desk")
    forms = [form for form in page.forms() if form.action == "/account/agency" and form["agency"] == agency]
    for form in forms:
        await browser.send(form)


async def test_the_switch_is_on_every_page_and_puts_a_fresh_token_in_place(world: World, both: Browser) -> None:
    await acting_for(both, MEMBER)
    before = both.http.cookies[COOKIE]
    page = await both.get("/cases")

    page = await both.send(page.form("/account/agency"))

    assert "Act for The guardian-uk" in page.words()
    assert "The protection-fr" in page.words()
    assert both.http.cookies[COOKIE] != before
    assert await world.services.sessions.find(before) is None


async def test_what_one_agency_sees_is_not_there_while_acting_for_the_other(world: World, both: Browser) -> None:
    case = await world.case("carer.be")
    joined = JoinAgency(agency="protection-fr", role=Role.PROTECTION, country=Country.FR)
    await world.act("carer.be", case, joined)

    await acting_for(both, MEMBER)
    await both.get(f"/cases/{case}", 404)
    await acting_for(both, "protection-fr")
    await both.get("/cases")
    assert world.reference(case) in (await both.get("/cases")).words()


async def test_what_is_done_is_recorded_for_the_agency_one_acts_for(world: World, both: Browser) -> None:
    await acting_for(both, "protection-fr")
    last = await world.process.base.store.last_position()

    await both.send((await both.get("/cases/new")).form("/cases"))

    found = [fact async for fact in facts_after(world, last)]
    assert {(fact.meta.actor, fact.meta.agency) for fact in found} == {(MEMBER, "protection-fr")}


async def facts_after(world: World, position: int) -> AsyncIterator[Recorded[Event]]:
    """The facts after *position*."""
    end = await world.process.base.store.last_position()
    async for batch in world.process.base.store.follow(position):
        for fact in batch:
            yield fact
            if fact.position >= end:
                return


async def test_nobody_switches_to_an_agency_that_is_not_theirs(both: Browser) -> None:
    form = (await both.get("/desk")).form("/account/agency")

    await both.send(form, 404, agency="police-be")
    await both.get("/cases")


async def test_who_is_suspended_by_one_agency_goes_on_for_the_other(world: World, boss: Browser, both: Browser) -> None:
    await acting_for(both, MEMBER)
    page = await boss.get(f"/members/{MEMBER}")

    await boss.send(page.form("/suspend"), reason="Not here any more")
    page = await both.get("/cases")

    assert [form for form in page.forms() if form.action == "/account/agency"] == []
    await boss.send((await boss.get(f"/members/{MEMBER}")).form("/reinstate"))
    await acting_for(both, "protection-fr")
    assert "The protection-fr" in (await both.get("/cases")).words()


async def test_signing_in_goes_on_with_the_agency_one_acted_for_last_on_this_device(both: Browser) -> None:
    for agency in (MEMBER, "protection-fr"):
        await acting_for(both, agency)
        await both.send((await both.get("/cases")).form("/sign-out"))
        await both.sign_in(NAME)
        page = await both.get("/cases")
        assert f"The {agency}" in page.words(page.all("header")[0])
