"""Only a page of ours, in the hands of who is signed in, changes anything."""

from __future__ import annotations

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import HTMX, ORIGIN
from tests.web.world import World

FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.fixture(name="task")
async def _task(world: World) -> tuple[str, str]:
    case = await world.case("carer.be", "police.be")
    return case, await world.task(case, "police.be")


@pytest.mark.parametrize("token", ["", "wrong", None])
async def test_without_the_token_nothing_is_done_and_the_form_comes_back(
    world: World, browser: Open, task: tuple[str, str], token: str | None
) -> None:
    police = await browser("police.be")
    sent = [("note", "found a scarf")] + ([("_csrf_token", token)] if token is not None else [])

    page = await police.post(f"/tasks/{task[1]}/note", sent, 403)

    assert await world.facts(*task) == ["TaskOpened"]
    assert page.form("/note")["note"] == "found a scarf"
    await police.send(page.form("/note"))
    assert await world.facts(*task) == ["TaskOpened", "TaskNoted"]


async def test_the_token_of_another_session_is_worth_nothing(
    world: World, browser: Open, task: tuple[str, str]
) -> None:
    one, other = await browser("police.be"), await browser("police2.be")
    page = await other.get(f"/tasks/{task[1]}")

    await one.send(page.form("/claim"), 403)

    assert await world.facts(*task) == ["TaskOpened"]


async def test_the_token_may_come_in_the_header_that_htmx_sends(
    world: World, browser: Open, task: tuple[str, str]
) -> None:
    police = await browser("police.be")
    token = (await police.get("/board")).form("/sign-out")["_csrf_token"]

    await police.post(f"/tasks/{task[1]}/acknowledge", [], x_csrftoken=token)

    assert await world.facts(*task) == ["TaskOpened", "TaskAcknowledged"]


@pytest.mark.parametrize(
    "headers",
    [
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"origin": "https://evil.example"},
        {"origin": "null"},
        {"origin": "http://lantern.test.evil.example"},
    ],
)
async def test_a_request_from_another_site_is_refused_whatever_it_carries(
    world: World, browser: Open, task: tuple[str, str], headers: dict[str, str]
) -> None:
    police = await browser("police.be")
    form = (await police.get(f"/tasks/{task[1]}")).form("/claim")

    answer = await police.http.post(form.action, data=dict(form.fields), headers=headers)

    assert answer.status_code == 403
    assert await world.facts(*task) == ["TaskOpened"]


@pytest.mark.parametrize(
    "path",
    ["/sign-in", "/sign-in/code", "/sign-in/passkey-use", "/sign-out", "/cases", "/api/v1/tokens", "/link/x", "/prove"],
)
async def test_no_address_takes_a_change_from_another_site(browser: Open, path: str) -> None:
    police = await browser("police.be")

    answer = await police.http.post(path, headers={"origin": "https://evil.example"})

    assert answer.status_code == 403
    assert (await police.http.get("/board")).status_code == 200


async def test_a_form_in_several_parts_is_taken_with_its_token(
    world: World, browser: Open, task: tuple[str, str]
) -> None:
    police = await browser("police.be")
    form = (await police.get(f"/tasks/{task[1]}")).form("/note").filled(note="found a scarf")

    answer = await police.http.post(f"/tasks/{task[1]}/note", files=[(name, (None, value)) for name, value in form])

    assert answer.status_code == 303
    assert await world.facts(*task) == ["TaskOpened", "TaskNoted"]


async def test_a_file_is_refused_by_name(world: World, browser: Open, task: tuple[str, str]) -> None:
    police = await browser("police.be")
    form = dict((await police.get(f"/tasks/{task[1]}")).form("/note").fields)

    answer = await police.http.post(f"/tasks/{task[1]}/note", data=form, files={"note": ("a.jpg", b"\xff\xd8")})

    assert answer.status_code == 422
    assert "Files cannot be sent here." in answer.text
    assert await world.facts(*task) == ["TaskOpened"]


async def test_a_body_that_is_too_large_is_refused_before_it_is_read(
    world: World, browser: Open, task: tuple[str, str]
) -> None:
    police = await browser("police.be")

    answer = await police.http.post(f"/tasks/{task[1]}/note", content=b"note=" + b"x" * 300_000, headers=FORM)

    assert answer.status_code == 413
    assert "This is too large" in answer.text
    assert await world.facts(*task) == ["TaskOpened"]


async def test_who_signed_in_again_in_another_tab_can_send_what_stands_in_this_one(
    world: World, browser: Open, task: tuple[str, str]
) -> None:
    police = await browser("police.be")
    form = (await police.get(f"/tasks/{task[1]}")).form("/note")
    await police.post("/sign-in", [("email", "police.be@test.example"), ("password", "wrong")], 422)
    await police.send((await police.get("/board")).form("/sign-out"))
    await police.sign_in("police.be")

    answer = await police.http.post(
        form.action, data=dict(form.filled(note="found a scarf")), headers={**HTMX, **FORM, "origin": ORIGIN}
    )

    assert answer.status_code == 422
    assert answer.headers["hx-retarget"] == "body"
    assert "found a scarf" in answer.text


async def test_a_stream_and_a_fragment_are_told_that_the_session_is_over(nobody_path: str, browser: Open) -> None:
    police = await browser("police.be")
    police.http.cookies.clear()

    answer = await police.http.get(nobody_path, headers=HTMX)

    assert answer.status_code == 401
    assert answer.content == b""


@pytest.fixture(params=["/live", "/board", "/cases/x"], name="nobody_path")
def _nobody_path(request: pytest.FixtureRequest) -> str:
    return str(request.param)
