"""What is no passkey of ours opens nothing; a real one is used in tests/browser."""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from datetime import timedelta
from hashlib import sha256

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.hashes import SHA256
from msgspec.structs import replace
from webauthn.helpers import encode_cbor

from infra.proofs.factors import StoredPasskey, StreamFactors
from tests.web.conftest import Open
from tests.web.harness.browser import Browser
from tests.web.harness.reading import Page
from tests.web.world import World, member
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


async def test_a_passkey_of_ones_own_proves_it_again_and_nobody_elses_does(world: World, browser: Open) -> None:
    mine, theirs = Device("police.fr"), Device("carer.be")
    for device in (mine, theirs):
        await device.keep(world)
    police = await browser("police.fr")
    world.clock.ahead = timedelta(minutes=16)

    asked = await police.send((await police.get("/account")).form("/account/token"), 403, name="Report", lasts="30")
    page = await police.post("/prove/passkey", asked.form("/prove").fields)
    page = await police.send(page.form("/prove/passkey-use"), 422, credential=theirs.answer(page))
    proven = await police.send(page.form("/prove/passkey-use"), credential=mine.answer(page))
    made = await police.send(proven.form("/account/token"))

    assert "lt_" in made.text
    world.services.guesses.right("passkeys of 127.0.0.1", "127.0.0.1")


class Device:
    """A device with one passkey of a member, played by hand."""

    def __init__(self, name: str) -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.member = member(name)
        self.id = encoded(name.encode())

    async def keep(self, world: World) -> None:
        """Let it be known as the member's."""
        point = self.key.public_key().public_numbers()
        cose = {1: 2, 3: -7, -1: 1, -2: point.x.to_bytes(32, "big"), -3: point.y.to_bytes(32, "big")}
        kept = StoredPasskey(self.id, encoded(encode_cbor(cose)), 0, "Telephone", world.clock.now())
        factors = StreamFactors(world.process.base.secrets, world.process.base.wraps, world.clock)
        await factors.change(self.member, lambda each: replace(each, passkeys=(*each.passkeys, kept)))

    def answer(self, page: Page) -> str:
        """What it says to the challenge on *page*."""
        options = json.loads(page.with_id("passkey").get("data-options") or "")
        client = {"type": "webauthn.get", "challenge": options["challenge"], "origin": SITE.origin}
        told = json.dumps(client).encode()
        data = sha256(SITE.host.encode()).digest() + bytes([5]) + bytes(4)
        signature = self.key.sign(data + sha256(told).digest(), ec.ECDSA(SHA256()))
        response = {
            "clientDataJSON": encoded(told),
            "authenticatorData": encoded(data),
            "signature": encoded(signature),
            "userHandle": encoded(self.member.encode()),
        }
        return json.dumps({"id": self.id, "rawId": self.id, "type": "public-key", "response": response})


def encoded(data: bytes) -> str:
    return urlsafe_b64encode(data).decode().rstrip("=")
