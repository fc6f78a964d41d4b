"""Filters, columns, views that are kept, and the wall."""

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import PLACED, SCREEN, Office

Open = Callable[..., Desk]


def test_filters_are_set_seen_shared_and_cleared(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr")
    page = worker.page
    page.get_by_role("combobox", name="Case", exact=True).fill(reference)
    page.get_by_label("Words in the title").fill("screen")
    page.get_by_role("button", name="Filter").click()
    expect(page.get_by_role("link", name=f"Remove filter: Case: {reference}")).to_be_visible()
    expect(worker.card(reference, SCREEN)).to_be_visible()
    expect(worker.card(reference, PLACED)).to_have_count(0)
    shared = desk("carer2.gr", page.url)
    expect(shared.card(reference, SCREEN)).to_be_visible()
    expect(shared.card(reference, PLACED)).to_have_count(0)
    page.get_by_role("link", name="Remove filter: Words: screen").click()
    expect(worker.card(reference, PLACED)).to_be_visible()
    page.get_by_role("link", name="Clear filters").click()
    expect(page.get_by_role("link", name=f"Remove filter: Case: {reference}")).to_have_count(0)
    expect(page.get_by_role("combobox", name="Case", exact=True)).to_have_value("")


def test_a_view_is_saved_begun_with_and_removed(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}&view=columns")
    page = worker.page
    page.get_by_text("Save this view").click()
    page.get_by_label("Name of the view").fill(f"Only {reference}")
    page.get_by_role("checkbox", name="Begin with it").check()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_role("navigation", name="Saved views")).to_contain_text(f"Only {reference}")
    worker.go("/board")
    expect(page.get_by_role("heading", name="To claim")).to_be_visible()
    page.get_by_text("Change this view").click()
    page.get_by_role("button", name="Remove it").click()
    expect(page.get_by_role("navigation", name="Saved views")).to_have_count(0)
    worker.go("/board")
    expect(page.get_by_role("heading", name="To claim")).to_have_count(0)


def test_in_columns_a_claimed_task_moves_once_it_is_left_alone(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}&view=columns")
    progress = worker.page.get_by_role("region", name="In progress")
    worker.live()
    worker.card(reference, SCREEN).get_by_role("button", name="Claim").click()
    expect(worker.card(reference, SCREEN).get_by_text("You", exact=True)).to_be_visible()
    expect(worker.page.locator("#board")).to_have_attribute("data-held", "")
    worker.page.mouse.move(5, 5)
    worker.page.get_by_role("combobox", name="Case", exact=True).focus()
    expect(progress.get_by_role("listitem").filter(has_text=SCREEN)).to_be_visible()


def test_the_counts_and_the_tab_follow_what_others_do(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    before = worker.page.title()
    office.do("carer2.gr", f"/tasks/{office.task('carer.gr', case, SCREEN)['id']}/acknowledge")
    expect(worker.page).not_to_have_title(before)
    expect(worker.page.locator("#quick-unacknowledged")).to_be_visible()


def test_the_wall_updates_by_itself_and_says_when_nobody_is_signed_in(desk: Open, office: Office) -> None:
    wall = desk("carer.gr", "/board/wall", viewport={"width": 1920, "height": 1080})
    wall.live()
    count = wall.page.locator(".total--unseen b")
    before = int(count.inner_text())
    case, _ = office.placed_child()
    expect(count).not_to_have_text(str(before))
    expect(wall.page.get_by_text("no longer up to date")).to_be_hidden()
    with wall.away():
        wall.page.context.set_offline(True)
        expect(wall.page.get_by_text("no longer up to date")).to_be_visible()
        wall.page.context.set_offline(False)
    office.task("carer.gr", case, SCREEN)
