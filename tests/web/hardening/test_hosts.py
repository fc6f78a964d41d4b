"""Only what names us, once and plainly, is for us."""

from __future__ import annotations

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World

STRANGE = (
    "evil.example",
    "lantern.test.evil.example",
    "lantern.test@evil.example",
    "evil.example\\@lantern.test",
    "evil.example#@lantern.test",
    "evil.example/lantern.test",
    "lantern.test:80:80",
    "lantern.test:x",
    "lantern.test:99999",
    "[lantern.test]",
    "[",
    "[::1",
    "",
    " ",
    "\xff",
    "lantern.test, evil.example",
)


@pytest.mark.parametrize("host", STRANGE)
async def test_a_name_that_is_not_ours_is_refused(nobody: Browser, host: str) -> None:
    answer = await nobody.http.get("/sign-in", headers=[(b"host", host.encode("latin-1"))])

    assert answer.status_code in (400, 403)
    assert "Lantern" in answer.text


@pytest.mark.parametrize("host", ["lantern.test", "LANTERN.TEST", "lantern.test:8000", "127.0.0.1:1", "[::1]:8000"])
async def test_our_names_are_ours_at_any_port(nobody: Browser, host: str) -> None:
    assert (await nobody.http.get("/sign-in", headers={"host": host})).status_code == 200


async def test_a_request_with_two_names_is_refused(nobody: Browser) -> None:
    both = [(b"host", b"lantern.test"), (b"host", b"evil.example")]

    assert (await nobody.http.get("/sign-in", headers=both)).status_code == 403
    assert (await nobody.http.get("/sign-in", headers=both[::-1])).status_code == 403


async def test_what_a_proxy_might_say_changes_no_address(nobody: Browser) -> None:
    said = {"x-forwarded-host": "evil.example", "forwarded": "host=evil.example", "x-forwarded-proto": "javascript"}

    answer = await nobody.http.get("/language/en", headers=said)
    page = await nobody.http.get("/sign-in", headers=said)

    assert answer.headers["location"] == "/"
    assert "evil.example" not in page.text


async def test_one_true_origin_does_not_excuse_a_false_one(world: World, browser: Open) -> None:
    case = await world.case("police.be")
    task = await world.task(case, "police.be")
    police = await browser("police.be")
    form = (await police.get(f"/tasks/{task}")).form("/claim")
    both = [(b"origin", b"http://lantern.test"), (b"origin", b"https://evil.example")]

    answer = await police.http.post(form.action, data=dict(form.fields), headers=both)

    assert answer.status_code == 403
    assert await world.facts(case, task) == ["TaskOpened"]
