"""Single keys: what they do, where they keep still, and how they are turned off."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.people.desks import PASSWORD, Desk, Desks
from tests.browser.people.office import SCREEN, Office

Open = Callable[..., Desk]

WORDS = "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText"
FAR = 120
FOCUSED = "() => document.activeElement.closest('[data-card], tr')?.id ?? ''"


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_j_and_k_move_the_focus_from_task_to_task_and_say_where_the_list_ends(desk: Open) -> None:
    page = desk("police.it").page
    cards = [card.get_attribute("id") for card in page.locator("[data-card]").all()]
    press(page, "j")
    assert page.evaluate(FOCUSED) == cards[0]
    press(page, "j", "j", "k")
    assert page.evaluate(FOCUSED) == cards[1]
    press(page, "k", "k")
    expect(page.locator("#status")).to_have_text("This is the first one")
    assert page.evaluate(FOCUSED) == cards[0]


def test_o_opens_what_has_the_focus(desk: Open) -> None:
    page = desk("police.it", "/cases").page
    press(page, "j")
    reference = page.evaluate("() => document.activeElement.innerText")
    press(page, "o")
    expect(page.get_by_role("heading", level=1).filter(has_text=reference)).to_be_visible()


def test_x_selects_and_selects_no_more(desk: Open) -> None:
    page = desk("police.it").page
    press(page, "j", "j", "x")
    expect(page.locator("input[name=task]:checked")).to_have_count(1)
    press(page, "x")
    expect(page.locator("input[name=task]:checked")).to_have_count(0)


def test_g_and_a_letter_go_somewhere(desk: Open) -> None:
    opened = desk("police.it")
    for letter, heading in (("c", "Cases"), ("s", "Your settings"), ("b", "Board")):
        press(opened.page, "g", letter)
        expect(opened.page.get_by_role("heading", level=1).filter(has_text=heading)).to_be_visible()


def test_a_slash_opens_the_search_and_a_question_mark_the_keys_of_the_page(desk: Open) -> None:
    page = desk("police.it", "/people").page
    press(page, "/")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()
    press(page, "Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    press(page, "?")
    keys = page.get_by_role("dialog", name="Keys")
    expect(keys.get_by_text("Go to the board")).to_be_visible()
    expect(keys.get_by_text("Claim it")).to_have_count(0)


def test_no_key_does_anything_while_somebody_types_or_holds_another(desk: Open) -> None:
    page = desk("police.it", "/search").page
    field = page.get_by_label("What are you looking for?")
    field.press_sequentially("gc/?jx")
    expect(field).to_have_value("gc/?jx")
    field.blur()
    press(page, "Alt+j", "Control+Shift+x", "Alt+/")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.evaluate(FOCUSED) == ""


def test_over_an_open_dialog_keys_keep_still(desk: Open) -> None:
    page = desk("police.it").page
    press(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    press(page, "g", "c", "j")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    assert page.url.endswith("/board")


def test_a_letter_of_another_alphabet_is_known_by_its_place(desk: Open) -> None:
    page = desk("police.it").page
    pressed = "new KeyboardEvent('keydown', {key: 'ξ', code: 'KeyJ', bubbles: true})"
    page.evaluate(f"() => document.body.dispatchEvent({pressed})")
    assert page.evaluate(FOCUSED).startswith("task-")


def test_once_turned_off_single_keys_do_nothing_and_control_k_stays(desks: Desks) -> None:
    page = desks.of("guardian.se", "/desk").page
    page.get_by_label("Single keys").uncheck()
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_text("Saved")).to_be_visible()
    page.goto("/board")
    press(page, "j", "?", "/", "g", "c")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert page.url.endswith("/board")
    press(page, "Control+k")
    expect(page.get_by_role("dialog", name="Search")).to_be_visible()


def sign_in_by_keys(desk: Desk) -> None:
    page = desk.page
    tab_to(page, "E-mail address")
    page.keyboard.type("carer.gr@lantern.example")
    press(page, "Tab")
    page.keyboard.type(PASSWORD)
    press(page, "Enter")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    press(page, "g", "b")
    expect(desk.heading("Board")).to_be_visible()


def test_by_keys_alone_somebody_signs_in_finds_a_task_claims_and_completes_it(desks: Desks, office: Office) -> None:
    _, reference = office.placed_child()
    desk = desks.stranger()
    sign_in_by_keys(desk)
    card = desk.card(reference, SCREEN)
    for _ in range(desk.page.locator("[data-card]").count()):
        press(desk.page, "j")
        if card.locator(":focus").count():
            break
    press(desk.page, "c")
    expect(card.get_by_text("You", exact=True)).to_be_visible()
    press(desk.page, "o")
    expect(desk.heading(SCREEN)).to_be_visible()
    finish(desk.page)
    expect(desk.page.get_by_role("heading", name="Task completed")).to_be_visible()


def finish(page: Page) -> None:
    """Choose the outcome and send the form."""
    for words, key in (("Screened", "Space"), ("Complete", "Enter")):
        tab_to(page, words)
        press(page, key)


def tab_to(page: Page, words: str) -> None:
    for _ in range(FAR):
        press(page, "Tab")
        if page.evaluate(WORDS).startswith(words):
            return
    raise AssertionError(f"Tab never reached {words!r}")
