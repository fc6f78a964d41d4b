"""Everything a person does without a mouse."""

from playwright.sync_api import Page, expect

from tests.browser.people.desks import PASSWORD, Desk, Desks
from tests.browser.people.office import SCREEN, Office

FOCUSED = "() => (document.activeElement.labels?.[0] ?? document.activeElement).innerText"
FAR = 300


def tab_to(page: Page, words: str) -> None:
    """Press Tab until what has the focus says *words*; far is as far as a page can reasonably be."""
    for _ in range(FAR):
        page.keyboard.press("Tab")
        if words in page.evaluate(FOCUSED):
            return
    raise AssertionError(f"Tab never reached {words!r}")


def sign_in_by_keyboard(desk: Desk) -> None:
    page = desk.page
    tab_to(page, "E-mail address")
    page.keyboard.type("carer.gr@lantern.example")
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(desk.heading("Board")).to_be_visible()


def test_with_the_keyboard_alone_a_task_is_found_claimed_and_completed(desks: Desks, office: Office) -> None:
    case, _ = office.placed_child()
    desk = desks.stranger()
    page = desk.page
    sign_in_by_keyboard(desk)
    desk.go(f"/cases/{case}")
    tab_to(page, SCREEN)
    page.keyboard.press("Enter")
    expect(desk.heading(SCREEN)).to_be_visible()
    tab_to(page, "Claim")
    page.keyboard.press("Enter")
    expect(page.get_by_text("In progress")).to_be_visible()
    tab_to(page, "Screened")
    page.keyboard.press("Space")
    tab_to(page, "Complete")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Task completed")).to_be_visible()


def test_the_skip_link_is_first_and_leads_to_the_content(desks: Desks) -> None:
    desk = desks.of("carer.gr")
    desk.page.keyboard.press("Tab")
    skip = desk.page.get_by_role("link", name="Skip to the content")
    expect(skip).to_be_focused()
    expect(skip).to_be_in_viewport()
    desk.page.keyboard.press("Enter")
    desk.page.keyboard.press("Tab")
    inside = "() => document.getElementById('main').contains(document.activeElement)"
    assert desk.page.evaluate(inside) is True


def test_after_claiming_the_focus_stays_with_the_card(desks: Desks, office: Office) -> None:
    _, reference = office.placed_child()
    desk = desks.of("carer.gr")
    card = desk.card(reference, SCREEN)
    card.get_by_role("button", name="Claim").focus()
    desk.page.keyboard.press("Enter")
    expect(card.get_by_text("You", exact=True)).to_be_visible()
    expect(card.locator(":focus")).to_have_count(1)
