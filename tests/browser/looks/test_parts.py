"""What opens over a page: the menu of the person, dialogs, toasts, and the tour."""

from __future__ import annotations

import re
from collections.abc import Callable

from playwright.sync_api import Locator, Page, expect

from tests.browser.people.desks import Desk, Desks

Open = Callable[..., Desk]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
NARROW = {"viewport": {"width": 320, "height": 640}}


def menu(page: Page) -> Locator:
    return page.locator("details[data-menu]")


def face(page: Page) -> Locator:
    return page.locator("summary", has_text="You, and what you can choose")


def test_the_menu_of_the_person_closes_by_escape_and_by_a_press_beside_it(desk: Open) -> None:
    page = desk("police.fr").page
    face(page).click()
    expect(page.get_by_role("link", name="Take the tour").last).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu(page)).not_to_have_attribute("open", "")
    expect(face(page)).to_be_focused()
    face(page).click()
    page.locator("h1").click()
    expect(menu(page)).not_to_have_attribute("open", "")


def test_without_script_the_menu_opens_all_the_same(desk: Open) -> None:
    page = desk("police.fr", java_script_enabled=False).page
    face(page).click()
    expect(page.get_by_role("button", name="Sign out")).to_be_visible()


def test_on_a_phone_the_bar_is_one_row(desk: Open) -> None:
    for screen in (PHONE, NARROW):
        bar = desk("police.fr", **screen).page.locator("header.bar").bounding_box()
        assert bar is not None
        assert bar["height"] <= 60


def test_a_dialog_takes_the_focus_and_gives_it_back(desk: Open) -> None:
    page = desk("police.fr", "/styleguide").page
    opener = page.get_by_role("link", name="Open a dialog")
    opener.click()
    dialog = page.get_by_role("dialog", name="A dialog")
    expect(dialog.get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    expect(opener).to_be_focused()
    opener.click()
    dialog.get_by_role("button", name="Close").click()
    expect(opener).to_be_focused()


def put_toast(page: Page, seconds: int) -> Locator:
    """A toast as an answer would put it there."""
    page.evaluate(
        """seconds => {
          const toast = document.querySelector(".toast").cloneNode(true);
          toast.dataset.toast = seconds;
          document.getElementById("toasts").append(toast);
          document.dispatchEvent(new CustomEvent("htmx:after:swap", {detail: {ctx: {}}}));
        }""",
        seconds,
    )
    return page.locator("#toasts .toast")


def test_a_toast_leaves_by_itself_but_not_from_under_a_hand(desk: Open) -> None:
    page = desk("police.fr", "/styleguide").page
    page.clock.install()
    toast = put_toast(page, 10)
    toast.get_by_role("button", name="Undo").focus()
    page.clock.run_for(20_000)
    expect(toast).to_be_visible()
    page.get_by_role("link", name="Open a dialog").focus()
    page.clock.run_for(11_000)
    expect(toast).to_have_count(0)


def test_a_toast_can_be_closed(desk: Open) -> None:
    page = desk("police.fr", "/styleguide").page
    toast = put_toast(page, 0)
    toast.get_by_role("button", name="Close").click()
    expect(toast).to_have_count(0)


def test_the_tour_goes_through_five_steps_beside_the_board_and_is_not_offered_again(desks: Desks) -> None:
    page = desks.of("guardian.uk").page
    offer = page.get_by_role("complementary", name="First time here")
    offer.get_by_role("link", name="Take the tour").click()
    tour = page.get_by_role("dialog", name="How Lantern works")
    expect(tour.get_by_role("heading")).to_be_focused()
    for step in range(2, 6):
        tour.get_by_role("button", name="Next").click()
        expect(tour).to_contain_text(re.compile(rf"{step} / 5"))
    expect(tour.get_by_role("button", name="Next")).to_be_hidden()
    tour.get_by_role("button", name="End the tour").click()
    expect(page.get_by_role("heading", level=1, name="Board")).to_be_visible()
    expect(offer).to_have_count(0)


def test_escape_ends_the_tour(desks: Desks) -> None:
    page = desks.of("carer.uk").page
    page.get_by_role("complementary", name="First time here").get_by_role("link", name="Take the tour").click()
    expect(page.get_by_role("dialog", name="How Lantern works").get_by_role("heading")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("complementary", name="First time here")).to_have_count(0)


def test_without_script_the_tour_is_a_page(desks: Desks) -> None:
    page = desks.of("protection.uk", java_script_enabled=False).page
    page.get_by_role("complementary", name="First time here").get_by_role("link", name="Take the tour").click()
    expect(page.get_by_role("heading", level=1, name="How Lantern works")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_count(5)
    page.get_by_role("button", name="Got it, start working").click()
    expect(page.get_by_role("complementary", name="First time here")).to_have_count(0)
