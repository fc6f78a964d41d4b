"""Passkeys in a real browser, with an authenticator that Chromium plays."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people.desks import sign_in
from tools.demonstration import Demonstration

WHO = "hotline.se"


@pytest.fixture(name="page")
def _page(browser: Browser, demo: Demonstration) -> Iterator[Page]:
    """A page at a name, since a number has no passkeys, in a browser whose device has a finger to show."""
    context = browser.new_context(base_url=demo.address.replace("127.0.0.1", "localhost"))
    page = context.new_page()
    device = context.new_cdp_session(page)
    device.send("WebAuthn.enable")
    options = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    device.send("WebAuthn.addVirtualAuthenticator", {"options": options})
    yield page
    context.close()


def use_passkey(page: Page, where: str) -> None:
    """Be nobody, go somewhere, and say that one has a passkey."""
    page.context.clear_cookies()
    page.goto(where)
    page.get_by_role("button", name="Use a passkey").click()
    page.get_by_role("button", name="Use a passkey").click()


def test_a_passkey_is_made_lets_in_without_a_password_and_is_removed(page: Page) -> None:
    page.goto("/sign-in")
    sign_in(page, WHO)
    page.goto("/account")
    page.get_by_role("button", name="Make a passkey").click()
    page.get_by_label("Name").fill("Telephone")
    page.get_by_role("button", name="Make a passkey").click()
    expect(page.get_by_text("The passkey is made")).to_be_visible()

    use_passkey(page, "/cases")
    expect(page.get_by_role("heading", name="Cases", level=1)).to_be_visible()

    page.goto("/account")
    page.get_by_role("button", name="Remove Telephone").click()
    expect(page.get_by_text("That passkey opens nothing here any more")).to_be_visible()
    use_passkey(page, "/sign-in")
    expect(page.get_by_text("This passkey opens nothing here")).to_be_visible()
