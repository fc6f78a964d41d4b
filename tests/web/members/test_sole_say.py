"""How somebody signs in is for an agency to reset while no other has a say in it, and not a moment longer."""

from __future__ import annotations

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.members.people import GOOD, id_of, invited, make_administrator, path_of
from tests.web.members.test_changing import colleague, step
from tests.web.world import World, agency, member

OTHER = "hotline2.uk"


@pytest.fixture(name="other")
async def _other(world: World, browser: Open) -> Browser:
    """The administrator of another agency."""
    if not world.services.people.acts_for(member(OTHER), agency(OTHER)):
        await make_administrator(world, OTHER)
    return await browser(OTHER)


async def also_of(other: Browser, email: str) -> None:
    """Let who came in under *email* act for the agency of *other* too, by their own doing."""
    link = await invited(other, email)
    person = Browser(other.world)
    await person.send((await person.get(link)).form(link), name="Ada Lind", password=GOOD)


async def test_a_link_for_a_new_password_opens_nothing_once_another_agency_let_the_person_in(
    world: World, boss: Browser, other: Browser, nobody: Browser
) -> None:
    person = await colleague(world, boss, Browser(world), "rio@new.example")
    link = path_of(await boss.send((await boss.get(f"/members/{person}")).form("/link")))
    form = (await nobody.get(link)).form(link)
    await also_of(other, "rio@new.example")

    await nobody.get(link, 410)
    await nobody.send(form, 410, password="nine purple kettles whistle", again="nine purple kettles whistle")

    assert await world.services.credentials.verify(person, GOOD)


@pytest.mark.parametrize("slug", ["link", "forget"])
async def test_who_is_suspended_by_another_agency_keeps_their_password_and_second_factor(
    world: World, boss: Browser, other: Browser, slug: str
) -> None:
    email = f"{slug}@new.example"
    person = await colleague(world, boss, Browser(world), email)
    await also_of(other, email)
    await step(other, person, "suspend", reason="On leave")

    await step(boss, person, slug, 409)


async def test_nobody_whose_invitation_was_withdrawn_is_taken_in_without_being_asked(
    world: World, boss: Browser
) -> None:
    await invited(boss, "sol@new.example")
    person = id_of(world, "sol@new.example")
    await step(boss, person, "withdraw")
    csrf = (await boss.get("/account")).form("/account/password")["_csrf_token"]

    await boss.post(f"/members/{person}/take-in", [("_csrf_token", csrf), ("roles", "worker")], 404)

    assert not world.services.people.acts_for(person, "protection-fr")
