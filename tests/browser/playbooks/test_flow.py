"""A case and the rules it goes by, in a real browser: from the strip to the flowchart, its table, and the checklist."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import SEARCH, Office

Open = Callable[..., Desk]


def test_the_strip_leads_to_the_duties_and_the_flowchart_to_its_table(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    reader = desk("carer.gr")
    page = reader.go(f"/cases/{case}")
    strip = page.locator("#flowing").get_by_role("link", name="Prevention the case is here")
    running = str(strip.locator(".said--running").inner_text()).strip()
    strip.click()
    expect(reader.heading(f"Checklist {reference}")).to_be_visible()
    assert f"{page.locator('.checks__row--running').count()} running" == running
    page.get_by_role("link", name="Flowchart").click()
    box = page.locator("#flow a").first
    words = str(box.locator(".box__title").text_content()).strip()
    box.focus()
    page.keyboard.press("Enter")
    expect(page.locator("tr:target")).to_contain_text(words)
    expect(page.locator("tr:target")).to_be_in_viewport()


def test_what_a_colleague_records_is_drawn_while_the_flowchart_is_open(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    reader = desk("carer.gr")
    page = reader.go(f"/cases/{case}/playbook")
    reader.live()
    row = page.get_by_role("row").filter(has_text=SEARCH)
    expect(row).to_contain_text("Not yet")
    office.notice_absence(case)
    expect(row).to_contain_text("Running")
    expect(page.locator(".event--happened title").filter(has_text="Absence noticed")).to_have_count(1)


def test_on_a_phone_the_flowchart_scrolls_in_its_own_frame_and_the_checklist_does_not(
    desk: Open, office: Office
) -> None:
    case, _ = office.placed_child()
    page = desk("carer.gr", viewport={"width": 390, "height": 844}).go(f"/cases/{case}/playbook")
    wider = "each => each.scrollWidth > each.clientWidth"
    assert page.locator("#flow-frame").evaluate(wider)
    assert not page.locator("html").evaluate(wider)
    page.goto(page.url.replace("playbook", "checklist"))
    assert not page.get_by_role("region", name="Prevention", exact=True).evaluate(wider)
