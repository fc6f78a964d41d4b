"""Several tasks at once, and taking back what was just done, with a mouse and without one."""

import re
from collections.abc import Callable

from playwright.sync_api import Route, expect

from tests.browser.people.desks import Desk, Desks, sign_in
from tests.browser.people.office import PLACED, SCREEN, Office

Open = Callable[..., Desk]


def choose(desk: Desk, reference: str, *titles: str) -> None:
    """Tick the tasks of those *titles* in one case."""
    for title in titles:
        desk.page.get_by_role("checkbox", name=f"Select {title}, {reference}").check()


def test_two_tasks_are_claimed_at_once_and_both_taken_back(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    choose(worker, reference, PLACED, SCREEN)
    expect(worker.page.get_by_text("2 tasks selected")).to_be_visible()
    worker.page.get_by_role("button", name="Claim the selected tasks").click()
    expect(worker.page.get_by_text("Claimed 2 of 2 tasks").first).to_be_visible()
    expect(worker.card(reference, SCREEN).get_by_text("You", exact=True)).to_be_visible()
    expect(worker.page.locator("li :focus")).to_have_count(1)
    worker.page.keyboard.press("Control+z")
    expect(worker.page.get_by_text("Took back 2 of 2 tasks").first).to_be_visible()
    expect(worker.card(reference, SCREEN).get_by_role("button", name="Claim")).to_be_visible()
    assert office.task("carer.gr", case, SCREEN)["claimed_by"] is None


def test_what_was_taken_back_can_be_claimed_again(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    for done in ("Claimed", "Taken back", "Claimed"):
        if done == "Claimed":
            choose(worker, reference, SCREEN)
            worker.page.get_by_role("button", name="Claim the selected tasks").click()
        else:
            worker.page.keyboard.press("Control+z")
        expect(worker.page.locator("#toasts")).to_contain_text(f"{done}: {SCREEN}")
    assert office.task("carer.gr", case, SCREEN)["claimed_by"] is not None


def test_what_was_asked_for_with_several_tasks_outlives_the_session(desks: Desks, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desks.stranger()
    sign_in(worker.page, "carer.gr")
    expect(worker.heading("Board")).to_be_visible()
    worker.expect_status(401)
    worker.go(f"/board?case={reference}")
    choose(worker, reference, PLACED, SCREEN)
    worker.page.context.clear_cookies()
    worker.page.get_by_role("button", name="Claim the selected tasks").click()
    expect(worker.heading("Your session has ended")).to_be_visible()
    sign_in(worker.page, "carer.gr")
    worker.page.get_by_role("button", name="Send it now").click()
    expect(worker.page.get_by_text("Claimed 2 of 2 tasks").first).to_be_visible()
    assert office.task("carer.gr", case, SCREEN)["claimed_by"] is not None


def test_what_a_colleague_was_faster_with_is_named_and_the_rest_is_done(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    choose(worker, reference, PLACED, SCREEN)
    task = office.task("carer.gr", case, SCREEN)["id"]

    def while_it_is_sent(route: Route) -> None:
        office.do("carer2.gr", f"/tasks/{task}/claim")
        route.continue_()

    worker.page.route(re.compile("/board/bulk"), while_it_is_sent, times=1)
    worker.page.get_by_role("button", name="Claim the selected tasks").click()
    told = worker.page.get_by_role("region", name="What you just did")
    expect(told).to_contain_text("was faster")
    expect(told).to_contain_text(SCREEN)
    assert office.task("carer.gr", case, PLACED)["claimed_by"]["member"] == office.ask("carer.gr", "/me")["member"]


def test_what_was_chosen_stays_chosen_while_others_work(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    choose(worker, reference, PLACED)
    office.do("carer2.gr", f"/tasks/{office.task('carer.gr', case, SCREEN)['id']}/claim")
    expect(worker.card(reference, SCREEN).get_by_text(office.ask("carer2.gr", "/me")["name"])).to_be_visible()
    expect(worker.page.get_by_role("checkbox", name=f"Select {PLACED}, {reference}")).to_be_checked()
    expect(worker.page.get_by_text("1 task selected")).to_be_visible()


def test_several_are_offered_and_what_is_missing_is_asked_for(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.expect_status(422)
    choose(worker, reference, PLACED, SCREEN)
    bar = worker.page.get_by_role("form", name="With the selected tasks")
    bar.get_by_text("Hand over…").click()
    bar.get_by_label("What they should know").fill("I am off until Monday.")
    bar.get_by_role("button", name="Offer them").click()
    expect(bar.get_by_role("alert")).to_be_focused()
    expect(bar.get_by_label("What they should know")).to_have_value("I am off until Monday.")
    bar.get_by_label("To a colleague").select_option(label=office.ask("carer2.gr", "/me")["name"])
    bar.get_by_role("button", name="Offer them").click()
    expect(worker.page.get_by_text("Offered 2 of 2 tasks").first).to_be_visible()


def test_one_claim_is_taken_back_and_the_toast_waits_under_the_focus(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.page.clock.install()
    worker.card(reference, SCREEN).get_by_role("button", name="Claim").click()
    undo = worker.page.locator("#toasts").get_by_role("button", name="Undo")
    undo.focus()
    worker.page.clock.run_for(12_000)
    expect(undo).to_be_visible()
    undo.press("Enter")
    expect(worker.page.locator("#toasts")).to_contain_text(f"Taken back: {SCREEN}")
    assert office.task("carer.gr", case, SCREEN)["state"] == "acknowledged"
