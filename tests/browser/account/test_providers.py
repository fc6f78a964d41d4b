"""An agency's own sign-in in a real browser, which holds us to our content policy and to the rules of cookies."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.people.desks import sign_in
from tests.web.providers.program import CLIENT, PASSWORD, SECRET
from tools.demonstration import ROOT, Demonstration

WHO = "admin.se"


@pytest.fixture(name="issuer")
def _issuer(demo: Demonstration, tmp_path: Path) -> Iterator[str]:
    """A provider at the address that the demo may call, started for the journey."""
    origin = demo.settings["LANTERN_PROVIDERS"]
    program = ROOT / "tests/web/providers/program.py"
    command = [sys.executable, program, tmp_path, origin.rpartition(":")[2], f"{demo.address}/sign-in/back", "ada"]
    with subprocess.Popen(list(map(str, command)), stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        process.stdout.readline()
        yield f"{origin}/o"
        process.kill()


@pytest.fixture(name="page")
def _page(browser: Browser, demo: Demonstration) -> Iterator[Page]:
    context = browser.new_context(base_url=demo.address)
    yield context.new_page()
    context.close()


def set_up(page: Page, issuer: str) -> None:
    """Set the provider up as the administrator does."""
    page.goto("/sign-in")
    sign_in(page, WHO)
    page.goto("/members/provider")
    page.get_by_label("Address of the provider").fill(issuer)
    page.get_by_label("What the provider calls Lantern").fill(CLIENT)
    page.get_by_label("Secret").fill(SECRET)
    page.get_by_role("button", name="Ask it and keep it").click()
    expect(page.get_by_text("Your people can link it")).to_be_visible()


def say_who(page: Page) -> None:
    """Say at the provider who one is, and that Lantern may know."""
    page.get_by_label("Username").fill("ada")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    page.get_by_role("button", name="Authorize").click()


def test_one_links_it_signs_in_through_it_and_it_is_removed(page: Page, issuer: str) -> None:
    set_up(page, issuer)
    page.goto("/account")
    page.get_by_role("button", name=re.compile("^Link")).click()
    page.get_by_role("link", name="Go to 127.0.0.1").click()
    say_who(page)
    expect(page.get_by_text("Your agency's sign-in is linked")).to_be_visible()

    page.context.clear_cookies()
    page.goto("/members/provider")
    page.get_by_role("link", name=re.compile("^Sign in at")).click()
    say_who(page)
    expect(page.get_by_role("heading", name="The agency's own sign-in")).to_be_visible()

    page.get_by_text("Remove it").click()
    page.get_by_role("button", name="Remove the agency's own sign-in").click()
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()
