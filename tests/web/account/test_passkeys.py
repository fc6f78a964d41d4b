"""What is no passkey of ours opens nothing; a real one is used in tests/browser."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode

import pytest

from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.world import World
from web.access.viewer import COOKIE
from web.pages.account.passkeys import CHALLENGE
from web.proofs.ports import Site

SITE = Site("http://lantern.test", "lantern.test")
HANDLE = urlsafe_b64encode(b"police-be").decode().rstrip("=")
MADE_UP = json.dumps(
    {
        "id": "AAAA",
        "rawId": "AAAA",
        "type": "public-key",
        "response": {"clientDataJSON": "e30", "authenticatorData": "AAAA", "signature": "AAAA", "userHandle": HANDLE},
    }
)

DEEP = "[" * 20_000
"""What a parser that calls itself does not survive."""


@pytest.mark.parametrize(
    "answer", ["", "{", "[]", "{}", '{"id": 1, "response": "x"}', '{"response": {}}', DEEP, MADE_UP]
)
async def test_what_nobody_signed_lets_nobody_in(nobody: Browser, answer: str) -> None:
    page = await nobody.send((await nobody.get("/sign-in")).form("/sign-in/passkey"))

    page = await nobody.send(page.form("/sign-in/passkey-use"), 422, credential=answer)

    assert "This passkey opens nothing here" in page.words()
    assert COOKIE not in nobody.http.cookies
    nobody.world.services.guesses.right("passkeys of 127.0.0.1", "127.0.0.1")


@pytest.mark.parametrize("answer", ["", "null", "{}", DEEP, MADE_UP])
async def test_what_no_device_made_is_not_kept(world: World, browser: Open, answer: str) -> None:
    police = await browser("police.be")
    page = await police.send((await police.get("/account")).form("/account/passkey"))

    page = await police.send(page.form("/account/passkey-make"), 422, credential=answer, name="x")

    assert "No passkey was made" in page.words()
    assert (await world.services.factors.status("police-be")).passkeys == ()


async def test_a_challenge_is_for_one_browser_and_one_answer(world: World, nobody: Browser) -> None:
    page = await nobody.send((await nobody.get("/sign-in")).form("/sign-in/passkey"))
    token = nobody.http.cookies[CHALLENGE]
    options = json.loads(page.with_id("passkey").get("data-options") or "")

    await nobody.send(page.form("/sign-in/passkey-use"), 422, credential=MADE_UP)

    assert options["rpId"] == "lantern.test"
    assert options["userVerification"] == "required"
    assert await world.services.sessions.find(token, "challenge") is None
    assert await world.services.sessions.find(token) is None
    assert await world.services.passkeys.verify(options["challenge"], SITE, MADE_UP) is None
    world.services.guesses.right("passkeys of 127.0.0.1", "127.0.0.1")
