"""The tour is offered once, can be declined, and can be taken again."""

from __future__ import annotations

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World

OFFER = "First time here?"


async def test_the_tour_has_five_steps_for_everybody(browser: Open) -> None:
    for name in ("police.be", "auditor.be", "admin.be"):
        page = await (await browser(name)).get("/tour")

        assert [page.has_id(f"step-{number}") for number in range(1, 7)] == [True] * 5 + [False]


async def test_whoever_says_not_now_is_not_asked_again_anywhere(world: World, browser: Open) -> None:
    carer = await browser("carer2.be")
    page = await carer.get("/board")
    assert OFFER in page.words()

    after = await carer.send(page.form("/tour/done"))

    assert OFFER not in after.words()
    elsewhere = await Browser(world).sign_in("carer2.be")
    assert OFFER not in (await elsewhere.get("/board")).words()
    assert OFFER not in (await elsewhere.get("/tour")).words()
    await elsewhere.http.aclose()


async def test_the_tour_is_not_offered_in_the_middle_of_the_work(world: World, browser: Open) -> None:
    guardian = await browser("guardian.be")
    case = await world.case("guardian.be")

    assert OFFER not in (await guardian.get(f"/cases/{case}")).words()
    assert OFFER not in (await guardian.get("/cases/new")).words()


async def test_the_tour_is_never_offered_on_the_wall(browser: Open) -> None:
    protection = await browser("protection.be")

    assert OFFER in (await protection.get("/board")).words()
    assert OFFER not in (await protection.get("/board/wall")).words()
