"""The same work in a browser that runs no script."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk, Desks, sign_in
from tests.browser.people.office import SCREEN, Office
from tests.browser.test_forms import MISSING, expect_recorded, fill_sighting, sign_out_beside

Open = Callable[..., Desk]


def test_without_script_a_task_is_claimed_and_completed(plain: Desk, office: Office) -> None:
    _, reference = office.placed_child()
    page = plain.go(f"/board?case={reference}")
    plain.card(reference, SCREEN).get_by_role("button", name="Claim").click()
    plain.card(reference, SCREEN).get_by_role("link", name="Complete…").click()
    page.get_by_role("radio", name="Screened").check()
    page.get_by_role("button", name="Complete", exact=True).click()
    expect(page.get_by_text("Completed").first).to_be_visible()
    expect(page.get_by_role("heading", name="Task completed")).to_be_visible()


def test_without_script_a_sighting_is_corrected_and_recorded(plain: Desk, office: Office) -> None:
    case, _ = office.placed_child()
    plain.expect_status(422)
    page = plain.go(f"/cases/{case}")
    page.get_by_text("Something else").click()
    page.get_by_role("link", name="Record a sighting").click()
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_label("Where")).to_have_accessible_description(MISSING)
    fill_sighting(page)
    page.get_by_role("button", name="Record").click()
    expect_recorded(page)


def test_without_script_a_task_is_handed_over(plain: Desk, office: Office) -> None:
    _, reference = office.placed_child()
    page = plain.go(f"/board?case={reference}")
    plain.card(reference, SCREEN).get_by_role("button", name="Claim").click()
    plain.card(reference, SCREEN).get_by_role("link", name="Hand over…").click()
    hand_over = page.get_by_role("group").filter(has_text="It stays with you until they accept.")
    if not hand_over.get_by_label("To a colleague").is_visible():
        hand_over.get_by_text("Hand over", exact=True).click()
    hand_over.get_by_label("To a colleague").select_option(label=office.ask("carer2.gr", "/me")["name"])
    hand_over.get_by_label("What they should know").fill("The interpreter comes at nine.")
    hand_over.get_by_role("button", name="Offer the hand-over").click()
    expect(page.get_by_role("heading", name="Hand-over offered")).to_be_visible()


def test_without_script_a_form_outlives_its_session(plain: Desk, desks: Desks, office: Office) -> None:
    case, _ = office.placed_child()
    plain.expect_status(401)
    page = plain.go(f"/cases/{case}/do/record-sighting")
    fill_sighting(page)
    sign_out_beside(desks, page)
    page.get_by_role("button", name="Record").click()
    expect(plain.heading("Your session has ended")).to_be_visible()
    sign_in(page, "carer.gr")
    expect(page.get_by_text("A girl with a green scarf")).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect_recorded(page)
