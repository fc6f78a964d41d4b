"""One's own account: sessions that can be seen and ended, a password that can be changed, and being asked once more."""

from __future__ import annotations

from datetime import timedelta

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.program import Program
from tests.web.harness.reading import Page
from tests.web.world import PASSWORD, World
from web.access.viewer import COOKIE

FRESH = "eleven copper lanterns float"


@pytest.fixture(name="person")
async def _person(world: World, browser: Open) -> Browser:
    """Somebody whose account nobody else uses, signed in and nowhere else."""
    await world.enrol("hotline.uk")
    await world.services.sessions.end_all("hotline-uk")
    await world.services.tokens.revoke_all("hotline-uk")
    return await browser("hotline.uk")


def sitting_forms(page: Page) -> list[str]:
    return [form["sitting"] for form in page.forms() if form.action == "/account/session"]


async def test_one_sees_where_one_is_signed_in_and_on_what(person: Browser, nobody: Browser) -> None:
    firefox = {"user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"}
    fields = {"email": "hotline.uk@test.example", "password": PASSWORD}
    await nobody.http.post("/sign-in", data=fields, headers=firefox)

    page = await person.get("/account")

    assert "Firefox · Linux" in page.words()
    assert "A device that does not say what it is This one" in page.words()
    assert len(sitting_forms(page)) == 1


async def test_a_session_that_is_ended_from_another_device_is_over(person: Browser, nobody: Browser) -> None:
    await nobody.sign_in("hotline.uk")

    await person.send((await person.get("/account")).form("/account/session"))

    await nobody.get("/board", 401)
    assert sitting_forms(await person.get("/account")) == []


async def test_all_others_end_at_once_and_this_one_stays(world: World, person: Browser) -> None:
    others = [await world.services.sessions.start("hotline-uk", "hotline-uk") for _ in range(3)]

    await person.send((await person.get("/account")).form("/account/others"))

    assert [await world.services.sessions.find(other.token) for other in others] == [None] * 3
    await person.get("/account")


async def test_nobody_ends_the_session_of_somebody_else(world: World, person: Browser, browser: Open) -> None:
    police = await browser("police.be")
    (sitting, *_rest) = await world.services.sessions.of("police-be")
    token = (await person.get("/account")).form("/sign-out")["_csrf_token"]

    await person.post("/account/session", [("_csrf_token", token), ("sitting", sitting.id)])

    await police.get("/board")


async def test_when_it_was_used_last_is_known_to_some_minutes(world: World, person: Browser) -> None:
    world.clock.ahead = timedelta(hours=2)
    await person.get("/account")

    (sitting,) = await world.services.sessions.of("hotline-uk")

    assert sitting.used_at - sitting.started_at >= timedelta(hours=2) - timedelta(minutes=5)


async def test_a_changed_password_ends_every_other_session_and_every_token(
    world: World, person: Browser, nobody: Browser
) -> None:
    await nobody.sign_in("hotline.uk")
    before = person.http.cookies[COOKIE]
    token = await world.services.tokens.create("hotline-uk", "hotline-uk", "board", "read", timedelta(days=1))
    form = (await person.get("/account")).form("/account/password")

    page = await person.send(form, current=PASSWORD, password=FRESH, again=FRESH)

    assert "Your password is changed" in page.words()
    await nobody.get("/board", 401)
    assert await world.services.tokens.find(token) is None
    assert person.http.cookies[COOKIE] != before
    assert await world.services.sessions.find(before) is None
    assert await world.services.credentials.verify("hotline-uk", FRESH)


@pytest.mark.parametrize(
    ("current", "password", "told"),
    [("wrong", FRESH, "This is not your password now."), (PASSWORD, "hotline.uk 1234", "easily guessed")],
)
async def test_a_password_is_changed_by_who_knows_it_to_a_good_one(
    world: World, person: Browser, current: str, password: str, told: str
) -> None:
    form = (await person.get("/account")).form("/account/password")

    page = await person.send(form, 422, current=current, password=password, again=password)

    assert told in page.words()
    assert await world.services.credentials.verify("hotline-uk", PASSWORD)


async def test_who_proved_it_long_ago_is_asked_again_and_nothing_typed_is_lost(world: World, person: Browser) -> None:
    world.clock.ahead = timedelta(minutes=16)
    before = person.http.cookies[COOKIE]
    form = (await person.get("/account")).form("/account/token")

    asked = await person.send(form, 403, name="wall display", scope="news", lasts="30")
    wrong = await person.send(asked.form("/prove"), 422, password="wrong")
    proven = await person.send(wrong.form("/prove"), password=PASSWORD)
    made = await person.send(proven.form("/account/token"))

    assert "For “wall display”" in made.words()
    assert person.http.cookies[COOKIE] != before
    assert await world.services.sessions.find(before) is None


async def test_who_is_asked_again_is_led_nowhere_else(person: Browser, world: World) -> None:
    world.clock.ahead = timedelta(minutes=16)
    asked = await person.send((await person.get("/account")).form("/account/token"), 403, name="x")

    proven = await person.send(asked.form("/prove"), password=PASSWORD, path="https://evil.example/x")

    assert [form.action for form in proven.forms() if form.id == "resume"] == ["/"]


async def test_after_five_wrong_passwords_the_right_one_waits_too(world: World, nobody: Browser) -> None:
    await world.enrol("guardian.uk")
    form = (await nobody.get("/sign-in")).form("/sign-in")
    email = "guardian.uk@test.example"
    for _ in range(5):
        await nobody.send(form, 422, email=email, password="wrong")

    paused = await nobody.send(form, 429, email=email, password=PASSWORD)
    world.clock.ahead = timedelta(minutes=1)
    page = await nobody.send(form, email=email, password=PASSWORD)

    assert "There were several wrong tries" in paused.words()
    assert paused.form("/sign-in")["email"] == email
    assert "Board" in page.title


async def test_a_program_waits_as_long_as_a_page(world: World, nobody: Browser) -> None:
    await world.enrol("asylum.uk")
    program = Program(world)
    asked = {"email": "asylum.uk@test.example", "password": "wrong"}
    for _ in range(5):
        await program.post("/api/v1/tokens", asked, 401)

    body = await program.post("/api/v1/tokens", {**asked, "password": PASSWORD}, 429)

    assert body["type"] == "urn:lantern:problem:too-many-tries"
    assert int(program.last.headers["retry-after"]) in range(1, 60)
    await program.http.aclose()
