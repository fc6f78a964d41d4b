"""Members are invited by their administrator, and come in by a link that works once and not for ever."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.members.people import GOOD, come_in, id_of, invited, path_of
from tests.web.world import PASSWORD, World


async def test_the_invited_choose_a_name_and_a_password_and_sign_in_with_it(boss: Browser, nobody: Browser) -> None:
    link = await invited(boss, "ada@new.example")

    page = await come_in(nobody, link, name="Ada Lindqvist")
    board = await nobody.send(page.form("/sign-in"), email="ada@new.example", password=GOOD)

    assert "Your password is ready" in page.words()
    assert "Ada Lindqvist" in board.words()
    assert "The protection-fr" in board.words()


async def test_who_is_invited_is_listed_and_nobody_until_they_came_in(boss: Browser, nobody: Browser) -> None:
    await invited(boss, "bo@new.example", "Bo Berg")

    page = await boss.get("/members")

    assert "Bo Berg bo@new.example Worker Invited" in page.words()
    sign_in = (await nobody.get("/sign-in")).form("/sign-in")
    await nobody.send(sign_in, 422, email="bo@new.example", password=GOOD)


async def test_a_link_that_was_used_opens_nothing_and_says_so(boss: Browser, nobody: Browser) -> None:
    link = await invited(boss, "cy@new.example")
    form = (await nobody.get(link)).form(link)
    await come_in(nobody, link)

    again = await nobody.send(form, 410, name="Mallory", password="another four words here", again="same")

    assert "It was used already" in again.words()
    assert "It was used already" in (await nobody.get(link, 410)).words()
    page = (await nobody.get("/sign-in")).form("/sign-in")
    assert "Board" in (await nobody.send(page, email="cy@new.example", password=GOOD)).title


async def test_of_two_who_use_a_link_at_once_one_comes_in(world: World, boss: Browser, nobody: Browser) -> None:
    link = await invited(boss, "di@new.example")
    form = (await nobody.get(link)).form(link)
    words = ("first of two passwords here", "second of two passwords here")
    sent = [dict(form.filled(name="Di", password=each, again=each)) for each in words]

    answers = await asyncio.gather(*(nobody.http.post(link, data=each) for each in sent))

    assert sorted(answer.status_code for answer in answers) == [303, 410]
    verify = world.services.credentials.verify
    assert sorted([await verify(id_of(world, "di@new.example"), each) for each in words]) == [False, True]


async def test_a_link_ends_and_says_so(world: World, boss: Browser, nobody: Browser) -> None:
    link = await invited(boss, "ed@new.example")
    form = (await nobody.get(link)).form(link)

    world.clock.ahead = timedelta(days=3, seconds=1)

    assert "Its time is over" in (await nobody.get(link, 410)).words()
    await nobody.send(form, 410, name="Ed", password=GOOD, again=GOOD)


async def test_looking_at_a_link_uses_nothing_up(boss: Browser, nobody: Browser) -> None:
    link = await invited(boss, "fi@new.example")

    for _ in range(3):
        await nobody.http.get(link)
        await nobody.http.head(link)

    assert "Sign in" in (await come_in(nobody, link)).title


@pytest.mark.parametrize("link", ["/link/x", "/link/0123456789abcdef.nothing", "/link/%2e%2e", "/link/a.*"])
async def test_what_was_never_a_link_opens_nothing(nobody: Browser, link: str) -> None:
    assert (await nobody.http.get(link)).status_code == 410


async def test_a_newer_link_ends_the_one_before(world: World, boss: Browser, nobody: Browser) -> None:
    old = await invited(boss, "gus@new.example")
    form = (await boss.get(f"/members/{id_of(world, 'gus@new.example')}")).form("/link")

    new = path_of(await boss.send(form))

    await nobody.get(old, 410)
    await come_in(nobody, new)


async def test_a_withdrawn_invitation_opens_nothing(world: World, boss: Browser, nobody: Browser) -> None:
    link = await invited(boss, "hal@new.example")
    page = await boss.get(f"/members/{id_of(world, 'hal@new.example')}")

    await boss.send(page.form("/withdraw"))

    await nobody.get(link, 410)
    assert "hal@new.example" not in (await boss.get("/members")).words()


@pytest.mark.parametrize(
    ("password", "again", "told"),
    [
        ("too short", "too short", "too short"),
        (GOOD, GOOD + "!", "not the same"),
        ("password1234", "password1234", "easily guessed"),
        ("ida@new.example", "ida@new.example", "easily guessed"),
        ("x" * 300, "x" * 300, "too long"),
    ],
)
async def test_a_poor_password_is_refused_with_what_to_do(
    boss: Browser, nobody: Browser, password: str, again: str, told: str
) -> None:
    link = await invited(boss, "ida@new.example")
    form = (await nobody.get(link)).form(link)

    page = await nobody.send(form, 422, name="Ida", password=password, again=again)

    assert told in page.words()
    assert page.form(link)["name"] == "Ida"
    assert page.form(link)["password"] == ""


async def test_who_has_an_account_accepts_with_its_password(world: World, boss: Browser, nobody: Browser) -> None:
    await world.enrol("hotline.be")
    link = await invited(boss, "hotline.be@test.example", "Mx hotline.be")
    form = (await nobody.get(link)).form(link)

    await nobody.send(form, 422, name="Mallory", password="not their password")
    await nobody.send((await nobody.get(link)).form(link), name="Mx hotline.be", password=PASSWORD)

    agencies = [each.agency for each in world.services.people.memberships("hotline-be")]
    assert agencies == ["hotline-be", "protection-fr"]


async def test_only_an_administrator_finds_the_members(browser: Open) -> None:
    police = await browser("police.be")

    for path in ("/members", "/members/invite", "/members/protection-fr"):
        await police.get(path, 404)
    await police.post("/members/invite", [("_csrf_token", await token(police)), ("email", "x@y")], 404)


async def token(browser: Browser) -> str:
    return (await browser.get("/desk")).form("/sign-out")["_csrf_token"]


async def test_a_link_asks_the_same_of_who_is_known_elsewhere_and_who_is_not(
    world: World, boss: Browser, nobody: Browser
) -> None:
    await world.enrol("hotline.uk")
    known = await nobody.get(await invited(boss, "hotline.uk@test.example", "Mx Same"))
    new = await nobody.get(await invited(boss, "lo@new.example", "Mx Same"))

    asked = [
        page.words(page.with_id("main")).replace("hotline.uk@test.example", "lo@new.example") for page in (known, new)
    ]

    assert asked[0] == asked[1]


async def test_who_is_signed_in_accepts_without_proving_it_again(world: World, boss: Browser, browser: Open) -> None:
    await world.enrol("carer.uk")
    one = await browser("carer.uk")
    link = await invited(boss, "carer.uk@test.example", "Mx carer.uk")

    form = (await one.get(link)).form(link)
    await one.send(form)

    assert "password" not in dict(form.fields)
    assert world.services.people.acts_for("carer-uk", "protection-fr")
