"""Signing in through an agency's own provider: a real one, in a process of its own."""

from __future__ import annotations

from datetime import timedelta

import pyotp

from domain.directory import commands as c
from domain.directory.codes import MemberRole
from domain.directory.decider import originator
from tests.web.conftest import Connect, Open
from tests.web.harness.browser import Browser
from tests.web.members.people import GOOD, come_in, invited, make_administrator
from tests.web.providers.conftest import NAMES
from tests.web.providers.travelling import (
    NOWHERE,
    Provider,
    accept_there,
    come_in_there,
    departure,
    link_there,
    member_of,
    set_up,
    sign_in_there,
    there,
    way_to,
)
from tests.web.world import PASSWORD, World, agency, member

LATER = timedelta(minutes=16)


async def test_the_invited_come_in_with_what_they_have_there_and_without_a_password(
    world: World, boss: Browser, nobody: Browser
) -> None:
    board = await come_in_there(boss, nobody, "ada")
    again = await sign_in_there(Browser(world), "ada")

    assert "Ada" in board.words()
    assert "The hotline-fr" in again.words()
    assert not await world.services.credentials.known(member_of(world, "ada").id)


async def test_a_member_links_it_on_the_page_of_their_account_and_comes_in_with_it(
    world: World, browser: Open, nobody: Browser
) -> None:
    await world.enrol("hotline2.fr")
    one = await browser("hotline2.fr")

    assert "linked since" in (await link_there(one, "bo")).words()
    board = await sign_in_there(nobody, "bo", resume="/account")

    assert "hotline2.fr@test.example" in board.words()
    assert "through The hotline-fr" in board.words()


async def test_an_address_that_is_the_same_links_nobody(world: World, nobody: Browser) -> None:
    await world.enrol("hotline222.fr")

    page = await sign_in_there(nobody, "cy", 422)

    assert "linked to nobody who acts for The hotline-fr here" in page.words()
    assert "lantern_session" not in nobody.http.cookies


async def test_an_account_there_is_one_person_here(world: World, browser: Open) -> None:
    for name in ("hotline2222.fr", "hotline22222.fr"):
        await world.enrol(name)
    await link_there(await browser("hotline2222.fr"), "di")

    page = await link_there(await browser("hotline22222.fr"), "di", 409)

    assert "belongs to somebody else here" in page.words()


async def test_who_is_suspended_does_not_come_in(world: World, boss: Browser, nobody: Browser) -> None:
    await come_in_there(boss, nobody, "ed")
    form = (await boss.get(f"/members/{member_of(world, 'ed').id}")).form("/suspend")

    await boss.send(form, reason="lost their telephone")

    assert "linked to nobody" in (await sign_in_there(Browser(world), "ed", 422)).words()
    assert (await nobody.http.get("/board")).status_code == 401


async def test_a_second_factor_is_asked_for_as_well(world: World, boss: Browser, nobody: Browser) -> None:
    await come_in_there(boss, nobody, "fi")
    someone = member_of(world, "fi").id
    enrolment = await world.services.factors.begin(someone, "fi")
    codes = await world.services.factors.confirm(someone, code_of(enrolment.secret, world))
    assert codes is not None

    fresh = Browser(world)
    asked = await sign_in_there(fresh, "fi")
    assert "lantern_session" not in fresh.http.cookies
    board = await fresh.send(asked.form("/sign-in/code"), code=codes[0])

    assert "The hotline-fr" in board.words()


async def test_what_was_typed_is_carried_there_and_back(world: World, browser: Open) -> None:
    await world.enrol("hotline222222.fr")
    one = await browser("hotline222222.fr")
    await link_there(one, "gus")
    form = (await one.get("/desk")).form("/desk")
    one.http.cookies.delete("lantern_session")

    ended = await one.send(form, 401, zone="Europe/Athens")
    fields = ended.form("/sign-in").fields
    departing = await one.post("/sign-in/provider/hotline-fr", fields)
    again = await one.get(await there(departure(departing), "gus"))

    assert again.form("/desk")["zone"] == "Europe/Athens"


async def test_who_stops_there_is_told_and_keeps_their_password(nobody: Browser) -> None:
    back = await there(await way_to(nobody), "hal", allow=False)

    page = await nobody.get(back, 422)

    assert "did not let you through" in page.words()
    assert "A password that you have here works as before." in page.words()


async def test_a_provider_that_is_away_is_told_and_the_password_lets_in(world: World, nobody: Browser) -> None:
    await set_to(world, "guardian.be", NOWHERE)

    page = await nobody.get("/sign-in/provider/guardian-be?resume=/cases", 503)
    cases = await nobody.send(page.form("/sign-in"), email="guardian.be@test.example", password=PASSWORD)

    assert "does not answer at the moment" in page.words()
    assert "Cases" in cases.title


async def test_where_passwords_do_not_count_only_administrators_come_in_with_one(
    world: World, browser: Open, nobody: Browser, provider: Provider, program: Connect
) -> None:
    await make_administrator(world, "chair.fr")
    await world.enrol("chair2.fr")
    boss, before, machine = await browser("chair.fr"), await browser("chair2.fr"), await program("chair2.fr")

    await set_up(boss, provider, passwords="no")

    assert (await before.http.get("/board")).status_code == 401
    form = (await nobody.get("/sign-in")).form("/sign-in")
    page = await nobody.send(form, 422, email="chair2.fr@test.example", password=PASSWORD)
    assert "lets its people in through its own sign-in only" in page.words()
    told = await nobody.http.post("/api/v1/tokens", json={"email": "chair2.fr@test.example", "password": PASSWORD})
    assert told.json()["type"] == "urn:lantern:problem:elsewhere-only"
    assert (await machine.http.get("/api/v1/me")).status_code == 401
    assert "own sign-in" in (await (await browser("chair.fr")).get("/members/provider")).words()


async def test_what_one_agencys_provider_says_counts_for_that_agency_alone(world: World, nobody: Browser) -> None:
    someone = "police.be"
    added = c.AddMember(member=member(someone), name="Mx", email=f"{someone}@test.example", roles=(MemberRole.WORKER,))
    outcome = await world.process.directory.handle(originator("hotline-fr"), added, world.by_itself)
    await world.services.people.reached(outcome.position)
    await world.services.subjects.link(member(someone), "hotline-fr", issuer_of(world), subject_of("ida"))

    here = await sign_in_there(nobody, "ida", resume="/account")
    asked = await nobody.send(here.form("/account/agency"), 403, agency="police-be")
    proven = await nobody.send(asked.form("/prove"), password=PASSWORD)
    board = await nobody.send(next(form for form in proven.forms() if form.id == "resume"))

    assert "The hotline-fr" in here.words()
    assert "the sign-in of one agency is not enough" in asked.words()
    assert "The police-be" in board.words()


async def test_who_they_are_is_proven_there_anew_before_what_does_harm(world: World, browser: Open) -> None:
    await world.enrol("hotline2222222.fr")
    await link_there(await browser("hotline2222222.fr"), "jo")
    world.clock.ahead = -LATER
    one = await browser("hotline2222222.fr")
    world.clock.ahead = timedelta(0)

    asked = await one.send((await one.get("/account")).form("/account/token"), 403, name="Report", lasts="30")
    departing = await one.post("/prove/provider", asked.form("/prove").fields)
    proven = await one.get(await there(departure(departing), "jo"))
    made = await one.send(proven.form("/account/token"))

    assert "prompt=login" in departure(departing)
    assert "lt_" in made.text


async def test_what_concerns_every_agency_needs_a_proof_of_ones_own(boss: Browser, nobody: Browser) -> None:
    await come_in_there(boss, nobody, "kim")

    page = await nobody.send((await nobody.get("/account")).form("/account/passkey"), 403)

    assert "you have no password here" in page.words()
    assert [form.fields for form in page.forms() if form.action == "/account/passkey"] == []


async def test_who_removes_it_comes_in_with_it_no_more(world: World, browser: Open) -> None:
    await world.enrol("hotline22222222.fr")
    one, other = await browser("hotline22222222.fr"), Browser(world)
    page = await link_there(one, "lu")
    await sign_in_there(other, "lu")

    await one.send(page.form("/account/unlink"))

    assert (await other.http.get("/board")).status_code == 401
    await sign_in_there(Browser(world), "lu", 422)


async def test_who_signs_in_here_already_does_not_accept_for_somebody_by_a_provider(
    boss: Browser, nobody: Browser
) -> None:
    await come_in(nobody, await invited(boss, "mo@new.example"))
    link = await invited(boss, "carer.be@test.example", "Mx carer.be")

    departing = await accept_there(nobody, link, "Mallory")
    page = await nobody.get(await there(departure(departing), "mo"), 422)

    assert "accept it with the password that you have" in page.words()
    assert GOOD not in page.text


def issuer_of(world: World) -> str:
    found = world.services.people.agency("hotline-fr")
    assert found is not None
    assert found.provider is not None
    return found.provider.issuer


def subject_of(name: str) -> str:
    """What the provider calls *name*: it counts its users from 1."""
    return str(NAMES.index(name) + 1)


async def set_to(world: World, name: str, issuer: str) -> None:
    """Set the provider of the agency of *name* without asking it."""
    command = c.SetProvider(issuer=issuer, client="lantern")
    outcome = await world.process.directory.handle(originator(agency(name)), command, world.by_itself)
    await world.services.people.reached(outcome.position)


def code_of(secret: str, world: World) -> str:
    return pyotp.TOTP(secret.replace(" ", "")).at(world.clock.now())


async def test_the_store_is_not_filled_with_what_is_kept_on_the_way(browser: Open) -> None:
    one, form = await browser("police.be"), {"resume": "/cases/new", "resume:note": "x" * 200_000}

    answers = [await one.http.post("/sign-in/provider/hotline-fr", data=form) for _ in range(10)]

    assert [each.status_code for each in answers] == [200] * 8 + [429] * 2
    assert "x" * 200_000 in answers[-1].text
    assert "try again in a few minutes" in answers[-1].text
