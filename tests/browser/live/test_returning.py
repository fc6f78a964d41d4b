"""A page that was away: asleep, hidden, signed out, or left by its server. It catches up and loses nothing."""

import re
from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk, Desks, sign_in
from tests.browser.people.office import SCREEN, Office

Open = Callable[..., Desk]


def test_a_machine_that_slept_catches_up_when_it_wakes(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    card = worker.card(reference, SCREEN)
    lid = worker.page.context.new_cdp_session(worker.page)
    lid.send("Page.setWebLifecycleState", {"state": "frozen"})
    office.do("carer2.gr", f"/tasks/{office.task('carer2.gr', case, SCREEN)['id']}/claim")
    lid.send("Page.setWebLifecycleState", {"state": "active"})
    expect(card.get_by_role("button", name="Claim")).to_have_count(0)
    worker.live()


def test_a_clock_that_jumped_is_taken_for_a_sleep_and_the_stream_is_begun_anew(desk: Open, office: Office) -> None:
    worker = desk("carer.gr", "/cases")
    worker.page.clock.install()
    worker.go("/board")
    worker.live()
    with worker.page.expect_request("**/live?*"), worker.page.expect_request(re.compile("/board($|[?])")):
        worker.page.clock.fast_forward("30:00")
    worker.live()


def typing(desks: Desks, office: Office) -> Desk:
    """Somebody in the middle of a form, under a session of their own."""
    case, _ = office.placed_child()
    worker = desks.stranger()
    sign_in(worker.page, "carer.gr")
    expect(worker.page.locator("h1")).not_to_have_text("Sign in")
    worker.go(f"/cases/{case}/do/record-sighting").get_by_label("Where").fill("Station of Patras")
    worker.live()
    worker.expect_status(401)
    return worker


def end_session(desks: Desks, worker: Desk) -> Desk:
    """Sign out in another tab; the first one notices when it is looked at."""
    other = desks.beside(worker.page.context)
    other.go("/board")
    other.page.evaluate("document.querySelector('form[action=\"/sign-out\"]').submit()")
    expect(other.heading("Sign in")).to_be_visible()
    with worker.away():
        worker.page.evaluate("document.getElementById('stream')._htmx.sse.reader.cancel()")
        expect(worker.page.get_by_text("You have been signed out. Your text is still here")).to_be_visible()
    expect(worker.page.locator("#live")).to_contain_text("Offline since")
    return other


def test_a_page_goes_on_by_itself_after_signing_in_again_in_another_tab(desks: Desks, office: Office) -> None:
    worker = typing(desks, office)
    other = end_session(desks, worker)
    sign_in(other.page, "carer.gr")
    worker.live()
    page = worker.page
    expect(page.get_by_text("You have been signed out.")).to_be_hidden()
    expect(page.get_by_label("Where")).to_have_value("Station of Patras")
    page.get_by_role("button", name="Record").click()
    expect(page.get_by_role("heading", name="Sighting recorded")).to_be_visible()


def test_a_page_does_not_go_on_for_somebody_else(desks: Desks, office: Office) -> None:
    worker = typing(desks, office)
    other = end_session(desks, worker)
    sign_in(other.page, "police.gr")
    expect(worker.page.get_by_text("Somebody else has signed in on this machine")).to_be_visible()
    expect(worker.page.get_by_label("Where")).to_have_value("Station of Patras")
    expect(worker.page.locator("#live")).to_contain_text("Offline since")


def test_who_looks_for_something_after_their_session_ended_stays_on_the_page(desks: Desks, office: Office) -> None:
    worker = typing(desks, office)
    page = worker.page
    page.context.clear_cookies()
    page.keyboard.press("Control+k")
    page.keyboard.type("GR")
    expect(page.get_by_text("You have been signed out. Your text is still here")).to_be_visible()
    expect(page.get_by_label("Where")).to_have_value("Station of Patras")
