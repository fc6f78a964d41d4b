"""The page of a case in a real browser: what is new, the picture and its table, and everything without a mouse."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import uuid4

from playwright.sync_api import Locator, Page, expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import Office

Open = Callable[..., Desk]

STORY = "IT-2026-0417"
"""The long story of the demo, with seventeen agencies in it."""


def address(desk: Desk) -> str:
    return str(desk.go("/cases").get_by_role("link", name=STORY).get_attribute("href"))


def rows(page: Page) -> Locator:
    return page.locator("#lanes-table tr[id]")


def test_what_another_recorded_is_new_to_who_looked_before(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    office.join(case, "police.gr")
    police = desk("police.gr", f"/cases/{case}")
    expect(police.page.get_by_role("heading", name="Your first look at this case")).to_be_visible()
    police.live()
    office.do("carer.gr", f"/cases/{case}/record-sighting", place="the harbour", sighting=uuid4().hex)
    expect(police.page.get_by_role("heading", name="1 thing since you first looked")).to_be_visible()
    new = police.page.locator("#news").get_by_role("link", name="Sighting recorded")
    new.click()
    expect(police.page.locator("li.entry--new:target")).to_contain_text("Sighting recorded")
    police.page.get_by_role("button", name="I have seen it").click()
    expect(police.page.get_by_role("heading", name="Nothing new since you last looked")).to_be_visible()


def test_the_picture_leads_to_its_table_and_the_table_to_the_list(desk: Open) -> None:
    reader = desk("police.fr")
    case = address(reader)
    expect(reader.go(case).get_by_role("heading", name="Timeline")).to_be_visible()  # Where one says why one looks.
    page = reader.go(f"{case}/timeline")
    spot = page.locator("#lanes a.spot").first
    spot.focus()
    page.keyboard.press("Enter")
    row = page.locator("tr:target")
    expect(row).to_be_in_viewport()
    expect(spot).to_have_accessible_name(re.compile(re.escape(row.locator("td").first.inner_text())))
    page.locator("#lanes-table a[href^='?at=']").first.click()
    expect(page.locator("li.entry:target")).to_be_in_viewport()


def test_the_picture_can_be_skipped_and_walked_through_with_the_keyboard(desk: Open) -> None:
    reader = desk("police.fr")
    page = reader.go(f"{address(reader)}/timeline")
    page.get_by_role("link", name="Skip the picture").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#lanes")).to_be_focused()
    page.keyboard.press("Tab")
    expect(page.locator("#lanes a.spot").first).to_be_focused()
    page.get_by_role("link", name="Skip the picture").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_text("The same as a table")).to_be_focused()


def test_a_part_of_time_is_chosen_by_dragging_and_a_bar_leads_to_its_row(desk: Open) -> None:
    reader = desk("police.fr")
    page = reader.go(f"{address(reader)}/timeline")
    strip = page.locator("[data-brush]").bounding_box()
    assert strip is not None
    page.mouse.move(strip["x"] + strip["width"] * 0.3, strip["y"] + 5)
    page.mouse.down()
    page.mouse.move(strip["x"] + strip["width"] * 0.6, strip["y"] + 8)
    page.mouse.up()
    expect(page).to_have_url(re.compile(r"/timeline\?begin=\d{8}T\d{4}Z&end=\d{8}T\d{4}Z$"))
    bar = page.locator("#lanes g.bar-of").first
    row = page.locator(f"#{bar.get_attribute('data-row')}")
    bar.locator("rect").first.click()
    expect(row).to_be_in_viewport()


def test_picture_and_table_have_the_same_marks_on_both_clocks(desk: Open) -> None:
    reader = desk("police.fr")
    page = reader.go(f"{address(reader)}/timeline?timeline=all")
    for clock in ("When it was recorded", "When it happened"):
        page.get_by_role("link", name=clock).click()
        expect(page.get_by_role("link", name=clock)).to_have_attribute("aria-current", "true")
        assert page.locator("#lanes a.spot").count() == rows(page).count() > 10


def test_on_a_phone_the_picture_scrolls_in_its_own_place(desk: Open) -> None:
    reader = desk("police.fr", viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True)
    page = reader.go(f"{address(reader)}/timeline")
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) == 0
    lanes = page.locator("#lanes")
    assert lanes.evaluate("each => each.scrollWidth > each.clientWidth && each.tabIndex === 0")


def test_a_name_that_is_looked_for_stays_out_of_the_address(desk: Open) -> None:
    reader = desk("police.fr")
    page = reader.go(address(reader))
    page.get_by_text("Filter", exact=True).click()
    page.get_by_label("Words in titles, tasks and people").fill("Abena")
    page.get_by_role("button", name="Show", exact=True).last.click()
    expect(page.get_by_role("alert").filter(has_text="abena")).to_be_visible()
    assert "bena" not in page.url


def test_cases_are_chosen_by_where_they_stand(desk: Open) -> None:
    page = desk("police.fr", "/cases").page
    page.get_by_role("navigation", name="Where the cases stand").get_by_role("link", name="Found").click()
    expect(page).to_have_url("/cases?phase=found")
    for cell in page.locator("#cases tbody tr td:nth-child(2)").all():
        expect(cell).to_have_text("Found")
