"""Signing in and out."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import PASSWORD, World
from web.access.viewer import COOKIE

POLICE = "police.be@test.example"


async def test_who_signs_in_sees_their_board(nobody: Browser) -> None:
    page = await nobody.get("/sign-in")

    board = await nobody.send(page.form("/sign-in"), email=POLICE, password=PASSWORD)

    assert "Board" in board.title
    assert "Mx police.be" in board.words()


async def test_signing_in_starts_a_fresh_session_and_ends_the_one_before(nobody: Browser) -> None:
    await nobody.sign_in("police.be")
    before = nobody.http.cookies[COOKIE]

    await nobody.post("/sign-in", [("email", POLICE), ("password", PASSWORD)])

    assert nobody.http.cookies[COOKIE] != before
    assert await nobody.world.services.sessions.find(before) is None


async def test_a_token_that_somebody_else_chose_is_never_taken_over(nobody: Browser) -> None:
    nobody.http.cookies.set(COOKIE, "chosen-by-an-attacker")

    answer = await nobody.http.post("/sign-in", data={"email": POLICE, "password": PASSWORD})

    assert answer.status_code == 303
    assert "chosen-by-an-attacker" not in answer.headers["set-cookie"]


@pytest.mark.parametrize("email", [POLICE, "nobody@test.example", ""])
async def test_a_wrong_password_and_an_unknown_address_look_the_same(nobody: Browser, email: str) -> None:
    page = await nobody.get("/sign-in")

    again = await nobody.send(page.form("/sign-in"), 422, email=email, password="wrong")

    assert "The e-mail address and the password do not belong together." in again.words()
    assert again.form("/sign-in")["email"] == email
    assert again.form("/sign-in")["password"] == ""
    assert COOKIE not in nobody.http.cookies


async def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(nobody: Browser) -> None:
    answer = await nobody.http.post("/sign-in", data={"email": POLICE, "password": PASSWORD})

    flags = {part.strip().lower() for part in answer.headers["set-cookie"].split(";")[1:]}
    assert {"httponly", "samesite=lax", "path=/"} <= flags


async def test_signing_out_ends_the_session_for_good(browser: Open) -> None:
    police = await browser("police.be")
    token = police.http.cookies[COOKIE]
    page = await police.get("/board")

    await police.send(page.form("/sign-out"))

    assert COOKIE not in police.http.cookies
    page = await police.get("/board", 401, cookie=f"{COOKIE}={token}")
    assert page.form("/sign-in").action == "/sign-in"


async def test_a_session_ends_after_a_shift(world: World, browser: Open) -> None:
    police = await browser("police.be")

    world.clock.ahead = timedelta(hours=12, seconds=1)

    await police.get("/board", 401)


async def test_who_is_suspended_is_nobody_at_once(world: World, browser: Open, nobody: Browser) -> None:
    await world.enrol("hotline2.fr")
    hotline = await browser("hotline2.fr")

    await world.suspend("hotline2.fr")

    await hotline.get("/board", 401)
    page = await nobody.get("/sign-in")
    page = await nobody.send(page.form("/sign-in"), 422, email="hotline2.fr@test.example", password=PASSWORD)
    assert "do not belong together" in page.words()


async def test_who_is_signed_in_goes_on_to_where_they_wanted(nobody: Browser) -> None:
    page = await nobody.get("/cases", 401)

    page = await nobody.send(page.form("/sign-in"), email=POLICE, password=PASSWORD)

    assert page.title.startswith("Cases")


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example", "/\\evil.example", "http://[", "/\t/evil.example"]
)
async def test_nobody_is_sent_to_another_site(nobody: Browser, elsewhere: str) -> None:
    answer = await nobody.http.post("/sign-in", data={"email": POLICE, "password": PASSWORD, "resume": elsewhere})

    assert answer.headers["location"] == "/"
