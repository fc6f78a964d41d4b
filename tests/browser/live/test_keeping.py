"""What somebody has opened, chosen, typed or focused is theirs, whatever others do meanwhile."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.people.desks import Desk
from tests.browser.people.office import PLACED, SCREEN, Office

Open = Callable[..., Desk]


def sighting(office: Office, case: str, place: str = "Thebes") -> None:
    """A colleague records something about the case."""
    office.do("carer2.gr", f"/cases/{case}/record-sighting", sighting=uuid4().hex, place=place)


def test_what_was_opened_on_the_case_stays_open_and_what_was_closed_stays_closed(desk: Open, office: Office) -> None:
    case, _ = office.placed_child()
    reader = desk("carer.gr", f"/cases/{case}")
    reader.live()
    page = reader.page
    page.get_by_role("button", name="Show who the child is").click()
    entry = page.locator(".entry").filter(has_text="Placement started").first
    entry.get_by_text("Details").click()
    sighting(office, case)
    expect(page.locator(".entry").filter(has_text="Sighting recorded")).to_have_count(1)
    expect(page.get_by_text("Anna Sample")).to_be_visible()
    expect(entry.locator("details")).to_have_attribute("open", "")


def test_boxes_that_were_ticked_stay_ticked(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    box = worker.card(reference, SCREEN).get_by_role("checkbox")
    box.check()
    office.do("carer2.gr", f"/tasks/{office.task('carer2.gr', case, PLACED)['id']}/claim")
    expect(worker.card(reference, PLACED).get_by_role("button", name="Claim")).to_have_count(0)
    expect(box).to_be_checked()


def test_the_focus_stays_on_the_button_of_a_card_that_changes(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    card = worker.card(reference, SCREEN)
    card.get_by_role("button", name="Claim").focus()
    task = office.task("carer2.gr", case, SCREEN)
    office.do("carer2.gr", f"/tasks/{task['id']}/acknowledge")
    expect(card.get_by_text("Acknowledged", exact=True)).to_be_visible()
    expect(card.get_by_role("button", name="Claim")).to_be_focused()


def test_the_focus_goes_to_the_next_task_when_the_own_one_is_finished_elsewhere(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?q={reference}")
    worker.live()
    card = worker.card(reference, SCREEN)
    card.get_by_role("link", name=SCREEN).first.focus()
    office.finish("carer2.gr", case, SCREEN, "screened")
    expect(card).to_have_count(0)
    assert worker.page.evaluate("document.activeElement.closest('[data-card], h1') !== null")


@pytest.mark.parametrize("where", ["/board?case={reference}", "/cases/{case}"])
def test_a_choice_in_an_open_form_survives_an_update(desk: Open, office: Office, where: str) -> None:
    case, reference = office.placed_child()
    office.do("carer.gr", f"/tasks/{office.task('carer.gr', case, SCREEN)['id']}/claim")
    worker = desk("carer.gr", where.format(case=case, reference=reference))
    worker.live()
    card = worker.page.locator(".task").filter(has_text=SCREEN).filter(has_text="You")
    card.get_by_role("link", name="Complete…").click()
    card.get_by_role("radio", name="Screened").check()
    office.do("carer2.gr", f"/tasks/{office.task('carer2.gr', case, PLACED)['id']}/claim")
    name = str(office.ask("carer2.gr", "/me")["name"])
    expect(worker.page.locator(".task").filter(has_text=PLACED).filter(has_text=name).first).to_be_visible()
    expect(card.get_by_role("radio", name="Screened")).to_be_checked()


def test_changes_by_others_are_told_as_a_count(desk: Open, office: Office) -> None:
    case, reference = office.placed_child()
    worker = desk("carer.gr", f"/board?case={reference}")
    worker.live()
    office.do("carer2.gr", f"/tasks/{office.task('carer2.gr', case, PLACED)['id']}/claim")
    expect(worker.card(reference, PLACED).get_by_role("button", name="Claim")).to_have_count(0)
    expect(worker.page.locator("#status")).to_have_text("Updated: 1 changes by others")
