"""What somebody looks at does not move while others work, and what came in out of sight says so."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import PLACED, SCREEN, Office

Open = Callable[..., Desk]

SMALL = {"width": 1200, "height": 420}
WHOLE_BOARD = "/board?first=300"
"""Whatever other journeys have left on it, what is looked at is shown."""


def top_of(thing: Locator) -> float:
    """Where *thing* stands on the screen."""
    box = thing.bounding_box()
    assert box is not None
    return box["y"]


def come_near(page: Page, card: Locator) -> None:
    """Look at *card* with the pointer beside it, as somebody does who reads."""
    card.scroll_into_view_if_needed()
    card.evaluate("card => card.scrollIntoView({block: 'center'})")
    box = card.bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + 5, box["y"] + 5)


def test_a_card_that_is_read_stays_where_it_is_when_others_come_in_above(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    reader = desk("carer.gr", WHOLE_BOARD, viewport=SMALL)
    reader.live()
    card = reader.card(reference, SCREEN)
    come_near(reader.page, card)
    before = top_of(card)
    case, urgent = office.placed_child()
    office.notice_absence(case)
    expect(reader.page.get_by_text(urgent).first).to_be_attached()
    assert top_of(card) == pytest.approx(before, abs=1)


def test_what_came_in_above_says_so_and_is_one_press_away(desk: Open, office: Office) -> None:
    _, reference = office.placed_child()
    reader = desk("carer.gr", WHOLE_BOARD, viewport=SMALL)
    reader.live()
    come_near(reader.page, reader.card(reference, SCREEN))
    case, urgent = office.placed_child()
    office.notice_absence(case)
    newer = reader.page.get_by_role("button", name="new above")
    expect(newer).to_be_visible()
    newer.click()
    expect(reader.page.locator(".task").filter(has_text=urgent).first).to_be_in_viewport()
    expect(newer).to_be_hidden()


def test_an_entry_that_is_read_stays_where_it_is_when_the_case_goes_on(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    for place in ("Patras", "Athens", "Larissa", "Volos"):
        office.do("carer.gr", f"/cases/{case}/record-sighting", sighting=uuid4().hex, place=place)
    reader = desk("carer.gr", f"/cases/{case}", viewport=SMALL)
    reader.live()
    entry = reader.page.locator(".entry").filter(has_text="Case opened").first
    come_near(reader.page, entry)
    before = top_of(entry)
    office.do("carer2.gr", f"/cases/{case}/record-sighting", sighting=uuid4().hex, place="Thebes")
    expect(reader.page.locator(".entry").filter(has_text="Sighting recorded")).to_have_count(5)
    assert top_of(entry) == pytest.approx(before, abs=1)


def test_a_card_under_the_pointer_keeps_its_place_when_it_changes(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    reader = desk("carer.gr", f"/board?case={reference}", viewport=SMALL)
    reader.live()
    card = reader.card(reference, PLACED)
    come_near(reader.page, card)
    before = top_of(card)
    office.do("carer2.gr", f"/tasks/{office.task('carer2.gr', case, PLACED)['id']}/claim")
    expect(card.get_by_role("button", name="Claim")).to_have_count(0)
    assert top_of(card) == pytest.approx(before, abs=1)


def test_what_was_selected_to_copy_stays_selected(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    reader = desk("carer.gr", f"/cases/{case}")
    reader.live()
    reader.page.locator(".entry").filter(has_text="Case opened").first.locator(".entry__title").select_text()
    office.do("carer2.gr", f"/cases/{case}/record-sighting", sighting=uuid4().hex, place="Thebes")
    expect(reader.page.locator(".entry").filter(has_text="Sighting recorded")).to_have_count(1)
    assert reader.page.evaluate("String(getSelection())").strip() == "Case opened"
