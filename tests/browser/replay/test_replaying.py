"""An auditor goes through a case fact by fact, by keys and by the slider, and nothing on the screen works."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk

Open = Callable[..., Desk]

STORY = "IT-2026-0417"
"""The long story of the demo, with seventeen agencies in it."""


ALIVE = ":is(a[href]:not([href^='#']), form, [hx-get], [hx-post], button:enabled, input:enabled, select:enabled)"


def test_a_case_is_gone_through_by_keys_and_by_the_slider(desk: Open) -> None:
    auditor = desk("auditor.it")
    case = str(auditor.go("/cases").get_by_role("link", name=STORY).get_attribute("href"))
    page = auditor.go(f"{case}/replay")
    count = page.locator(".replay__count")

    for key, number in (("j", "^2 of"), ("k", "^1 of"), ("n", "^2 of")):
        page.keyboard.press(key)
        expect(count).to_have_text(re.compile(number))
    page.locator("#replay-step").fill("60")
    expect(count).to_have_text(re.compile("^60 of"))
    assert "at=" in page.url
    page.get_by_role("link", name="Board", exact=True).last.click()

    screen = page.locator(".replay__screen")
    expect(screen).to_contain_text("Board")
    expect(screen.locator(ALIVE)).to_have_count(0)
