"""A second factor: set up, asked for after the password, each code once, and recovery codes for a lost telephone."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import pyotp
import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.program import Program
from tests.web.harness.reading import Page
from tests.web.members.people import make_administrator
from tests.web.world import PASSWORD, World
from web.access.viewer import COOKIE
from web.pages.signing import HALFWAY

NAME, MEMBER, EMAIL = "auditor.uk", "auditor-uk", "auditor.uk@test.example"


class Telephone:
    """An authenticator that was told a secret."""

    def __init__(self, world: World, page: Page) -> None:
        self.world = world
        secret = next(each for each in page.all("code")).text or ""
        self.totp = pyotp.TOTP(secret.replace(" ", ""))

    def code(self, steps: int = 0) -> str:
        """The code that it shows now, or so many steps later."""
        return self.totp.at(self.world.clock.now() + timedelta(seconds=30 * steps))


@pytest.fixture(name="person")
async def _person(world: World, browser: Open) -> Browser:
    await world.enrol(NAME)
    await world.services.factors.forget(MEMBER)
    await world.services.sessions.end_all(MEMBER)
    return await browser(NAME)


async def turned_on(world: World, person: Browser) -> tuple[Telephone, list[str]]:
    """The second factor set up; the telephone and the recovery codes."""
    page = await person.send((await person.get("/account")).form("/account/second"))
    telephone = Telephone(world, page)
    shown = await person.send(page.form("/account/second-confirm"), code=telephone.code())
    return telephone, [each.text or "" for each in shown.all("code")]


async def first_step(nobody: Browser) -> Page:
    form = (await nobody.get("/sign-in")).form("/sign-in")
    return await nobody.send(form, email=EMAIL, password=PASSWORD)


async def test_a_code_is_asked_for_after_the_password(world: World, person: Browser, nobody: Browser) -> None:
    telephone, codes = await turned_on(world, person)

    page = await first_step(nobody)
    assert COOKIE not in nobody.http.cookies
    await nobody.get("/cases", 401)
    page = await nobody.send(page.form("/sign-in/code"), code=telephone.code(1))

    assert "Mx auditor.uk" in page.words()
    assert len(set(codes)) == 10
    assert HALFWAY not in nobody.http.cookies


async def test_the_password_alone_is_half_of_it_and_its_cookie_opens_no_page(
    world: World, person: Browser, nobody: Browser
) -> None:
    await turned_on(world, person)
    await first_step(nobody)

    stolen = next(each.value for each in nobody.http.cookies.jar if each.name == HALFWAY) or ""

    await nobody.get("/board", 401, cookie=f"{COOKIE}={stolen}")


async def test_a_code_works_once_also_for_two_at_the_same_moment(world: World, person: Browser) -> None:
    telephone, _codes = await turned_on(world, person)
    code = telephone.code(1)

    right = await asyncio.gather(*(world.services.factors.verify(MEMBER, code) for _ in range(4)))

    assert sorted(right) == [False, False, False, True]


@pytest.mark.parametrize("steps", [-3, 3])
async def test_a_code_of_another_time_is_none(world: World, person: Browser, steps: int) -> None:
    telephone, _codes = await turned_on(world, person)

    assert not await world.services.factors.verify(MEMBER, telephone.code(steps))


async def test_a_recovery_code_lets_in_once(world: World, person: Browser, nobody: Browser) -> None:
    _telephone, codes = await turned_on(world, person)
    form = (await first_step(nobody)).form("/sign-in/code")

    page = await nobody.send(form, code=codes[0].upper())

    assert "Mx auditor.uk" in page.words()
    assert not await world.services.factors.verify(MEMBER, codes[0])
    assert "9 are left" in (await nobody.get("/account")).words()


async def test_a_secret_that_waits_is_shown_to_who_proves_again_that_it_is_them(world: World, person: Browser) -> None:
    page = await person.send((await person.get("/account")).form("/account/second"))
    secret = next(each for each in page.all("code")).text or ""
    world.clock.ahead = timedelta(minutes=16)

    asked = await person.send(page.form("/account/second-confirm"), 403, code="000000")

    assert "Is it still you?" in asked.words()
    assert secret not in asked.text
    assert not (await world.services.factors.status(MEMBER)).totp


async def test_guesses_at_codes_have_to_wait(world: World, person: Browser, nobody: Browser) -> None:
    telephone, _codes = await turned_on(world, person)
    form = (await first_step(nobody)).form("/sign-in/code")
    for _ in range(5):
        await nobody.send(form, 422, code="000000")

    page = await nobody.send(form, 429, code=telephone.code(1))
    world.clock.ahead = timedelta(minutes=2)

    assert "There were several wrong tries" in page.words()
    assert "Mx auditor.uk" in (await nobody.send(form, code=telephone.code())).words()


async def test_of_many_guesses_at_once_no_more_are_looked_at_than_one_after_the_other(
    world: World, person: Browser, nobody: Browser
) -> None:
    await turned_on(world, person)
    await first_step(nobody)

    answers = await asyncio.gather(*(nobody.http.post("/sign-in/code", data={"code": "000000"}) for _ in range(9)))
    world.services.guesses.right(f"code of {MEMBER}", "127.0.0.1")

    assert sorted(answer.status_code for answer in answers) == [422] * 5 + [429] * 4


async def test_the_second_step_ends_after_some_minutes(world: World, person: Browser, nobody: Browser) -> None:
    telephone, _codes = await turned_on(world, person)
    form = (await first_step(nobody)).form("/sign-in/code")

    world.clock.ahead = timedelta(minutes=11)

    assert "begin again" in (await nobody.send(form, 422, code=telephone.code())).words()


async def test_what_was_typed_goes_through_both_steps(world: World, person: Browser) -> None:
    telephone, _codes = await turned_on(world, person)
    form = (await person.get("/desk")).form("/desk")
    world.clock.ahead = timedelta(hours=13)

    ended = await person.send(form, 401, theme="dark")
    asked = await person.send(ended.form("/sign-in"), email=EMAIL, password=PASSWORD)
    again = await person.send(asked.form("/sign-in/code"), code=telephone.code())

    assert again.form("/desk")["theme"] == "dark"


async def test_what_weakens_an_account_asks_for_a_code_after_a_while(world: World, person: Browser) -> None:
    telephone, _codes = await turned_on(world, person)
    world.clock.ahead = timedelta(minutes=16)
    remove = (await person.get("/account")).form("/account/second-remove")

    asked = await person.send(remove, 403)
    wrong = await person.send(asked.form("/prove"), 422, code=PASSWORD)
    proven = await person.send(wrong.form("/prove"), code=telephone.code())
    page = await person.send(proven.form("/account/second-remove"))

    assert "Your second factor is removed" in page.words()
    assert not (await world.services.factors.status(MEMBER)).totp


async def test_new_recovery_codes_end_the_old_ones(world: World, person: Browser) -> None:
    _telephone, old = await turned_on(world, person)

    page = await person.send((await person.get("/account")).form("/account/recovery"))

    fresh = [each.text or "" for each in page.all("code")]
    assert set(fresh).isdisjoint(old)
    assert not await world.services.factors.verify(MEMBER, old[0])
    assert await world.services.factors.verify(MEMBER, fresh[0])


async def test_a_wrong_code_turns_nothing_on(world: World, person: Browser) -> None:
    page = await person.send((await person.get("/account")).form("/account/second"))
    secret = Telephone(world, page)

    page = await person.send(page.form("/account/second-confirm"), 422, code="000000")

    assert Telephone(world, page).code() == secret.code()
    assert not (await world.services.factors.status(MEMBER)).totp


async def test_a_program_that_signs_in_needs_the_code_too(world: World, person: Browser) -> None:
    telephone, _codes = await turned_on(world, person)
    program = Program(world)
    asked = {"email": EMAIL, "password": PASSWORD}

    body = await program.post("/api/v1/tokens", asked, 401)
    await program.post("/api/v1/tokens", {**asked, "code": telephone.code(1)}, 201)

    assert body["type"] == "urn:lantern:problem:code-needed"
    await program.http.aclose()


async def test_the_secret_is_sealed_where_it_is_kept(world: World, person: Browser) -> None:
    telephone, codes = await turned_on(world, person)

    kept = await world.process.base.secrets.every("factor")

    told = [
        secret
        for stored in kept.values()
        for secret in (telephone.totp.secret, *codes)
        if secret.encode() in stored.content
    ]
    assert told == []


async def test_the_administrator_removes_it_for_who_lost_everything(
    world: World, person: Browser, browser: Open, nobody: Browser
) -> None:
    await turned_on(world, person)
    await world.enrol("auditor2.uk")
    await make_administrator(world, "auditor2.uk")
    boss = await browser("auditor2.uk")

    await boss.send((await boss.get(f"/members/{MEMBER}")).form("/forget"))

    await person.get("/cases", 401)
    assert "Mx auditor.uk" in (await first_step(nobody)).words()
