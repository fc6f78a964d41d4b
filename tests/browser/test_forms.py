"""Forms: what is finished, what has to be corrected, what is opened, and what outlives a session."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.browser.people.desks import Desk, Desks, sign_in
from tests.browser.people.office import SCREEN, Office

Open = Callable[..., Desk]

MISSING = re.compile("Error: “Where” is needed")
SEEN = "A girl with a green scarf at platform 2"


def fill_sighting(page: Page) -> None:
    page.get_by_label("Where").fill("Station of Patras")
    page.get_by_label("What was seen").fill(SEEN)


def expect_recorded(page: Page) -> None:
    entry = page.get_by_role("listitem").filter(has=page.get_by_role("heading", name="Sighting recorded"))
    entry.get_by_text("Details").click()
    expect(entry.get_by_text(SEEN)).to_be_visible()


def test_a_task_is_completed_with_its_outcome(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    card = worker.card(reference, SCREEN)
    card.get_by_role("button", name="Claim").click()
    card.get_by_role("link", name="Complete…").click()
    card.get_by_role("radio", name="Screened").check()
    card.get_by_label("Note").fill("Low for now.")
    card.get_by_role("button", name="Complete").click()
    worker.page.get_by_role("link", name="Finished").click()
    done = worker.card(reference, SCREEN)
    expect(done.get_by_text("Done")).to_be_visible()
    done.get_by_role("link", name=SCREEN).first.click()
    expect(worker.page.get_by_text("Low for now.")).to_have_count(1)


def test_an_error_stands_next_to_its_field_and_the_typed_text_stays(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    worker = desk("carer.gr", f"/cases/{case}/do/record-sighting")
    worker.expect_status(422)
    page = worker.page
    page.get_by_label("What was seen").fill(SEEN)
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("alert").filter(has_text="Please check what you entered")).to_be_focused()
    where = page.get_by_label("Where")
    expect(where).to_have_accessible_description(MISSING)
    expect(page.get_by_label("What was seen")).to_have_value(SEEN)
    page.get_by_role("link", name="“Where” is needed.").click()
    expect(where).to_be_focused()
    where.fill("Station of Patras")
    page.get_by_role("button", name="Record").click()
    expect_recorded(page)


def test_who_the_child_is_shows_only_after_somebody_asked(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    page = desk("carer.gr", f"/cases/{case}").page
    expect(page.get_by_text("Sealed. That you opened it is put on record, with your name.")).to_be_visible()
    expect(page.get_by_text("Anna Sample")).to_have_count(0)
    page.get_by_role("button", name="Show who the child is").click()
    expect(page.get_by_text("Anna Sample")).to_be_visible()
    page.reload()
    expect(page.get_by_text("Anna Sample")).to_have_count(0)


def typing(desks: Desks, office: Office) -> Desk:
    """Somebody in the middle of a form, under a session of their own."""
    case, _ = office.placed_child()
    worker = desks.stranger()
    sign_in(worker.page, "carer.gr")
    expect(worker.heading("Board")).to_be_visible()
    fill_sighting(worker.go(f"/cases/{case}/do/record-sighting"))
    worker.expect_status(401, 403, 422)
    return worker


def sign_out_beside(desks: Desks, page: Page) -> Desk:
    """Sign out in another tab of the same browser."""
    other = desks.beside(page.context)
    page = other.go("/board")
    page.locator("summary", has_text="You, and what you can choose").click()
    page.get_by_role("button", name="Sign out").click()
    expect(other.heading("Sign in")).to_be_visible()
    return other


def test_a_form_outlives_its_session_and_is_sent_after_signing_in_again(desks: Desks, office: Office) -> None:
    worker = typing(desks, office)
    page = worker.page
    sign_out_beside(desks, page)
    page.get_by_role("button", name="Record").click()
    expect(worker.heading("Your session has ended")).to_be_visible()
    sign_in(page, "carer.gr")
    expect(page.get_by_text(SEEN)).to_be_visible()
    page.get_by_role("button", name="Send it now").click()
    expect_recorded(page)


def test_a_form_of_an_old_session_is_sent_under_the_new_one(desks: Desks, office: Office) -> None:
    worker = typing(desks, office)
    page = worker.page
    other = sign_out_beside(desks, page)
    sign_in(other.page, "carer.gr")
    expect(other.heading("Board")).to_be_visible()
    page.get_by_role("button", name="Record").click()
    expect(worker.heading("You are signed in again")).to_be_visible()
    page.get_by_role("button", name="Change it first").click()
    expect(page.get_by_label("What was seen")).to_have_value(SEEN)
    page.get_by_role("button", name="Record").click()
    expect_recorded(page)
