"""The palette: found by keyboard, read out, gone when it closes."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.hands.walking import AXE, seen_by_axe
from tests.browser.people.desks import Desk

Open = Callable[..., Desk]

CHOSEN = "() => document.getElementById(document.activeElement.getAttribute('aria-activedescendant'))?.innerText"


def open_palette(page: Page) -> None:
    page.keyboard.press("Control+k")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    expect(page.get_by_role("combobox", name="Search cases")).to_be_focused()


def look_for(page: Page, words: str, found: str) -> None:
    page.keyboard.type(words)
    expect(page.locator("#palette [role=option]").filter(has_text=found).first).to_be_visible()


def test_a_step_is_found_by_its_words_and_the_end_of_a_number_and_opened_by_enter(desk: Open) -> None:
    page = desk("police.it").page
    open_palette(page)
    look_for(page, "record a sighting in it-2026-0812", "Record a sighting")
    assert "Record a sighting" in page.evaluate(CHOSEN)
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1, name="Record a sighting")).to_be_visible()
    assert page.url.endswith("/do/record-sighting")


def test_arrows_go_round_and_the_focus_stays_where_one_types(desk: Open) -> None:
    page = desk("police.it").page
    open_palette(page)
    look_for(page, "sighting 0812", "Record a protected sighting")
    first = page.evaluate(CHOSEN)
    page.keyboard.press("ArrowDown")
    assert page.evaluate(CHOSEN) != first
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert "protected" in page.evaluate(CHOSEN)
    expect(page.locator("#palette-field")).to_be_focused()
    expect(page.locator("#palette [role=option][aria-selected=true]")).to_have_count(1)


def test_how_many_there_are_is_said_and_none_is_said_in_words(desk: Open) -> None:
    page = desk("police.it").page
    open_palette(page)
    look_for(page, "sighting 0812", "Record a sighting")
    expect(page.locator("#palette-said")).to_have_text("3 results")
    page.locator("#palette-field").fill("no such thing")
    expect(page.locator("#palette-said")).to_have_text("Nothing found")
    expect(page.get_by_text("it is not shared with your agency")).to_be_visible()


def test_nothing_of_what_was_looked_for_stays_behind(desk: Open) -> None:
    opened = desk("police.it")
    page = opened.page
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    open_palette(page)
    look_for(page, "sighting 0812", "Record a sighting")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("#palette-field")).to_have_value("")
    expect(page.locator("#palette-found")).to_be_empty()
    assert [url for url in (*asked, page.url) if "sighting" in url or "0812" in url] == []


def test_the_focus_goes_back_to_where_it_was(desk: Open) -> None:
    page = desk("police.it").page
    link = page.get_by_role("link", name="Cases", exact=True)
    link.focus()
    open_palette(page)
    page.keyboard.press("Escape")
    expect(link).to_be_focused()
    open_palette(page)
    page.keyboard.press("Control+k")
    expect(link).to_be_focused()


def test_the_control_in_the_bar_opens_it_and_a_press_beside_it_closes_it(desk: Open) -> None:
    page = desk("police.it").page
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    page.mouse.click(5, 300)
    expect(page.get_by_role("dialog", name="Search")).not_to_be_visible()


def test_axe_finds_nothing_while_the_palette_or_the_keys_are_open(desk: Open) -> None:
    page = desk("police.it", reduced_motion="reduce").page
    page.evaluate(AXE)
    open_palette(page)
    look_for(page, "0417", "IT-2026-0417")
    found = seen_by_axe(page)
    page.emulate_media(color_scheme="dark")
    found += seen_by_axe(page)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert found + seen_by_axe(page) == []


def test_without_script_the_control_leads_to_a_page_that_searches(desk: Open) -> None:
    page = desk("police.it", java_script_enabled=False).page
    page.get_by_role("banner").get_by_role("link", name="Search").click()
    page.get_by_label("What are you looking for?").fill("0417")
    page.get_by_role("main").get_by_role("button", name="Search").click()
    expect(page.get_by_role("main").get_by_role("link", name="IT-2026-0417")).to_be_visible()
    assert page.url.endswith("/search")
